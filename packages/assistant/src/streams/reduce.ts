import { RESET_STEP, type ChatEvent } from './events.js';
import type { ChatMessage } from './message.js';
import type { MessagePart, ToolCall } from './said.js';

/** An answer of which nothing has come. */
export function newAnswer(id: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  return { ...rest, id, role: 'assistant', text: '', status: 'streaming' };
}

/** The order of an answer that so far was nothing but text. */
const partsOf = ({ parts, text }: ChatMessage): readonly MessagePart[] =>
  parts ?? (text === '' ? [] : [{ type: 'text', text }]);

function append(parts: readonly MessagePart[], type: 'text' | 'reasoning', text: string): MessagePart[] {
  const last = parts.at(-1);
  return last?.type === type
    ? [...parts.slice(0, -1), { type, text: last.text + text }]
    : [...parts, { type, text }];
}

/** What is said after something else begins a paragraph of its own in the whole text. */
function addText(message: ChatMessage, text: string): ChatMessage {
  const { parts } = message;
  if (!parts) return { ...message, text: message.text + text };
  const apart = message.text !== '' && parts.at(-1)?.type !== 'text' && !/\n\s*$/.test(message.text);
  return {
    ...message,
    text: `${message.text}${apart ? '\n\n' : ''}${text}`,
    parts: append(parts, 'text', text),
  };
}

const addReasoning = (message: ChatMessage, text: string): ChatMessage => ({
  ...message,
  reasoning: (message.reasoning ?? '') + text,
  parts: append(partsOf(message), 'reasoning', text),
});

/** Changes a call, which is begun if it is new. */
function withCall(message: ChatMessage, call: string, change: (call: ToolCall) => ToolCall): ChatMessage {
  const { calls = [] } = message;
  const known = calls.some((one) => one.call === call);
  const all = known ? calls : [...calls, { call, name: '' }];
  return {
    ...message,
    calls: all.map((one) => (one.call === call ? change(one) : one)),
    ...(known ? {} : { parts: [...partsOf(message), { type: 'call', call }] }),
  };
}

/** The answer as it is, for what comes next to be taken back. */
const beginStep = (message: ChatMessage): ChatMessage => {
  const { text, parts, reasoning, calls } = message;
  const before = { text, ...(parts && { parts }), ...(reasoning && { reasoning }), ...(calls && { calls }) };
  return { ...message, before };
};

function takeBack({ before = { text: '' }, ...message }: ChatMessage): ChatMessage {
  const { text: _text, parts: _parts, reasoning: _reasoning, calls: _calls, ...rest } = message;
  return { ...rest, ...before, before };
}

/** Puts what happened into an answer, which is left as it is. */
export function reduceMessage(message: ChatMessage, event: ChatEvent): ChatMessage {
  switch (event.type) {
    case 'start':
      return {
        ...message,
        ...(event.before && { ...event.before, before: event.before }),
        status: 'streaming',
        ...(event.model ? { model: event.model } : {}),
      };
    case 'text':
      return addText(message, event.text);
    case 'reasoning':
      return addReasoning(message, event.text);
    case 'tool-start':
      return withCall(message, event.call, (call) => ({ ...call, name: event.name }));
    case 'tool-delta':
      return withCall(message, event.call, (call) => ({
        ...call,
        inputText: (call.inputText ?? '') + event.text,
      }));
    case 'tool-ready':
      return withCall(message, event.call, (call) => ({ ...call, name: event.name, input: event.input }));
    case 'tool-result': {
      const { type: _, call: id, ...result } = event;
      return withCall(message, id, (call) => ({ ...call, ...result }));
    }
    case 'usage': {
      const { type: _, ...usage } = event;
      return { ...message, usage: { ...message.usage, ...usage } };
    }
    case 'finish': {
      const { status: _, before: _before, ...done } = message;
      return event.reason === 'stopped' ? { ...done, status: 'stopped' } : done;
    }
    case 'error': {
      const { type: _type, ...error } = event;
      const { before: _, ...rest } = message;
      return { ...rest, status: 'failed', error };
    }
    case 'step':
      return beginStep(message);
    case 'data':
      return event.name === RESET_STEP ? takeBack(message) : message;
  }
}

/** The answer as it grows, once for each event. */
export async function* readMessage(
  events: AsyncIterable<ChatEvent>,
  message: ChatMessage = newAnswer('answer'),
): AsyncGenerator<ChatMessage> {
  for await (const event of events) {
    message = reduceMessage(message, event);
    yield message;
  }
}

/** The whole answer, when it is there. Failures are in it: `error`, `status`. */
export async function collect(events: AsyncIterable<ChatEvent>, message?: ChatMessage): Promise<ChatMessage> {
  let whole = message ?? newAnswer('answer');
  for await (const event of events) whole = reduceMessage(whole, event);
  return whole;
}
