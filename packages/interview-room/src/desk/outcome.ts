import type { RunFinishedEvent, TestsFinishedEvent } from '@interview-room/run-panel';
import type { Practice } from '../live/practice.js';
import { keptResults } from '../practice/results.js';
import type { RoomProgress } from '../practice/room-events.js';

/** What is kept of a run's output: its end, which says how it went. */
const OUTPUT_KEPT = 20_000;

/** Keeps how a run ended. Tests are kept by `recordTests`. */
export function recordRun(practice: Practice, language: string, event: RunFinishedEvent): void {
  if (event.mode !== 'run') return;
  const { outcome, exitCode, durationMs, output } = event;
  practice.recordRun({ language, outcome, exitCode, durationMs, output: output.slice(-OUTPUT_KEPT) });
}

/** Keeps how the tests ended, and that the problem is solved if it is. */
export function recordTests(practice: Practice, language: string, event: TestsFinishedEvent): RoomProgress {
  const { type: _, ...summary } = event.summary;
  practice.recordTests({ language, summary, tests: keptResults(event.tests) });
  const { passed, total, failed, errored } = summary;
  const solved = passed > 0 && failed === 0 && errored === 0;
  if (solved) practice.recordSolved(language);
  return { language, passed, total, solved };
}
