import { newId } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';
import { textOf } from '../wire/index.js';
import type { PadResult } from './frames.js';

/** More of a program's output is not sent, nor taken. */
const MOST_SENT = 40_000;
const MOST_TAKEN = 100_000;
/** So many in so long are taken: a pad that floods does not fill the log. */
const MOST = 30;
const WITHIN = 10_000;

/** The body of a `run.finished`. */
export interface HeardRun {
  readonly language: string;
  readonly outcome: string;
  readonly exitCode: number;
  readonly durationMs: number;
  readonly output: string;
}

/** What came of runs, here and elsewhere. */
export class Results {
  /** Ours come back to us. */
  private readonly ours: string[] = [];
  private times: number[] = [];

  /** A run of this person, as the pad is told of it. */
  own(body: Readonly<Record<string, unknown>>): PadResult {
    const outcome = textOf(body['outcome']);
    const output = textOf(body['output']).slice(-MOST_SENT);
    const result = { output, error: outcome === 'ok' ? null : outcome || 'error' };
    this.ours.push(keyOf(result));
    if (this.ours.length > MOST) this.ours.shift();
    return result;
  }

  /** A run that was heard of, for the log; undefined for one of ours, and where there are too many. */
  heard(result: PadResult, language: string, now: number): HeardRun | undefined {
    const own = this.ours.indexOf(keyOf(result));
    if (own >= 0) {
      this.ours.splice(own, 1);
      return undefined;
    }
    this.times = this.times.filter((at) => now - at < WITHIN);
    if (this.times.length >= MOST) return undefined;
    this.times.push(now);
    const { output, error } = result;
    const between = output === '' || output.endsWith('\n') ? '' : '\n';
    return {
      language: language || 'javascript',
      outcome: error === null ? 'ok' : 'error',
      exitCode: error === null ? 0 : 1,
      durationMs: 0,
      output: `${output}${error === null ? '' : between + error}`.slice(0, MOST_TAKEN),
    };
  }
}

/** Tells the room of someone else's run: its log, and the panels, all of it at once, for the pad tells no more. */
export function tellRun(bridge: Bridge, by: string, body: HeardRun): void {
  const { output, exitCode, outcome, durationMs } = body;
  const run = newId();
  const events = [
    ...(output === '' ? [] : [{ type: 'stdout', text: output }]),
    { type: 'exit', outcome, exitCode, durationMs },
  ];
  void bridge.enter(by, 'run.finished', { run, ...body }).catch(() => undefined);
  bridge.cast({ by, client: by, kind: 'run.events', body: { run, mode: 'run', events, done: true } });
}

const keyOf = ({ output, error }: PadResult): string => JSON.stringify([output, error]);
