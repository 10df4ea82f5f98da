import type { ChatOffer } from '@interview-room/core';
import type { Session } from '../session.js';
import { resetTalk } from './choices.js';
import { restore } from './history.js';
import { offerHints } from './hints.js';
import { Talk } from './talk.js';

/** The model of the backend: its agent where there is one, else its chat. */
export function createChat(session: Session): ChatOffer {
  const talk = new Talk(session);
  const isOwn = !talk.readonly;
  let connected: AbortSignal | undefined;
  session.onConnected((signal) => {
    connected = signal;
    signal.addEventListener('abort', () => talk.breakOff(), { once: true });
    restore(session, signal).catch(() => undefined);
  });
  if (isOwn) offerHints(session);
  onQuestion(session, () => {
    // A talk is about one question: with another the backend begins a new one too.
    if (isOwn && connected?.aborted === false) resetTalk(session).catch(() => undefined);
  });
  return talk;
}

/** Calls back whenever the question becomes another. */
function onQuestion({ bridge }: Session, changed: () => void): void {
  let before = bridge.state.question?.hash;
  bridge.subscribe(() => {
    const now = bridge.state.question?.hash;
    if (before !== undefined && now !== before) changed();
    before = now;
  });
}
