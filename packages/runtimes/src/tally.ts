import type { TestResultEvent, TestStatus, TestSummaryEvent } from './events.js';

/** Keeps count of what was planned, what has reported, and how. Counted here, where no candidate's code runs. */
export class Tally {
  private readonly open = new Map<string, number>();
  private readonly counts: Record<TestStatus, number> = { passed: 0, failed: 0, error: 0, skipped: 0 };
  private readonly began = performance.now();

  /** Names that will report, each as often as it stands there. */
  plan(names: readonly string[]): void {
    for (const name of names) this.open.set(name, (this.open.get(name) ?? 0) + 1);
  }

  /** Counts a result and gives it back. One whose status is unknown counts as an error. */
  count(event: TestResultEvent): TestResultEvent {
    const status = event.status in this.counts ? event.status : 'error';
    const left = (this.open.get(event.name) ?? 0) - 1;
    if (left > 0) this.open.set(event.name, left);
    else this.open.delete(event.name);
    this.counts[status]++;
    return { ...event, status };
  }

  /** What was planned and has not reported: as errors, for it did not pass. */
  unfinished(why: string): TestResultEvent[] {
    const names = [...this.open].flatMap(([name, times]) => Array<string>(times).fill(name));
    return names.map((name) =>
      this.count({ type: 'test', name, status: 'error', durationMs: 0, message: why }),
    );
  }

  get total(): number {
    const { passed, failed, error, skipped } = this.counts;
    return passed + failed + error + skipped;
  }

  /** Whether nothing failed and something was there to pass. */
  get green(): boolean {
    return this.total > 0 && this.counts.failed === 0 && this.counts.error === 0;
  }

  summary(): TestSummaryEvent {
    const { passed, failed, error, skipped } = this.counts;
    const durationMs = performance.now() - this.began;
    return { type: 'summary', total: this.total, passed, failed, errored: error, skipped, durationMs };
  }
}
