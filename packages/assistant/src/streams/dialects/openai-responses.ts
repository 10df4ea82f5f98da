import { Calls } from '../calls.js';
import type { ChatEvent, FinishReason } from '../events.js';
import { failureOf } from '../failure.js';
import type { Frame } from '../frames.js';
import { countOf, defined, entryOf, isObject, objectOf, someText, textOf, type Json } from '../json.js';
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';
import { flatten, inputText, resultText } from '../turns.js';

const nothing = (): ChatEvent[] => [];

/** OpenAI's Responses. */
class OpenAiResponses implements Parser {
  private readonly calls = new Calls();
  /** The pieces of text that came by deltas: not every server sends them. */
  private readonly told = new Set<string>();
  private refused = false;
  private thought = false;

  read({ event, json }: Frame): ChatEvent[] {
    if (!isObject(json)) return [];
    const type = textOf(json['type']) || (event ?? '');
    const handler = entryOf(this.handlers, type);
    if (handler) return handler(json);
    // Beginnings and ends of what is told by its pieces.
    if (/^response\.(in_progress|queued|content_part|\w+_call\b|reasoning|output_text\.done)/.test(type))
      return [];
    return json['error'] ? this.error(json) : [{ type: 'data', name: type, data: json }];
  }

  end(): ChatEvent[] {
    return [];
  }

  private readonly handlers: Record<string, (json: Json) => ChatEvent[]> = {
    'response.created': ({ response }) => {
      const { id, model } = objectOf(response);
      return [{ type: 'start', ...defined({ id: someText(id), model: someText(model) }) }];
    },
    'response.output_item.added': (json) => this.item(json),
    'response.output_item.done': (json) => [...this.item(json), ...this.itemDone(json)],
    'response.output_text.delta': (json) => this.text(json, json['delta']),
    'response.output_text.done': (json) =>
      this.told.has(placeOf(json)) ? [] : this.text(json, json['text']),
    'response.refusal.delta': (json) => {
      this.refused = true;
      return this.text(json, json['delta']);
    },
    'response.refusal.done': nothing,
    'response.function_call_arguments.delta': (json) => this.argument(json),
    'response.custom_tool_call_input.delta': (json) => this.argument(json),
    'response.function_call_arguments.done': (json) => this.ready(json, json['arguments']),
    'response.custom_tool_call_input.done': (json) => this.ready(json, json['input']),
    'response.reasoning_summary_part.added': () => (this.thought ? this.reasoning('\n\n') : []),
    'response.reasoning_summary_text.delta': ({ delta }) => this.reasoning(textOf(delta)),
    'response.reasoning_text.delta': ({ delta }) => this.reasoning(textOf(delta)),
    'response.output_text.annotation.added': ({ annotation }) => [
      { type: 'data', name: 'annotation', data: annotation },
    ],
    'response.completed': ({ response }) => this.finish(objectOf(response), 'stop'),
    'response.done': ({ response }) => this.finish(objectOf(response), 'stop'),
    'response.incomplete': ({ response }) => {
      const { reason } = objectOf(objectOf(response)['incomplete_details']);
      return this.finish(objectOf(response), reason === 'content_filter' ? 'content-filter' : 'length');
    },
    'response.cancelled': ({ response }) => this.finish(objectOf(response), 'stopped'),
    'response.failed': ({ response }) => [
      ...this.usage(objectOf(response)),
      ...this.error(objectOf(response)),
    ],
    'error': (json) => this.error(json),
  };

  private text(json: Json, piece: unknown): ChatEvent[] {
    this.told.add(placeOf(json));
    return textOf(piece) ? [{ type: 'text', text: textOf(piece) }] : [];
  }

  private reasoning(text: string): ChatEvent[] {
    this.thought ||= text !== '';
    return text ? [{ type: 'reasoning', text }] : [];
  }

  private item(json: Json): ChatEvent[] {
    const item = objectOf(json['item']);
    const key = keyOf(json, item);
    if (!/^(function|custom_tool)_call$/.test(textOf(item['type'])) || this.told.has(key)) return [];
    this.told.add(key);
    return this.calls.piece(key, {
      ...defined({ call: someText(item['call_id']) ?? someText(item['id']) }),
      name: textOf(item['name']),
    });
  }

  private itemDone(json: Json): ChatEvent[] {
    const item = objectOf(json['item']);
    return this.ready(json, item['arguments'] ?? item['input'], item);
  }

  private argument(json: Json): ChatEvent[] {
    const key = keyOf(json);
    return this.calls.has(key) ? this.calls.piece(key, { text: textOf(json['delta']) }) : [];
  }

  /** The whole arguments are said again at the end; of a server without deltas that is all there is. */
  private ready(json: Json, whole: unknown, item: Json = {}): ChatEvent[] {
    const key = keyOf(json, item);
    const missing = this.calls.has(key) && !this.calls.text(key) ? textOf(whole) : '';
    return [...(missing ? this.calls.piece(key, { text: missing }) : []), ...this.calls.ready(key)];
  }

  private usage({ usage }: Json): ChatEvent[] {
    const { input_tokens, output_tokens } = objectOf(usage);
    const totals = defined({ inputTokens: countOf(input_tokens), outputTokens: countOf(output_tokens) });
    return Object.keys(totals).length > 0 ? [{ type: 'usage', ...totals }] : [];
  }

  private finish(response: Json, reason: FinishReason): ChatEvent[] {
    const late = reason === 'stop' ? this.calls.readyAll() : [];
    const wanting = reason === 'stop' && this.calls.wanting;
    const why = this.refused ? 'content-filter' : wanting ? 'tool-calls' : reason;
    return [...late, ...this.usage(response), { type: 'finish', reason: why }];
  }

  private error(json: Json): ChatEvent[] {
    return [{ type: 'error', ...failureOf(json) }];
  }
}

/** The item that an event is of; gateways rewrite `item_id`, but keep the place. */
const keyOf = (json: Json, item: Json = {}): string =>
  `call ${String(json['output_index'] ?? json['item_id'] ?? item['id'])}`;

const placeOf = (json: Json): string => `text ${String(json['item_id'])} ${String(json['content_index'])}`;

function body({ messages, system, tools, model, maxTokens, extra }: ChatRequest): object {
  return {
    ...defined({ model }),
    ...(system ? { instructions: system } : {}),
    input: flatten<object>(messages, {
      said: ({ role, text }) => ({ role, content: text }),
      step: ({ text, calls }) => [
        ...(text === '' ? [] : [{ role: 'assistant', content: text }]),
        ...calls.map((call) => ({
          type: 'function_call',
          call_id: call.call,
          name: call.name,
          arguments: inputText(call),
        })),
      ],
      result: (call) => ({ type: 'function_call_output', call_id: call.call, output: resultText(call) }),
    }),
    stream: true,
    store: false,
    ...(tools?.length
      ? {
          tools: tools.map(({ name, description, input }) => ({
            type: 'function',
            name,
            description,
            parameters: input,
            strict: false,
          })),
        }
      : {}),
    ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
    ...extra,
  };
}

export const openAiResponses: DialectRow = {
  dialect: 'openai-responses',
  detect: ({ event, json }) =>
    /^response\.\w/.test(event ?? '') ||
    (isObject(json) &&
      (/^response\.\w/.test(textOf(json['type'])) || (json['type'] === 'error' && 'code' in json))),
  parser: () => new OpenAiResponses(),
  body,
};
