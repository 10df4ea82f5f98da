import type { Advice, AssistLevel, Offer, Room } from '@interview-room/core';
import type { Localize } from '@interview-room/ui';
import type { Words } from '../locales/assist/en.js';
import { LEVEL_WORDS } from '../room-assist/level-words.js';

interface Listener {
  readonly words: Localize<Words>;
  /** Has a sentence read out. */
  say(sentence: string): void;
  /** Help that is offered to this person. */
  readonly offer: Offer | undefined;
}

/** Says to those who do not see it that the dial was turned, that help is offered, and what interviewers are advised. */
export function tellTidings(room: Room, listener: Listener): (() => void)[] {
  const level = (now: AssistLevel) => {
    const { words } = listener;
    listener.say(words.term('levelSaid', words.term(LEVEL_WORDS[now][0])));
  };
  const advice = (all: readonly Advice[]) => {
    const last = all.at(-1);
    if (last && last.taken === undefined && room.role === 'interviewer') listener.say(last.reason);
  };
  return [
    room.subscribe(({ assist }) => assist.level, level),
    room.subscribe(
      ({ offers }) => offers,
      () => listener.offer && listener.say(listener.offer.text),
    ),
    room.subscribe(({ advice }) => advice, advice),
  ];
}
