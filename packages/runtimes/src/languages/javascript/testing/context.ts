import { ownHooks } from './running.js';
import type { Test } from './suite.js';

/** What ends a test that is not to run after all. */
export class Skip {
  readonly #note: string;
  constructor(note: string) {
    this.#note = note;
  }
  /** By its private field, as `instanceof` could be made to lie. */
  static noteOf(thrown: unknown): string | undefined {
    return typeof thrown === 'object' && thrown !== null && #note in thrown ? thrown.#note : undefined;
  }
}

/** What Vitest hands a test. */
export function contextOf(test: Test, expect: unknown): Record<string, unknown> {
  return {
    expect,
    name: test.name,
    task: { name: test.name, mode: 'run' },
    skip: skipNow,
    ...ownHooks,
  };
}

/** `skip('why')`, and Vitest's `skip(condition, 'why')`. */
export function skipNow(first?: unknown, second?: unknown): void {
  if (first === false) return;
  const note = [first, second].find((one) => typeof one === 'string');
  throw new Skip(typeof note === 'string' ? note : 'skipped');
}
