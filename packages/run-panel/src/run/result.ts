import type { RunResult } from '../events.js';
import type { ShownRun } from './shown-run.js';

/** How a run that is over went. One that never said is a crash. */
export function resultOf(run: ShownRun, output: string): RunResult {
  const { mode, label } = run.handle;
  const { unstarted, problem } = run;
  const exit =
    run.stage.at === 'ended' ? run.stage.exit : { outcome: 'crash' as const, exitCode: 1, durationMs: 0 };
  const { outcome, exitCode, durationMs } = exit;
  const failure = unstarted && { failure: problem || 'The runtime could not be started.' };
  return { mode, outcome, exitCode, durationMs, output, ...failure, ...(label && { label }) };
}
