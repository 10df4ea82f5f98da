import type { RunError } from '../../events.js';
import type { FrameToHost } from '../../sandbox/protocol.js';
import type { DriverReport } from '../../worker/driver.js';

/** What one report, and all of a job's together, may take of the parent's memory, in letters. */
const REPORT = 8 * 1024 * 1024;
const ALL = 64 * 1024 * 1024;
const LONGEST = 64 * 1024;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const tooLarge = { name: 'ResultError', message: 'The result is too large to be looked at.' };

/** A program decides how much it reports, so the process sees to it that its parent can hold that. */
export class Bounds {
  private left = ALL;

  /** The message as it may go out; undefined where the job has reported too much. */
  fit(message: FrameToHost): FrameToHost | undefined {
    if (message.type === 'exit' && message.error) return { ...message, error: shortError(message.error) };
    if (message.type !== 'report') return message;
    const size = JSON.stringify(message.event).length;
    this.left -= Math.min(size, REPORT);
    if (this.left < 0) return undefined;
    return size > REPORT ? { ...message, event: shortReport(message.event) } : message;
  }
}

function shortError(error: RunError): RunError {
  const { stack } = error;
  return {
    ...error,
    name: short(error.name),
    message: short(error.message),
    ...(stack === undefined ? {} : { stack: short(stack) }),
  };
}

/** What is left of a report that is far too long: enough to count it, and never as passed. */
function shortReport(event: DriverReport): DriverReport {
  if (event.type === 'plan') return { type: 'plan', names: event.names.slice(0, 1000).map(short) };
  if (event.type === 'test')
    return {
      type: 'test',
      name: short(event.name),
      status: 'error',
      durationMs: event.durationMs,
      message: tooLarge.message,
    };
  return { ...event, results: [{ error: tooLarge }], output: '' };
}
