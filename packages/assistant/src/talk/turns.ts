import type { AssistStep, AssistTurn } from '@interview-room/core';
import { isErrorCode, type ChatMessage, type MessagePart, type Said } from '../streams/index.js';
import { shownCall } from './model-turns.js';

/** The id of the message that holds the assistant's answer to a question. */
export const answerId = (turn: string): string => `${turn}/answer`;

/** Whether a turn waits for something that was cut off: results of tools, what follows them, or any answer at all. */
export function isUnfinished({ steps }: AssistTurn): boolean {
  const last = steps.at(-1);
  return last === undefined || last.calls.length > 0;
}

/** What the talk is shown with. */
export interface Shown {
  /** The name of a participant. */
  nameOf?(id: string): string | undefined;
  /** The participant `assistant`, and in a room without roles whoever is there: answers by others were given by hand. */
  isAssistant?(by: string): boolean;
}

/** The talk as people see it: each question, with all steps of its answer in one message, and what others answered by hand. */
export const messagesOf = (turns: readonly AssistTurn[], how: Shown = {}): ChatMessage[] =>
  turns.flatMap((turn) => [questionOf(turn, how), ...answersOf(turn, how)]);

function questionOf({ turn, text, by, at }: AssistTurn, { nameOf }: Shown): ChatMessage {
  const name = nameOf?.(by);
  return { id: turn, role: 'user', text, at, ...(name !== undefined && { by: name }) };
}

function answersOf(turn: AssistTurn, { nameOf, isAssistant = () => true }: Shown): ChatMessage[] {
  const own = turn.steps.filter(({ by }) => isAssistant(by));
  const others = turn.steps.filter(({ by }) => !isAssistant(by));
  return [
    ...(own.length > 0 ? [answerOf(turn.turn, own)] : []),
    ...others.map(({ text, at, by }, n) => {
      const name = nameOf?.(by);
      return {
        id: `${turn.turn}/reply/${n}`,
        role: 'assistant' as const,
        text,
        at,
        ...(name !== undefined && { by: name }),
      };
    }),
  ];
}

function answerOf(turn: string, all: readonly AssistStep[]): ChatMessage {
  const last = all.at(-1);
  // What was broken off is said anew by the step after it.
  const steps = all.filter((step) => step === last || isWhole(step));
  const models = steps.flatMap(({ model }) => model ?? []);
  return {
    id: answerId(turn),
    role: 'assistant',
    ...saidOf(steps),
    ...(models.length > 0 && { model: models.at(-1) ?? '' }),
    ...(last && { at: last.at }),
    ...usageOf(all),
    ...endOf(last),
  };
}

const isWhole = ({ finish }: AssistStep): boolean => finish !== 'stopped' && finish !== 'error';

function saidOf(steps: readonly AssistStep[]): Said {
  const calls = steps.flatMap((step) => step.calls.map(shownCall));
  const reasoning = steps.flatMap((step) => step.reasoning ?? []).join('\n\n');
  return {
    text: steps
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n\n'),
    parts: steps.flatMap(partsOf),
    ...(calls.length > 0 && { calls }),
    ...(reasoning !== '' && { reasoning }),
  };
}

/** What an answer that goes on says already. */
export function saidBefore({ steps }: AssistTurn): Said | undefined {
  const whole = steps.filter(isWhole);
  return whole.length > 0 ? saidOf(whole) : undefined;
}

const partsOf = ({ text, reasoning, calls }: AssistStep): MessagePart[] => [
  ...(reasoning ? [{ type: 'reasoning' as const, text: reasoning }] : []),
  ...(text ? [{ type: 'text' as const, text }] : []),
  ...calls.map(({ call }) => ({ type: 'call' as const, call })),
];

function usageOf(steps: readonly AssistStep[]): Pick<ChatMessage, 'usage'> {
  const known = steps.flatMap(({ usage }) => usage ?? []);
  if (known.length === 0) return {};
  const sum = (key: 'inputTokens' | 'outputTokens') =>
    known.reduce((total, usage) => total + (usage[key] ?? 0), 0);
  return { usage: { inputTokens: sum('inputTokens'), outputTokens: sum('outputTokens') } };
}

function endOf(last: AssistStep | undefined): Pick<ChatMessage, 'status' | 'error'> {
  if (last?.finish === 'stopped') return { status: 'stopped' };
  if (last?.finish !== 'error') return {};
  const { code = 'unknown', message = '' } = last.error ?? {};
  return {
    status: 'failed',
    error: { code: isErrorCode(code) ? code : 'unknown', message, retryable: true },
  };
}
