import { JoinRefusedError } from '@interview-room/core';
import { callJson, numberOf, objectOf, textOf, WireError, type Caller } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import { isStranger } from './far-files.js';
import type { SharedFiles } from './files.js';
import { progressOf, type Questions } from './questions.js';
import type { Variant } from './variant.js';

/** A sandbox is made meanwhile. In milliseconds. */
const TIMEOUT = 28_000;

interface Beginner {
  readonly bridge: Bridge;
  readonly caller: Caller;
  readonly variant: Variant;
  readonly writes: boolean;
  readonly sessionId: string;
  readonly files: SharedFiles;
  readonly questions: Questions;
}

/** How an interview stands when it is joined. */
export interface Begun {
  readonly progress: ReturnType<typeof progressOf>;
  readonly sessionId?: string;
  readonly tree?: unknown;
  /** What is left of the time; 0 where there is no limit. */
  readonly seconds: number;
}

/**
 * Begins an interview, or goes on with one: it is initialised once and never again, since that may make it anew, with all that
 * was typed gone; but for one that the backend does not know any more.
 */
export async function begin(on: Beginner, signal: AbortSignal): Promise<Begun> {
  try {
    if (on.writes && on.sessionId === '') return await initialise(on, signal);
    return await resume(on, signal);
  } catch (error) {
    throw error instanceof WireError ? refusal(error) : error;
  }
}

async function resume(on: Beginner, signal: AbortSignal): Promise<Begun> {
  try {
    const reply = await callJson(on.caller, '/questions', { signal });
    return { progress: progressOf(reply), seconds: secondsOf(reply) };
  } catch (error) {
    if (!(error instanceof WireError) || error.code !== 'not-found') throw error;
    if (!on.writes) throw new JoinRefusedError('room-unknown', 'The interview has not begun yet.', true);
    on.files.forget();
    const text = 'The backend had forgotten this interview. It was begun anew there; what you typed is kept.';
    on.bridge.notice('warning', 'initialize', text);
    return initialise(on, signal);
  }
}

async function initialise(on: Beginner, signal: AbortSignal): Promise<Begun> {
  const reply = objectOf(await first(on, signal));
  const progress = progressOf(reply);
  return {
    progress: { ...progress, over: false, index: progress.index ?? 0 },
    sessionId: textOf(reply['sessionId']) || on.bridge.request.session,
    tree: reply['files'],
    seconds: secondsOf(reply),
  };
}

/** `proposed` has a shorter name for it, and those who have that do not all have it. */
async function first({ caller, variant }: Beginner, signal: AbortSignal): Promise<unknown> {
  const call = { method: 'POST', body: {}, signal, timeoutMs: TIMEOUT } as const;
  if (variant !== 'proposed') return callJson(caller, '/initialize', call);
  try {
    return await callJson(caller, '/init', call);
  } catch (error) {
    if (!(error instanceof WireError) || error.detail.status !== 404) throw error;
    return callJson(caller, '/initialize', call);
  }
}

function secondsOf(reply: unknown): number {
  const { timeLimit, timeRemaining } = objectOf(reply);
  return Math.max(0, numberOf(timeRemaining) ?? numberOf(timeLimit) ?? 0);
}

/** What cannot be mended by waiting is told, and waits for the person. */
function refusal(error: WireError): Error {
  if (isStranger(error)) return new JoinRefusedError('token-invalid', error.message, false);
  if (error.code === 'forbidden') return new JoinRefusedError('not-allowed', error.message, false);
  if (error.code === 'not-found') return new JoinRefusedError('room-unknown', error.message, false);
  if (error.code === 'gone') return new JoinRefusedError('room-ended', error.message, false);
  return error;
}
