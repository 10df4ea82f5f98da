import { backoff, type Clock } from '@interview-room/core';
import { objectOf, readEvents, WireError, type Caller } from '../wire/index.js';
import type { Heard } from './session.js';

/** A stream says something every 15 s; without a sign for so long it is dead, in milliseconds. */
const SILENCE = 45_000;
/** A stream that stood so long was a good one: the next try is made at once. */
const GOOD = 5_000;

/** What becomes of a stream. */
export interface Told {
  heard: Heard;
  /** It is open: `again` where it was before, and something may have been missed. */
  opened?(again: boolean): void;
  /** It was lost, and a try to open it again failed too. */
  lost?(error: WireError): void;
  /** The backend does not have it, or says that another way has to be taken. It is not tried again. */
  absent?(error: WireError): void;
}

const ABSENT: ReadonlySet<WireError['code']> = new Set([
  'not-found',
  'gone',
  'invalid',
  'unauthorized',
  'forbidden',
]);

/** Reads a stream of events until the signal, and opens it again whenever it ends. */
export async function follow(
  { caller, clock, random }: { caller: Caller; clock: Clock; random: () => number },
  path: string,
  signal: AbortSignal,
  told: Told,
): Promise<void> {
  let [failures, opens] = [0, 0];
  while (!signal.aborted) {
    const began = clock.now();
    const before = opens;
    const error = await once(caller, path, signal, {
      ...told,
      opened: () => told.opened?.(opens++ > 0),
    });
    if (signal.aborted) return;
    const hint = hintOf(error);
    // A stream that was there before is no absent one: the backend forgot the interview, or who asks.
    const isAbsent = error !== undefined && hint !== 'reconnect' && opens === 0 && ABSENT.has(error.code);
    if (error && (hint === 'fallback' || isAbsent)) return told.absent?.(error);
    if (error && opens === before) told.lost?.(error);
    failures = opens > before && clock.now() - began > GOOD ? 0 : failures + 1;
    await pause(clock, failures <= 1 ? 100 : backoff(failures, random), signal);
  }
}

/** Reads it once. Resolves with why it ended, where that was a failure. */
async function once(
  caller: Caller,
  path: string,
  signal: AbortSignal,
  { heard, opened = () => {} }: Pick<Told, 'heard'> & { opened?: () => void },
): Promise<WireError | undefined> {
  try {
    for await (const { event = '', json, data } of readEvents(caller, path, {
      signal,
      silenceMs: SILENCE,
      opened,
    }))
      // prettier-ignore
      heard(event, json, data);
    return undefined;
  } catch (error) {
    return error instanceof WireError ? error : undefined;
  }
}

/** What the backend says is to be done: `fallback: true`, or `error: "reconnect"`. */
export function hintOf(error: WireError | undefined): 'fallback' | 'reconnect' | undefined {
  const { body } = error?.detail ?? {};
  const inner = objectOf(body?.['error']);
  if (body?.['fallback'] === true || inner['fallback'] === true) return 'fallback';
  const says = [body?.['error'], body?.['message'], inner['message'], body?.['reconnect']];
  return says.some((each) => each === 'reconnect' || each === true) ? 'reconnect' : undefined;
}

export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      stop();
      signal.removeEventListener('abort', over);
      resolve();
    };
    const stop = clock.after(ms, over);
    signal.addEventListener('abort', over, { once: true });
    if (signal.aborted) over();
  });
}
