import type { Integrity } from './integrity.js';
import { forged } from './integrity.js';

/** The solution, or something it brought, tried to sway the judge. It makes the test an `error`, not a failure. */
export class Tampered extends Error {
  override readonly name = 'Tampered';
}

/** Looks whether the judge still stands, each time something rests on it. */
export class Guard {
  private found: string | undefined;

  constructor(
    private readonly integrity: Integrity,
    private readonly matcher: object,
  ) {}

  check(): void {
    this.found ??= this.integrity.changed();
    if (this.found !== undefined) throw new Tampered(this.found);
  }

  /** A value that a test looks at must not judge itself. */
  refuseForged(value: unknown): void {
    if (!forged(value, this.matcher)) return;
    this.found ??= 'a value claims to be a matcher of the test kit';
    throw new Tampered(this.found);
  }

  /** What was found so far, for the end of a test whose own `catch` may have swallowed it. */
  verdict(): string | undefined {
    this.found ??= this.integrity.changed();
    return this.found;
  }

  allow(owner: object, key: string | symbol): void {
    this.integrity.allow(owner, key);
  }
}
