import { Calls } from '../calls.js';
import type { ChatEvent, FinishReason } from '../events.js';
import { failureOf } from '../failure.js';
import type { Frame } from '../frames.js';
import { countOf, defined, entryOf, isObject, objectOf, someText, textOf, type Json } from '../json.js';
import { keptEvent } from '../kept.js';
import type { ChatMessage, ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';
import { flatten, inputObject, resultText } from '../turns.js';

const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
};

const text = (piece: unknown): ChatEvent[] => (textOf(piece) ? [{ type: 'text', text: textOf(piece) }] : []);
const thought = (piece: unknown): ChatEvent[] =>
  textOf(piece) ? [{ type: 'reasoning', text: textOf(piece) }] : [];

/** Anthropic's Messages. */
class Anthropic implements Parser {
  private readonly calls = new Calls();
  private readonly inputs = new Map<string, unknown>();
  /** Thoughts that are not whole yet. They go back as they came, signature and all. */
  private readonly thoughts = new Map<string, { thinking: string; signature: string }>();
  private counted: Json = {};
  private reason: FinishReason | undefined;

  read({ event, json }: Frame): ChatEvent[] {
    if (!isObject(json)) return [];
    const type = textOf(json['type']) || (event ?? '');
    return entryOf(this.handlers, type)?.(json) ?? [{ type: 'data', name: type, data: json }];
  }

  end(): ChatEvent[] {
    return this.reason ? [{ type: 'finish', reason: this.reason }] : [];
  }

  private readonly handlers: Record<string, (json: Json) => ChatEvent[]> = {
    message_start: ({ message }) => {
      const { id, model, usage } = objectOf(message);
      return [
        { type: 'start', ...defined({ id: someText(id), model: someText(model) }) },
        ...this.usage(objectOf(usage)),
      ];
    },
    content_block_start: ({ index, content_block }) => this.block(String(index), objectOf(content_block)),
    content_block_delta: ({ index, delta }) => this.delta(String(index), objectOf(delta)),
    content_block_stop: ({ index }) => this.stop(String(index)),
    message_delta: ({ delta, usage }) => {
      const reason = someText(objectOf(delta)['stop_reason']);
      if (reason) this.reason = entryOf(reasons, reason) ?? 'other';
      return this.usage(objectOf(usage));
    },
    message_stop: () => [...this.calls.readyAll(), { type: 'finish', reason: this.reason ?? 'stop' }],
    ping: () => [],
    error: (json) => [{ type: 'error', ...failureOf(json) }],
  };

  private block(key: string, block: Json): ChatEvent[] {
    switch (block['type']) {
      case 'tool_use': {
        const { id, name, input } = block;
        if (isObject(input) && Object.keys(input).length > 0) this.inputs.set(key, input);
        return this.calls.piece(key, { ...defined({ call: someText(id) }), name: textOf(name) });
      }
      case 'text':
        return text(block['text']);
      case 'thinking': {
        const { thinking, signature } = block;
        this.thoughts.set(key, { thinking: textOf(thinking), signature: textOf(signature) });
        return thought(thinking);
      }
      case 'redacted_thinking':
        return [keptEvent({ dialect: 'anthropic', block })];
      default:
        // Tools that run at the provider.
        return [{ type: 'data', name: textOf(block['type']) || 'content_block', data: block }];
    }
  }

  private delta(key: string, delta: Json): ChatEvent[] {
    switch (delta['type']) {
      case 'text_delta':
        return text(delta['text']);
      case 'thinking_delta':
        return this.think(key, { thinking: textOf(delta['thinking']) });
      case 'input_json_delta':
        return this.calls.has(key) ? this.calls.piece(key, { text: textOf(delta['partial_json']) }) : [];
      case 'signature_delta':
        return this.think(key, { signature: textOf(delta['signature']) });
      case 'citations_delta':
        return [{ type: 'data', name: 'citation', data: delta['citation'] }];
      default:
        return [{ type: 'data', name: textOf(delta['type']) || 'content_block_delta', data: delta }];
    }
  }

  private think(key: string, { thinking = '', signature = '' }): ChatEvent[] {
    const known = this.thoughts.get(key) ?? { thinking: '', signature: '' };
    this.thoughts.set(key, { thinking: known.thinking + thinking, signature: known.signature + signature });
    return thought(thinking);
  }

  /** Some gateways give the whole input at the start of a block, and no pieces. A thought without a signature is none to keep. */
  private stop(key: string): ChatEvent[] {
    const whole = this.thoughts.get(key);
    this.thoughts.delete(key);
    if (whole?.signature) return [keptEvent({ dialect: 'anthropic', block: { type: 'thinking', ...whole } })];
    const given = this.inputs.get(key);
    this.inputs.delete(key);
    return this.calls.ready(key, given);
  }

  /** The counts are totals, and each may come alone. What was read from a cache was read as well. */
  private usage(usage: Json): ChatEvent[] {
    const input = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
    const counts = [...input, 'output_tokens'].filter((name) => countOf(usage[name]) !== undefined);
    if (counts.length === 0) return [];
    this.counted = { ...this.counted, ...Object.fromEntries(counts.map((name) => [name, usage[name]])) };
    const sum = (names: readonly string[]): number =>
      names.reduce((total, name) => total + (countOf(this.counted[name]) ?? 0), 0);
    return [{ type: 'usage', inputTokens: sum(input), outputTokens: sum(['output_tokens']) }];
  }
}

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: readonly object[];
}

/** One after the other of one role are one: a call's results and what a person says next stand together. */
function joined(turns: readonly Turn[]): Turn[] {
  const all: Turn[] = [];
  for (const turn of turns) {
    if (turn.content.length === 0) continue;
    const last = all.at(-1);
    if (last?.role === turn.role) all.splice(-1, 1, { ...last, content: [...last.content, ...turn.content] });
    else all.push(turn);
  }
  // The first word has to be a person's.
  return all[0]?.role === 'assistant'
    ? [{ role: 'user', content: [{ type: 'text', text: '(The conversation begins.)' }] }, ...all]
    : all;
}

/** Thoughts stand before what was said and called. */
const thoughtsOf = ({ kept = [] }: ChatMessage): object[] =>
  kept.flatMap(({ dialect, block }) => (dialect === 'anthropic' && isObject(block) ? [block] : []));

function turnsOf(messages: readonly ChatMessage[]): Turn[] {
  // A block of nothing but white space is refused.
  const block = (said: string): object[] => (said.trim() === '' ? [] : [{ type: 'text', text: said }]);
  return flatten<Turn>(messages, {
    said: (message) => ({ role: 'user', content: block(message.text) }),
    step: ({ text, calls }, message) => ({
      role: 'assistant',
      content: [
        ...thoughtsOf(message),
        ...block(text.trimEnd()),
        ...calls.map((call) => ({
          type: 'tool_use',
          id: call.call,
          name: call.name,
          input: inputObject(call),
        })),
      ],
    }),
    result: (call) => ({
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: call.call,
          content: resultText(call),
          ...(call.error === undefined ? {} : { is_error: true }),
        },
      ],
    }),
  });
}

function body({ messages, system, tools, model, maxTokens, extra }: ChatRequest): object {
  const told = messages.filter(({ role }) => role === 'system').map((message) => message.text);
  const rules = [...(system ? [system] : []), ...told].join('\n\n');
  return {
    ...defined({ model }),
    max_tokens: maxTokens ?? 4096,
    ...(rules ? { system: rules } : {}),
    messages: joined(turnsOf(messages.filter(({ role }) => role !== 'system'))),
    stream: true,
    ...(tools?.length
      ? { tools: tools.map(({ name, description, input }) => ({ name, description, input_schema: input })) }
      : {}),
    ...extra,
  };
}

export const anthropic: DialectRow = {
  dialect: 'anthropic',
  detect: ({ json }) =>
    isObject(json) &&
    (/^(message_(start|delta|stop)|content_block_(start|delta|stop)|ping)$/.test(textOf(json['type'])) ||
      (json['type'] === 'error' && isObject(json['error']))),
  parser: () => new Anthropic(),
  body,
  headers: { 'anthropic-version': '2023-06-01' },
  authorize: (token) => ({ 'x-api-key': token }),
};
