import type { ChatEvent } from '../events.js';
import { failureOf } from '../failure.js';
import type { Frame } from '../frames.js';
import { entryOf, isObject, listOf, objectOf, someText, textOf } from '../json.js';
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';
import { flatten, inputObject, resultText } from '../turns.js';
import { GraphMessages } from './langgraph-messages.js';

/** LangGraph's server, in all its stream modes. */
class LangGraph implements Parser {
  private readonly messages = new GraphMessages();

  read({ event = '', json }: Frame): ChatEvent[] {
    // What happens in a subgraph has its name behind a bar.
    const name = event.split('|', 1)[0] ?? '';
    const handler = entryOf(this.handlers, name);
    if (handler) return handler(json);
    return name === '' ? [] : [{ type: 'data', name, data: json }];
  }

  /** Not every version says `end`: an answer that is whole is end enough. */
  end(): ChatEvent[] {
    return this.messages.whole ? this.messages.finish() : [];
  }

  private readonly handlers: Record<string, (json: unknown) => ChatEvent[]> = {
    'metadata': (json) => {
      const id = someText(objectOf(json)['run_id']);
      return [{ type: 'start', ...(id ? { id } : {}) }];
    },
    'messages': (json) => this.messages.piece(objectOf(listOf(json)[0])),
    'messages/metadata': () => [],
    'messages/partial': (json) => listOf(json).flatMap((message) => this.messages.sofar(objectOf(message))),
    'messages/complete': (json) => listOf(json).flatMap((message) => this.messages.full(objectOf(message))),
    'values': (json) => [
      ...this.messages.state(listOf(objectOf(json)['messages'])),
      { type: 'data', name: 'values', data: json },
    ],
    'updates': (json) => [
      ...Object.values(objectOf(json)).flatMap((update) =>
        listOf(objectOf(update)['messages']).flatMap((message) => this.messages.full(objectOf(message))),
      ),
      { type: 'data', name: 'updates', data: json },
    ],
    'events': (json) => this.events(json),
    'error': (json) => [{ type: 'error', ...failureOf(json) }],
    'end': () => this.messages.finish(),
  };

  private events(json: unknown): ChatEvent[] {
    const { event, data } = objectOf(json);
    if (event === 'on_chat_model_stream') return this.messages.piece(objectOf(objectOf(data)['chunk']));
    if (event === 'on_chat_model_end') return this.messages.full(objectOf(objectOf(data)['output']));
    return event === 'on_custom_event' ? [{ type: 'data', name: 'events', data: json }] : [];
  }
}

function body({ messages, system, tools, model, extra }: ChatRequest, endpoint = ''): object {
  // A thread keeps what was said: only what came since its last answer is new to it.
  const kept = /\/threads\/[^/]+\/runs/.test(endpoint);
  const since = kept ? messages.findLastIndex(({ role }) => role === 'assistant') + 1 : 0;
  const told = flatten<object>(messages.slice(since), {
    said: ({ id, role, text }) => ({ id, type: role === 'user' ? 'human' : role, content: text }),
    step: ({ text, calls }, { id }, at) => ({
      id: at === 0 ? id : `${id}-${at}`,
      type: 'ai',
      content: text,
      ...(calls.length === 0
        ? {}
        : { tool_calls: calls.map((call) => ({ id: call.call, name: call.name, args: inputObject(call) })) }),
    }),
    result: (call) => ({
      type: 'tool',
      tool_call_id: call.call,
      name: call.name,
      content: resultText(call),
      ...(call.error === undefined ? {} : { status: 'error' }),
    }),
  });
  const rules = system ? [{ type: 'system', content: system }] : [];
  return {
    assistant_id: model ?? 'agent',
    input: {
      messages: [...rules, ...told],
      ...(tools?.length ? { tools } : {}),
    },
    stream_mode: ['messages-tuple', 'custom'],
    ...extra,
  };
}

const modes = /^(messages(\/\w+)?|values|updates|events|custom|debug|tasks|checkpoints)(\||$)/;

export const langGraph: DialectRow = {
  dialect: 'langgraph',
  detect: ({ event = '', json }) =>
    (event === 'metadata' && 'run_id' in objectOf(json)) ||
    modes.test(event) ||
    (event === 'error' && isObject(json) && typeof json['error'] === 'string' && !textOf(json['type'])),
  parser: () => new LangGraph(),
  body,
  authorize: (token) => ({ 'x-api-key': token }),
};
