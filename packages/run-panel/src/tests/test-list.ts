import type { TestResultEvent } from '@interview-room/runtimes';
import type { Localize } from '@interview-room/ui';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Words } from '../strings.js';
import { apart, compare, type DiffLine } from './diff.js';

/** What the list of tests shows beyond the results themselves: what is open, what is filtered, the comparisons. */
export class TestList implements ReactiveController {
  failedOnly = false;
  /** After "Rerun failed": the names that had failed then. */
  only?: ReadonlySet<string>;
  private readonly open = new Set<TestResultEvent>();
  private readonly diffs = new WeakMap<TestResultEvent, DiffLine[]>();

  constructor(
    private readonly host: ReactiveControllerHost,
    readonly words: Localize<Words>,
  ) {
    host.addController(this);
  }

  /** A controller must have one hook at least: this one only ever asks for a drawing. */
  hostConnected(): void {
    this.host.requestUpdate();
  }

  /** Another run's results come. */
  begin(only?: readonly string[]): void {
    this.open.clear();
    this.failedOnly = false;
    if (only) this.only = new Set(only);
    else delete this.only;
  }

  /** What of the results is in the list. */
  shown(tests: readonly TestResultEvent[]): readonly TestResultEvent[] {
    const { only } = this;
    if (only) return tests.filter((test) => only.has(test.name));
    return this.failedOnly ? tests.filter(bad) : tests;
  }

  isOpen(test: TestResultEvent): boolean {
    return this.open.has(test);
  }

  toggle(test: TestResultEvent): void {
    if (!this.open.delete(test)) this.open.add(test);
    this.host.requestUpdate();
  }

  filter(failedOnly: boolean): void {
    this.failedOnly = failedOnly;
    delete this.only;
    this.host.requestUpdate();
  }

  /** Expected against actual. At first one after the other; line by line as soon as the comparison is there. */
  diff(test: TestResultEvent): DiffLine[] {
    const known = this.diffs.get(test);
    if (known) return known;
    const [expected, actual] = [test.expected ?? '', test.actual ?? ''];
    const rough = apart(expected, actual);
    this.diffs.set(test, rough);
    const better = (lines: DiffLine[]): void => {
      this.diffs.set(test, lines);
      this.host.requestUpdate();
    };
    // Without the library the two texts stay one after the other, which is as true.
    compare(expected, actual).then(better, () => undefined);
    return rough;
  }
}

/** Whether a test failed, in either way. */
export function bad(test: TestResultEvent): boolean {
  return test.status === 'failed' || test.status === 'error';
}

/** Everything about a test as text, for copying. */
export function details(test: TestResultEvent, words: Localize<Words>): string {
  const parts = [`${test.name}: ${words.term(test.status)}`];
  if (test.message) parts.push(test.message);
  if (test.expected !== undefined) parts.push(`${words.term('expected')}:\n${test.expected}`);
  if (test.actual !== undefined) parts.push(`${words.term('actual')}:\n${test.actual}`);
  if (test.output) parts.push(`${words.term('printed')}:\n${test.output}`);
  return parts.join('\n\n');
}
