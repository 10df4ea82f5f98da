import {
  callJson,
  isObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  WireError,
  type Json,
} from '../../wire/index.js';
import type { Session } from '../session.js';

/** So many exchanges are taken, the last ones, and so much of each, in characters. */
const MOST = 200;
const LONGEST = 200_000;

/** A question and its answer, as the backend keeps them. */
export interface Exchange {
  readonly id: string;
  readonly asked: string;
  readonly answered: string;
  /** Which of the interview's questions it was about; empty where that is not said. */
  readonly about: string;
}
/** An answer as far as it has come. */
export interface Checkpoint {
  readonly text: string;
  readonly messageId: string;
  readonly done: boolean;
}

/** Asks for something that may not be there. Undefined where it is not, or not now. */
async function look(
  { caller }: Session,
  path: string,
  signal: AbortSignal,
): Promise<{ json?: unknown; absent: boolean }> {
  try {
    return { json: await callJson(caller, path, { signal, timeoutMs: 8_000 }), absent: false };
  } catch (error) {
    return { absent: error instanceof WireError && !error.passes };
  }
}

/** The answer that is under way at the backend. `absent`: there is none, or nothing that tells. */
export async function checkpointOf(
  session: Session,
  signal: AbortSignal,
): Promise<{ checkpoint?: Checkpoint; absent: boolean }> {
  const { json, absent } = await look(session, '/chat/checkpoint', signal);
  const checkpoint = readCheckpoint(json);
  return { ...(checkpoint && { checkpoint }), absent: absent || (json !== undefined && !checkpoint) };
}

/** The exchanges that the backend keeps, in their order; undefined where it keeps none, or does not say. */
export async function exchangesOf(session: Session, signal: AbortSignal): Promise<Exchange[] | undefined> {
  const { json } = await look(session, '/chat/history', signal);
  return json === undefined ? undefined : readHistory(json);
}

/** It is known here, or not wanted any more. */
export function dropCheckpoint({ caller }: Session): void {
  callJson(caller, '/chat/checkpoint', { method: 'DELETE' }).catch(() => undefined);
}

const TEXTS = ['partialResponse', 'partialContent', 'partialText', 'partial', 'content', 'response', 'text', 'answer', 'message']; // prettier-ignore
const OVER = ['completed', 'complete', 'isComplete', 'done', 'finished'];

/** What is not said is how it is called: it is looked for under every likely name. */
function readCheckpoint(json: unknown): Checkpoint | undefined {
  const outer = objectOf(json);
  const inner = isObject(outer['checkpoint']) ? outer['checkpoint'] : outer;
  const partial = isObject(inner['partial']) ? { ...inner, ...inner['partial'] } : inner;
  const text = firstText(partial, TEXTS).slice(0, 1_000_000);
  if (text === '') return undefined;
  const status = textOf(partial['status']).toLowerCase();
  const done = OVER.some((name) => partial[name] === true || status === name.toLowerCase());
  return { text, messageId: firstText(partial, ['messageId', 'message_id']), done };
}

/** Messages with a role, or pairs of a question and its answer; under whatever name the list has. */
function readHistory(json: unknown): Exchange[] {
  const outer = objectOf(json);
  const lists = [
    json,
    ...['messages', 'history', 'conversation', 'chat', 'interactions', 'items'].map((name) => outer[name]),
  ];
  const list = lists.find((each) => Array.isArray(each));
  const exchanges: Exchange[] = [];
  for (const each of listOf(list)) if (isObject(each)) read(exchanges, each);
  return exchanges.slice(-MOST);
}

function read(exchanges: Exchange[], message: Json): void {
  const role = textOf(message['role'] ?? message['sender'] ?? message['type']).toLowerCase();
  const text = textIn(message).slice(0, LONGEST);
  const about = textOf(message['questionId']);
  const id = firstText(message, ['id', 'messageId']);
  if (/^(user|human|candidate)$/.test(role)) {
    exchanges.push({ id, asked: text, answered: '', about });
    return;
  }
  const last = exchanges.at(-1);
  if (/^(assistant|ai|model|bot|agent)$/.test(role)) {
    if (last && text)
      exchanges.splice(-1, 1, { ...last, answered: [last.answered, text].filter(Boolean).join('\n\n') });
    return;
  }
  const asked = firstText(message, ['prompt', 'question', 'userMessage', 'input']).slice(0, LONGEST);
  const answered = firstText(message, ['response', 'answer', 'assistantMessage', 'output']).slice(0, LONGEST);
  if (role === '' && asked) exchanges.push({ id, asked, answered, about });
}

/** A text, or the texts of a list of blocks. */
function textIn(message: Json): string {
  const { content } = message;
  if (!Array.isArray(content)) return firstText(message, ['content', 'text', 'message']);
  return content
    .map((block) => (typeof block === 'string' ? block : textOf(objectOf(block)['text'])))
    .join('');
}

const firstText = (json: Json, names: readonly string[]): string =>
  names
    .map((name) => (numberOf(json[name]) === undefined ? textOf(json[name]) : String(json[name])))
    .find(Boolean) ?? '';
