import { Calls } from '../calls.js';
import type { ChatEvent, FinishReason } from '../events.js';
import { failureOf } from '../failure.js';
import type { Frame } from '../frames.js';
import {
  countOf,
  defined,
  entryOf,
  isObject,
  listOf,
  newId,
  objectOf,
  someText,
  textOf,
  type Json,
} from '../json.js';
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';
import { flatten, inputText, resultText } from '../turns.js';

/** Why an answer is over, in the words of this wire and of those that borrow them. */
export const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** OpenAI's Chat Completions, and the many servers that speak like it. */
class OpenAiChat implements Parser {
  private readonly calls = new Calls();
  private readonly keys = new Map<string, string>();
  private id = '';
  private begun = false;
  private refused = false;
  private reason: FinishReason | undefined;
  private counted = '';

  read({ data, json }: Frame): ChatEvent[] {
    if (data.trim() === '[DONE]') return this.finish(this.reason ?? 'stop');
    if (!isObject(json)) return [];
    if (json['error'] || json['object'] === 'error') return [{ type: 'error', ...failureOf(json) }];
    // Only the first of several choices is the answer.
    const choice = listOf(json['choices'])
      .map(objectOf)
      .find((choice) => !choice['index']);
    return [...this.begin(json), ...this.choice(choice ?? {}), ...this.usage(objectOf(json['usage']))];
  }

  /** Not every server says `[DONE]`: a reason is end enough. */
  end(): ChatEvent[] {
    return this.reason ? this.finish(this.reason) : [];
  }

  private begin(json: Json): ChatEvent[] {
    if (this.begun) return [];
    this.begun = true;
    this.id = textOf(json['id']) || newId('answer');
    return [{ type: 'start', ...defined({ id: someText(json['id']), model: someText(json['model']) }) }];
  }

  private choice(choice: Json): ChatEvent[] {
    const delta = objectOf(choice['delta']);
    const reasoning = textOf(delta['reasoning_content']) || textOf(delta['reasoning']);
    const refusal = textOf(delta['refusal']);
    this.refused ||= refusal !== '';
    const events: ChatEvent[] = [
      ...(reasoning ? [{ type: 'reasoning' as const, text: reasoning }] : []),
      ...contentOf(delta['content']),
      ...(refusal ? [{ type: 'text' as const, text: refusal }] : []),
      ...listOf(delta['tool_calls']).flatMap((part, at) => this.call(objectOf(part), at)),
      ...(isObject(delta['function_call']) ? this.call({ function: delta['function_call'] }, 0) : []),
    ];
    const reason = someText(choice['finish_reason']);
    if (!reason) return events;
    this.reason = entryOf(finishReasons, reason) ?? 'other';
    return [...events, ...this.calls.readyAll()];
  }

  /** Fragments are told apart by `index`; some servers give each whole call the same one, with an id of its own. */
  private call(part: Json, at: number): ChatEvent[] {
    const index = String(part['index'] ?? at);
    const id = someText(part['id']);
    const made = objectOf(part['function']);
    const name = someText(made['name']);
    const known = this.calls.id(this.keys.get(index) ?? index);
    if (id && name && known && known !== id) this.keys.set(index, `${index} ${id}`);
    const key = this.keys.get(index) ?? index;
    const given = made['arguments'];
    const text = isObject(given) ? JSON.stringify(given) : textOf(given);
    return this.calls.piece(key, { call: id ?? `${this.id}-${index}`, ...(name ? { name } : {}), text });
  }

  private usage(usage: Json): ChatEvent[] {
    const totals = defined({
      inputTokens: countOf(usage['prompt_tokens']),
      outputTokens: countOf(usage['completion_tokens']),
    });
    const counted = JSON.stringify(totals);
    if (counted === '{}' || counted === this.counted) return [];
    this.counted = counted;
    return [{ type: 'usage', ...totals }];
  }

  private finish(reason: FinishReason): ChatEvent[] {
    const late = this.calls.readyAll();
    // Some servers say "stop" although they called tools.
    const why = this.refused
      ? 'content-filter'
      : reason === 'stop' && this.calls.wanting
        ? 'tool-calls'
        : reason;
    return [...late, { type: 'finish', reason: why }];
  }
}

/** A text, or a list of parts as some compatible servers have it. */
function contentOf(content: unknown): ChatEvent[] {
  if (typeof content === 'string') return content ? [{ type: 'text', text: content }] : [];
  return listOf(content)
    .map(objectOf)
    .flatMap((part): ChatEvent[] => {
      const thought = listOf(part['thinking'])
        .map((piece) => textOf(objectOf(piece)['text']))
        .join('');
      if (thought) return [{ type: 'reasoning', text: thought }];
      const text = textOf(part['text']);
      return text ? [{ type: 'text', text }] : [];
    });
}

function body({ messages, system, tools, model, maxTokens, extra }: ChatRequest): object {
  const told = flatten<object>(messages, {
    said: ({ role, text }) => ({ role, content: text }),
    step: ({ text, calls }) => ({
      role: 'assistant',
      content: text === '' ? null : text,
      ...(calls.length === 0
        ? {}
        : {
            tool_calls: calls.map((call) => ({
              id: call.call,
              type: 'function',
              function: { name: call.name, arguments: inputText(call) },
            })),
          }),
    }),
    result: (call) => ({ role: 'tool', tool_call_id: call.call, content: resultText(call) }),
  });
  return {
    ...defined({ model }),
    messages: [...(system ? [{ role: 'system', content: system }] : []), ...told],
    stream: true,
    stream_options: { include_usage: true },
    ...(tools?.length
      ? {
          tools: tools.map(({ name, description, input }) => ({
            type: 'function',
            function: { name, description, parameters: input },
          })),
        }
      : {}),
    ...(maxTokens !== undefined && { max_completion_tokens: maxTokens }),
    ...extra,
  };
}

export const openAiChat: DialectRow = {
  dialect: 'openai-chat',
  detect: ({ event, json }) =>
    !event &&
    isObject(json) &&
    (Array.isArray(json['choices']) || (isObject(json['error']) && !json['type'])),
  parser: () => new OpenAiChat(),
  body,
};
