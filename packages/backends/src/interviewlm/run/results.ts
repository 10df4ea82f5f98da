import type { TestEvent } from '@interview-room/runtimes';
import { isObject, listOf, numberOf, objectOf, textOf, type Json } from '../../wire/index.js';
import type { Asked } from '../session.js';

type Result = Extract<TestEvent, { type: 'test' }>;
type Summary = Extract<TestEvent, { type: 'summary' }>;

/** So many results are taken, and so long a text of one. */
const MOST = 1_000;
const LONGEST = 20_000;

/**
 * Reads what came of tests. Here, before anything is made of it, all is left behind that a candidate may not know: of a test that
 * is not plainly one that they were shown, nothing comes through but its name and whether it passed. What it expects, what it
 * gave and how it failed (which may quote both) never leave this place.
 */
export class Results {
  private readonly counts = { passed: 0, failed: 0, errored: 0, skipped: 0 };
  private total = 0;
  private readonly shown: ReadonlyMap<string, string>;

  constructor(asked: Asked | undefined) {
    const hidden = new Set(asked?.hidden);
    const tests = asked?.tests ?? [];
    this.shown = new Map(
      tests.filter(({ name }) => !hidden.has(name)).map(({ name, expectedOutput }) => [name, expectedOutput]),
    );
  }

  get count(): number {
    return this.total;
  }

  /** Reads one result; nothing where it is none, or one too many. */
  read(value: unknown): Result | undefined {
    if (!isObject(value) || this.total >= MOST) return undefined;
    this.total++;
    const name = textOf(value['name']).slice(0, 200) || `Test ${this.total}`;
    const passed = value['passed'] === true;
    const error = textOf(value['error']) || textOf(objectOf(value['error'])['message']);
    const seen = this.isShown(name, value);
    const status = passed ? 'passed' : seen && error && !this.gave(value) ? 'error' : 'failed';
    this.counts[status === 'error' ? 'errored' : status]++;
    const result = { type: 'test', name, status, durationMs: millis(value['duration']) } as const;
    if (seen) return { ...result, ...this.details(name, value, passed, error) };
    return passed ? result : { ...result, message: 'This test is hidden: what it expects is not shown.' };
  }

  /** All results so far, counted here. */
  summary(durationMs: number): Summary {
    return { type: 'summary', total: this.total, ...this.counts, durationMs };
  }
  get green(): boolean {
    return this.total > 0 && this.counts.passed === this.total;
  }

  /** The results of a reply that has them all. */
  readAll(value: unknown): Result[] {
    return listOf(value)
      .slice(0, MOST)
      .map((each) => this.read(each))
      .filter((each) => each !== undefined);
  }

  private isShown(name: string, value: Json): boolean {
    const says = value['hidden'] ?? value['isHidden'] ?? value['is_hidden'] ?? false;
    return this.shown.has(name) && says === false && value['visible'] !== false;
  }

  private gave(value: Json): boolean {
    return textOf(value['actualOutput'] ?? value['output']) !== '';
  }

  private details(name: string, value: Json, passed: boolean, error: string): Partial<Result> {
    const actual = textOf(value['actualOutput'] ?? value['output']);
    const expected = this.shown.get(name) ?? '';
    return {
      ...(error && { message: cut(error) }),
      ...(!passed && (actual || !error) && { expected: cut(expected), actual: cut(actual) }),
      ...(passed && actual && { output: cut(actual) }),
    };
  }
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}\n[…]` : text);

export const millis = (value: unknown): number => Math.max(0, numberOf(value) ?? 0);
