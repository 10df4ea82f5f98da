import { ASSISTANT } from '@interview-room/core';
import type { Session } from '../session.js';
import { exchangesOf, type Exchange } from './kept.js';

const MEMO = 'chat-begun';
const ASKED = 20_000;

/** A talk was had here: what the log has of it is what there is, but for what was asked elsewhere since. */
export const begun = ({ bridge }: Session): void => bridge.memo.set(MEMO, true);

/**
 * Brings into the log what was asked and answered elsewhere: all of it where nothing was asked here yet, else what follows on
 * the last that both know.
 */
export async function restore(session: Session, signal: AbortSignal): Promise<void> {
  const exchanges = await exchangesOf(session, signal);
  if (!exchanges || signal.aborted) return;
  const fresh = unknown(session, exchanges);
  begun(session);
  for (const [n, each] of fresh.entries()) await enter(session, each, exchanges.length - fresh.length + n);
}

function unknown(session: Session, exchanges: readonly Exchange[]): readonly Exchange[] {
  const { bridge, question } = session;
  const { turns } = bridge.state.assist;
  const whole = exchanges.filter(({ asked, answered }) => asked.trim() && answered);
  const about = whole.filter(({ about }) => about === '' || about === question?.id);
  if (turns.length === 0)
    return bridge.memo.get(MEMO) === true ? about.filter(({ about }) => about !== '') : about;
  const last = turns.at(-1)?.text.trim();
  const at = about.findLastIndex(({ asked }) => asked.trim() === last);
  return at < 0 ? [] : about.slice(at + 1);
}

/** The same exchange is the same entry, in whichever tab, and however often it is read. */
async function enter({ bridge }: Session, { id, asked, answered }: Exchange, n: number): Promise<void> {
  const turn = `history-${(id || String(n)).slice(0, 100)}-${hashOf(asked)}`;
  const text = asked.slice(0, ASKED);
  // It is not this person's of here and now: what they ask is recorded.
  await bridge.enter('room', 'assist.asked', { turn, text }, `${turn}/asked`);
  const body = { turn, step: 0, text: answered, calls: [], finish: 'stop' as const };
  await bridge.enter(ASSISTANT, 'assist.answered', body, `${turn}/step/0`);
}

function hashOf(text: string): string {
  let hash = 0;
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) | 0;
  return (hash >>> 0).toString(36);
}
