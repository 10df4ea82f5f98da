import type { ChatEvent } from '@interview-room/assistant/streams';
import type { ChatChoices } from '@interview-room/core';
import { callJson, isObject, listOf, objectOf, textOf, type Json } from '../../wire/index.js';
import type { Session } from '../session.js';

/** So many options are shown, and so long may one be. */
const MOST = 12;
const LONGEST = 300;
const DEEPEST = 3;
const MEMO = 'chat-choices';

/** What the model wants to know. */
export interface Clarifying {
  readonly id: string;
  readonly question: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}
type Kept = Clarifying & {
  readonly turn: string;
  /** That turn is an answer to it, which did not get through. */
  readonly failed?: boolean;
};

/**
 * The question that an event asks: nobody says how such a frame is called, so it is whatever has a question and a list of
 * options; or a call of a tool that asks.
 */
export function clarifyingIn(event: ChatEvent): Clarifying | undefined {
  if (event.type === 'data') return find(event.data, '', 0);
  if (event.type === 'tool-ready' && /ask|clarif|question/i.test(event.name))
    return find(event.input, event.call, 0);
  return undefined;
}

function find(value: unknown, id: string, depth: number): Clarifying | undefined {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return find(value[0], id, depth + 1);
  if (!isObject(value)) return undefined;
  const inner = () =>
    Object.values(value)
      .slice(0, 20)
      .map((each) => (typeof each === 'object' ? find(each, idOf(value) || id, depth + 1) : undefined))
      .find(Boolean);
  return read(value, id) ?? inner();
}

function read(json: Json, id: string): Clarifying | undefined {
  const list = listOf(json['options'] ?? json['choices'] ?? json['suggestedAnswers']);
  const options = list.slice(0, MOST).flatMap(optionOf);
  const question = ['question', 'text', 'message', 'prompt', 'title']
    .map((name) => textOf(json[name]))
    .find(Boolean);
  if (!question || options.length === 0) return undefined;
  return { id: idOf(json) || id, question: question.slice(0, 2_000), options };
}

const idOf = (json: Json): string =>
  textOf(json['questionId']) || textOf(json['id']) || textOf(json['toolId']);

function optionOf(each: unknown): Clarifying['options'] {
  const { label, text, title, value, id } = objectOf(each);
  const shown = (textOf(each) || textOf(label) || textOf(text) || textOf(title) || textOf(value)).slice(
    0,
    LONGEST,
  );
  return shown ? [{ label: shown, value: textOf(value) || textOf(id) || shown }] : [];
}

/** The question of the model's that waits for its answer. It outlives the page. */
export class Choices {
  constructor(private readonly session: Session) {}

  get open(): Kept | undefined {
    const kept = this.session.bridge.memo.get(MEMO);
    return isObject(kept) ? (kept as unknown as Kept) : undefined;
  }
  /** As it is shown, as long as nothing was asked since. */
  get shown(): ChatChoices | undefined {
    const { open } = this;
    const last = this.session.bridge.state.assist.turns.at(-1);
    if (!open || last?.turn !== open.turn) return undefined;
    return { turn: open.turn, question: open.question, options: open.options.map(({ label }) => label) };
  }
  /** What something that is asked answers: what is asked anew answers nothing, unless it did so before, in vain. */
  answeredBy(turn: string): Kept | undefined {
    const open = this.shown && this.open;
    return open && (open.turn !== turn || open.failed) ? open : undefined;
  }
  set(turn: string, { id, question, options }: Clarifying, failed = false): void {
    this.session.bridge.memo.set(MEMO, { id, question, options, turn, failed });
  }
  clear(): void {
    if (this.open) this.session.bridge.memo.set(MEMO, null);
  }
}

/** The way by which a question of the model's is answered. */
export function answerOf(
  { sessionId, question }: Session,
  { id, options }: Clarifying,
  text: string,
): readonly [string, object] {
  const chosen = options.find(({ label }) => label === text);
  const answer = chosen ? { selectedOption: chosen.value } : { customAnswer: text };
  return ['/chat/answer', { sessionId, questionId: id || (question?.id ?? ''), ...answer }];
}

/** The talk about one question is over: the backend is told which one it is about now. */
export async function resetTalk({ caller, question }: Session): Promise<void> {
  await callJson(caller, '/chat/reset', { method: 'POST', body: { questionId: question?.id ?? '' } });
}
