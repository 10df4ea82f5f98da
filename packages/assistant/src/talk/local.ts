import { remainingOf } from '@interview-room/core';
import { systemPrompt, toolsOf, type PromptFacts } from '../levels/index.js';
import type { ChatRequest } from '../streams/index.js';
import type { AssistantRoom, Journal } from './journal.js';
import { modelMessages } from './model-turns.js';

/** What a talk that is kept by the page itself needs to know. */
export interface LocalJournalOptions {
  readonly room: AssistantRoom;
  /** The question, as everyone may see it. */
  question(): PromptFacts['question'];
}

/** The prompt that a room's state makes. */
export function promptOf({ room, question }: LocalJournalOptions): string {
  const { assist, language, stage, timer, whispers } = room.state;
  return systemPrompt({
    level: assist.level,
    direct: assist.direct,
    question: question(),
    language,
    whispers: whispers.map(({ text }) => text),
    ...(room.role && { stage: stage.now }),
    ...(timer.totalMs > 0 && { timeLeftMs: remainingOf(timer, room.now()) }),
  });
}

/** The talk of a room that this page keeps: practice, where a model is asked at an address of one's own. */
export const localJournal = (options: LocalJournalOptions): Journal => ({
  isRelayed: false,
  async asked({ turn, text, context, offer }) {
    await options.room.append('assist.asked', {
      turn,
      text,
      ...(context.length > 0 && { context: [...context] }),
      ...(offer !== undefined && { offer }),
    });
  },
  async answered(turn, step) {
    const before = options.room.state.assist.turns.find((each) => each.turn === turn);
    await options.room.append('assist.answered', { turn, step: before?.steps.length ?? 0, ...step });
  },
  async acted(turn, acted) {
    await options.room.append('assist.acted', { turn, ...acted });
  },
  request: (): ChatRequest => {
    const { assist } = options.room.state;
    return {
      id: assist.about ?? 'room',
      system: promptOf(options),
      tools: toolsOf(assist.level),
      messages: modelMessages(assist.turns),
      ...(assist.model !== undefined && { model: assist.model }),
    };
  },
});
