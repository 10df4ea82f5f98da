import { isMockFunction } from '@vitest/spy';
import { forged, type Integrity } from './integrity.js';
import { mark, seen, Weak } from './safe.js';

const signals = new Weak();

/** The solution, or something it brought, tried to sway the judge. It makes the test an `error`, not a failure. */
export class Tampered extends Error {
  constructor(message: string) {
    super(message);
    mark(signals, this);
  }
}
/** `instanceof` asks the class, and a class can be taught to lie. */
export function isTampered(thrown: unknown): thrown is Tampered {
  return typeof thrown === 'object' && thrown !== null && seen(signals, thrown);
}

/** Looks whether the judge still stands, each time something rests on it. */
export class Guard {
  private found: string | undefined;

  constructor(private readonly integrity: Integrity) {}

  check(): void {
    this.found ??= this.integrity.changed();
    if (this.found !== undefined) throw new Tampered(this.found);
  }

  /** A value that a test looks at must not judge itself; nor may one that a mock was called with. */
  refuseForged(value: unknown): void {
    const mock = typeof value === 'function' && isMockFunction(value) ? value.mock : undefined;
    if (!forged(value) && !(mock && (forged(mock.calls) || forged(mock.results)))) return;
    this.found ??= 'a value claims to be a matcher of the test kit';
    throw new Tampered(this.found);
  }

  /** What was found so far, for the end of a test whose own `catch` may have swallowed it. */
  verdict(): string | undefined {
    this.found ??= this.integrity.changed();
    return this.found;
  }

  /** Looks after these too. They are to be as they were made. */
  watch(own: Record<string, object>): void {
    this.integrity.watch(own);
  }

  allow(owner: object, key: string | symbol): void {
    this.integrity.allow(owner, key);
  }
}
