import { strict as assert } from 'node:assert';
import { after } from 'node:test';
import { collect, newAnswer, type ChatEvent, type ChatMessage } from '@interview-room/assistant/streams';
import type { ChatOffer, Clock } from '@interview-room/core';
import { chatManner, type ChatManner } from '../src/stand-ins/interviewlm/chat.js';
import { join, type Setting, type Stage } from './interviewlm-stage.js';

const stops: AbortController[] = [];
after(() => stops.forEach((stop) => stop.abort()));

type Manner = Partial<ChatManner>;
const quick: Manner = { paceMs: 1, saveMs: 20 };
/** A clock that goes ten times as fast, so that waits are short. */
const clock: Clock = {
  now: () => Date.now() * 10,
  after(ms, act) {
    const timer = setTimeout(act, ms / 10);
    return () => clearTimeout(timer);
  },
};

export async function talk(setting: Setting = {}, manner: Manner = {}): Promise<Stage> {
  const stage = await join({ clock, ...setting });
  Object.assign(chatManner(stage.standIn.world), quick, manner);
  return stage;
}
export const chatOf = ({ room }: Stage): ChatOffer => {
  const { chat } = room.offers;
  assert.ok(chat);
  return chat;
};

let count = 0;
export const lastId = (): string => `q${count}`;
export interface Heard {
  readonly id: string;
  readonly events: ChatEvent[];
  readonly stop: AbortController;
  readonly over: Promise<ChatMessage>;
}
/** Asks as a chat does, and hears the answer. */
export function ask(
  stage: Stage,
  text: string,
  { id = `q${++count}`, level = 'pair-programming' } = {},
): Heard {
  const events: ChatEvent[] = [];
  const stop = new AbortController();
  stops.push(stop);
  const request = { id: 'talk', messages: [{ id, role: 'user', text }], extra: { level } };
  const tapped = async function* () {
    for await (const event of chatOf(stage).ask(request, { signal: stop.signal })) {
      events.push(event as ChatEvent);
      yield event as ChatEvent;
    }
  };
  return { id, events, stop, over: collect(tapped(), newAnswer(`${id}/answer`)) };
}
export const said = (stage: Stage, id: string): string =>
  stage.room.state.assist.turns
    .find(({ turn }) => turn === id)
    ?.steps.map(({ text }) => text)
    .join('') ?? '';
export const lastStep = ({ room }: Stage) => room.state.assist.turns.at(-1)?.steps.at(-1);
export const asked = ({ standIn }: Stage, what: RegExp) =>
  standIn.heard.filter((each) => what.test(each.what));

/** Anything that a stream may hold: frames of the dialect, of others, wrong, cut, deep, in any order. */
export function hostile(next: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const odd = () =>
    pick<unknown>([
      null,
      0,
      -1,
      '',
      'x'.repeat(300),
      [],
      {},
      { delta: {} },
      '\u0000\ud800',
      1e308,
      true,
      { options: [{}] },
    ]);
  const names = [
    'content',
    'usage',
    'stream_start',
    'tool_use_start',
    'tool_result',
    'iteration',
    'clarifying_question',
    '__proto__',
    'constructor',
    'paused',
    'kept',
    '',
    'message',
  ];
  const fields = [
    'delta',
    'text',
    'toolId',
    'toolName',
    'input',
    'output',
    'isError',
    'messageId',
    'type',
    'response',
    'question',
    'options',
    'usage',
  ];
  const json = () =>
    Object.fromEntries(Array.from({ length: Math.floor(next() * 5) }, () => [pick(fields), odd()]));
  const data = pick([
    () => JSON.stringify(json()),
    () => JSON.stringify(odd()) ?? '',
    () => '{"delta":"cut',
    () => `${'['.repeat(400)}`,
  ])();
  return `${pick(['event: ', 'event: ', 'id: '])}${pick(names)}\ndata: ${data}\n${next() < 0.98 ? '\n' : ''}`;
}

export function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
