import type { ChatEvent } from '@interview-room/assistant/streams';
import type { Session } from '../session.js';
import { pause } from '../streams.js';
import { checkpointOf, dropCheckpoint, exchangesOf, type Checkpoint, type Exchange } from './kept.js';
import type { Turn } from './turn.js';

/** The first look is made at once; then each after twice the pause, up to the longest, in milliseconds. A checkpoint is saved every 5 s. */
const FIRST = 200;
const LONGEST = 2_000;
/** So many looks in a row may show nothing new before it is given up: more than two checkpoints. */
const PATIENCE = 9;
/** Where there is nothing to go on with at all it is looked for so often. */
const NOTHING = 4;
const MOST = 150;

/** The answer that is looked for. */
export interface Lost {
  readonly turn: Turn;
  readonly text: string;
  readonly messageId: string;
  /** How often the same was asked before. */
  readonly before: number;
}

/**
 * Goes on with an answer whose stream broke: no stream can be resumed here, but the backend goes on, and keeps what there is of
 * the answer every few seconds, and all of it at its end. Returns whether the answer is whole.
 */
export async function* recover(
  session: Session,
  lost: Lost,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, boolean> {
  const { clock } = session.bridge;
  let [still, nothing, length] = [0, 0, 0];
  for (let looks = 0; looks < MOST && still < PATIENCE && nothing < NOTHING; looks++) {
    await pause(clock, Math.min(FIRST * 2 ** looks, LONGEST), signal);
    if (signal.aborted) return false;
    const { whole, checkpoint, absent } = await look(session, lost, signal);
    const text = whole ?? checkpoint?.text ?? '';
    yield* lost.turn.rest(text);
    if (whole !== undefined || checkpoint?.done) return over(session);
    still = text.length > length ? 0 : still + 1;
    nothing = absent ? nothing + 1 : 0;
    length = Math.max(length, text.length);
  }
  return false;
}

/** The answer as far as the backend keeps it: whole, or as it was a few seconds ago. */
export async function look(
  session: Session,
  lost: Lost,
  signal: AbortSignal,
): Promise<{ whole?: string; checkpoint?: Checkpoint; absent: boolean }> {
  const [exchanges, { checkpoint, absent }] = await Promise.all([
    exchangesOf(session, signal),
    checkpointOf(session, signal),
  ]);
  const whole = answerIn(exchanges ?? [], lost);
  const isOther =
    checkpoint && lost.messageId && checkpoint.messageId && checkpoint.messageId !== lost.messageId;
  if (isOther) return { absent: true, ...(whole !== undefined && { whole }) };
  return { absent, ...(whole !== undefined && { whole }), ...(checkpoint && { checkpoint }) };
}

function over(session: Session): boolean {
  dropCheckpoint(session);
  return true;
}

/** What was answered, where the same may have been asked before. */
function answerIn(exchanges: readonly Exchange[], { text, before }: Lost): string | undefined {
  const same = exchanges.filter(({ asked }) => asked.trim() === text.trim());
  const answered = same.length > before ? same.at(-1)?.answered : undefined;
  return answered || undefined;
}
