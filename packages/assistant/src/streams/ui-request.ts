import { entryOf, isObject, listOf, objectOf, textOf, type Json } from './json.js';
import type { ChatMessage } from './message.js';
import type { MessagePart, ToolCall } from './said.js';

/** What came of a call, as the page that ran it says. */
export interface UiOutput {
  readonly call: string;
  readonly output?: unknown;
  readonly error?: string;
}

/** What `useChat`, or a transport of ours, asks of a server. */
export interface UiRequest {
  readonly id: string;
  readonly trigger: 'submit' | 'regenerate';
  readonly messageId?: string;
  /** As the page has them: a claim. */
  readonly messages: readonly ChatMessage[];
  /** The newest of them: what someone says, or what came of the calls of an answer. */
  readonly last: {
    readonly id: string;
    readonly role: 'user' | 'assistant';
    readonly text: string;
    readonly outputs: readonly UiOutput[];
  };
}

/** How much a request may hold, in characters and pieces. */
const bounds = { id: 200, name: 200, text: 100_000, output: 1_000_000, messages: 5000, parts: 2000 };

/** Why a request is refused. */
class Problem extends Error {}

function must(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new Problem(problem);
}

function idOf(value: unknown, what: string): string {
  must(typeof value === 'string' && value !== '', `${what} is missing.`);
  must(value.length <= bounds.id, `${what} is too long.`);
  return value;
}

const triggers: Readonly<Record<string, 'submit' | 'regenerate'>> = {
  'submit-message': 'submit',
  'submit-tool-result': 'submit',
  'regenerate-message': 'regenerate',
};

/** `tool-<name>`, or `dynamic-tool` with its name beside it. */
function toolOf(part: Json): ToolCall | undefined {
  const type = textOf(part['type']);
  const name = type === 'dynamic-tool' ? textOf(part['toolName']) : /^tool-(.+)$/s.exec(type)?.[1];
  if (!name) return undefined;
  const { input, output, errorText, state } = part;
  must(name.length <= bounds.name, 'The name of a tool is too long.');
  must(
    size(output) <= bounds.output && size(errorText) <= bounds.output,
    'The output of a tool is too long.',
  );
  return {
    call: idOf(part['toolCallId'], 'The id of a tool call'),
    name,
    ...(input === undefined ? {} : { input }),
    ...(state === 'output-available' ? { output: output ?? null } : {}),
    ...(state === 'output-error' ? { error: textOf(errorText) || 'It failed.' } : {}),
    ...(state === 'output-denied' ? { error: 'It was not allowed.' } : {}),
  };
}

/** How long a value is as JSON; endless for one too deep to be written. */
function size(value: unknown): number {
  try {
    return (JSON.stringify(value) ?? '').length;
  } catch {
    return Infinity;
  }
}

function partOf(value: unknown): { part: MessagePart; call?: ToolCall } | undefined {
  const part = objectOf(value);
  if (part['type'] === 'text' || part['type'] === 'reasoning') {
    return { part: { type: part['type'], text: textOf(part['text']) } };
  }
  const call = toolOf(part);
  return call && { part: { type: 'call', call: call.call }, call };
}

function messageOf(value: unknown): ChatMessage {
  must(isObject(value), 'A message is no object.');
  const { id, role, parts, content } = value;
  must(role === 'user' || role === 'assistant' || role === 'system', 'A message has no role that is known.');
  must(listOf(parts).length <= bounds.parts, 'A message has too many parts.');
  const read = listOf(parts).flatMap((part) => partOf(part) ?? []);
  const join = (type: string): string =>
    read.map(({ part }) => (part.type === type && 'text' in part ? part.text : '')).join('');
  const calls = read.flatMap(({ call }) => call ?? []);
  // Older clients have their text in `content`.
  const text = Array.isArray(parts) ? join('text') : textOf(content);
  const reasoning = join('reasoning');
  return {
    id: idOf(id, 'The id of a message'),
    role,
    text,
    ...(reasoning ? { reasoning } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    ...(calls.length > 0 || reasoning ? { parts: read.map(({ part }) => part) } : {}),
  };
}

function outputOf({ call, output, error }: ToolCall): UiOutput[] {
  if (error !== undefined) return [{ call, error }];
  return output === undefined ? [] : [{ call, output }];
}

function lastOf(message: ChatMessage | undefined, trigger: UiRequest['trigger']): UiRequest['last'] {
  must(message !== undefined, 'There is no message.');
  const { id, role, text, calls = [] } = message;
  must(role !== 'system', 'The last message is of nobody who may ask.');
  must(text.length <= bounds.text, `The message is too long: ${bounds.text} characters are the most.`);
  const outputs = role === 'assistant' ? calls.flatMap(outputOf) : [];
  const says = role === 'user' ? text.trim() !== '' : outputs.length > 0;
  must(says || trigger === 'regenerate', 'The last message says nothing new.');
  return { id, role, text, outputs };
}

function read(json: unknown): UiRequest {
  must(isObject(json), 'The body is no JSON object.');
  const { id, trigger = 'submit-message', messageId, messages } = json;
  const wanted = entryOf(triggers, textOf(trigger));
  must(wanted !== undefined, 'The trigger is none that is known.');
  must(Array.isArray(messages) && messages.length > 0, 'There is no message.');
  must(messages.length <= bounds.messages, 'There are too many messages.');
  const all = messages.map(messageOf);
  return {
    id: idOf(id, 'The id of the conversation'),
    trigger: wanted,
    ...(messageId === undefined || messageId === null
      ? {}
      : { messageId: idOf(messageId, 'The id of the message') }),
    messages: all,
    last: lastOf(all.at(-1), wanted),
  };
}

/** Reads the body of a request of the AI SDK's `useChat`. Nothing in it is to be trusted: all are claims of a page. */
export function readUiRequest(json: unknown): UiRequest | { readonly problem: string } {
  try {
    return read(json);
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}
