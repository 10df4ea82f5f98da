import { Calls } from '../calls.js';
import { RESET_STEP, type ChatEvent, type ChatFailure, type FinishReason } from '../events.js';
import { failureOf, isErrorCode } from '../failure.js';
import type { Frame } from '../frames.js';
import {
  countOf,
  defined,
  entryOf,
  isObject,
  newId,
  objectOf,
  someText,
  textOf,
  type Json,
} from '../json.js';
import type { ChatMessage, ChatRequest } from '../message.js';
import type { ToolCall } from '../said.js';
import type { DialectRow, Parser } from '../parser.js';

/** The frame in which our encoder says what `error` has no place for. */
export const failureFrame = 'data-ir-failure';

const reasons: Readonly<Record<string, FinishReason>> = {
  'stop': 'stop',
  'length': 'length',
  'tool-calls': 'tool-calls',
  'content-filter': 'content-filter',
};

const nothing = (): ChatEvent[] => [];
const known =
  /^(start|finish|start-step|finish-step|(text|reasoning)-(start|delta|end)|tool-(input|output)-\w+|message-metadata|abort|source-url|source-document|file|data-.+)$/;

/** The AI SDK's stream of UI messages, which is our own form too. */
class AiSdk implements Parser {
  private readonly calls = new Calls();
  private durations: Json = {};
  private failing: Json = {};
  private stepped = false;

  read({ data, json }: Frame): ChatEvent[] {
    if (data.trim() === '[DONE]') return this.finish(undefined);
    if (!isObject(json)) return [];
    const type = textOf(json['type']);
    return entryOf(this.handlers, type)?.(json) ?? [other(type, json)];
  }

  end(): ChatEvent[] {
    return [];
  }

  private readonly handlers: Record<string, (json: Json) => ChatEvent[]> = {
    'start': ({ messageId, messageMetadata }) => [
      {
        type: 'start',
        ...defined({ id: someText(messageId), model: someText(objectOf(messageMetadata)['model']) }),
      },
      ...this.metadata(objectOf(messageMetadata)),
    ],
    'start-step': () => {
      const again = this.stepped;
      this.stepped = true;
      return again ? [{ type: 'step' }] : [];
    },
    'finish-step': nothing,
    [RESET_STEP]: () => {
      this.calls.forget();
      return [{ type: 'data', name: RESET_STEP, data: {} }];
    },
    'text-start': nothing,
    'text-end': nothing,
    'text-delta': ({ delta }) => (textOf(delta) ? [{ type: 'text', text: textOf(delta) }] : []),
    'reasoning-start': nothing,
    'reasoning-end': nothing,
    'reasoning-delta': ({ delta }) => (textOf(delta) ? [{ type: 'reasoning', text: textOf(delta) }] : []),
    'tool-input-start': ({ toolCallId, toolName }) =>
      this.calls.piece(textOf(toolCallId), { call: textOf(toolCallId), name: textOf(toolName) }),
    'tool-input-delta': ({ toolCallId, inputTextDelta }) =>
      this.calls.has(textOf(toolCallId))
        ? this.calls.piece(textOf(toolCallId), { text: textOf(inputTextDelta) })
        : [],
    'tool-input-available': (json) => this.ready(json),
    'tool-input-error': (json) => [
      ...this.ready(json),
      ...this.result(json, { error: textOf(json['errorText']) }),
    ],
    'tool-output-available': (json) =>
      json['preliminary'] === true
        ? [{ type: 'data', name: 'tool-output-preliminary', data: json }]
        : this.result(json, 'output' in json ? { output: json['output'] } : {}),
    'tool-output-error': (json) => this.result(json, { error: textOf(json['errorText']) }),
    'tool-output-denied': (json) => this.result(json, { error: 'It was not allowed.' }),
    'message-metadata': ({ messageMetadata }) => this.metadata(objectOf(messageMetadata)),
    [failureFrame]: ({ data }) => {
      this.failing = objectOf(data);
      return [];
    },
    'finish': ({ finishReason, messageMetadata }) => [
      ...this.metadata(objectOf(messageMetadata)),
      ...this.finish(someText(finishReason)),
    ],
    'abort': () => [{ type: 'finish', reason: 'stopped' }],
    // Our encoder sends it as what it is to us.
    [`data-${RESET_STEP}`]: () => this.handlers[RESET_STEP]?.({}) ?? [],
    'error': ({ errorText }) => [{ type: 'error', ...this.failure(textOf(errorText)) }],
  };

  private ready({ toolCallId, toolName, input }: Json): ChatEvent[] {
    const call = textOf(toolCallId) || newId('call');
    const begun = this.calls.piece(call, { call, name: textOf(toolName) });
    return [...begun, ...this.calls.ready(call, input)];
  }

  private result({ toolCallId }: Json, what: { output?: unknown; error?: string }): ChatEvent[] {
    const call = textOf(toolCallId);
    this.calls.answered(call);
    const durationMs = countOf(entryOf(this.durations, call));
    return [{ type: 'tool-result', call, ...what, ...defined({ durationMs }) }];
  }

  /** Where our encoder puts what the frames have no place for, and where the AI SDK's own examples put it. */
  private metadata({ usage, durations }: Json): ChatEvent[] {
    this.durations = { ...this.durations, ...objectOf(durations) };
    const { inputTokens, outputTokens } = objectOf(usage);
    const totals = defined({ inputTokens: countOf(inputTokens), outputTokens: countOf(outputTokens) });
    return Object.keys(totals).length === 0 ? [] : [{ type: 'usage', ...totals }];
  }

  private finish(reason: string | undefined): ChatEvent[] {
    const why = reason === undefined ? (this.calls.wanting ? 'tool-calls' : 'stop') : undefined;
    return [{ type: 'finish', reason: why ?? entryOf(reasons, reason ?? '') ?? 'other' }];
  }

  private failure(message: string): ChatFailure {
    const { code, retryable, retryAfterMs } = this.failing;
    if (!isErrorCode(code)) return failureOf({ message });
    return {
      code,
      message,
      retryable: retryable === true,
      ...defined({ retryAfterMs: countOf(retryAfterMs) }),
    };
  }
}

/** Sources, files, what a backend adds under `data-`, and what is newer than this. */
function other(type: string, json: Json): ChatEvent {
  if (type.startsWith('data-')) return { type: 'data', name: type.slice('data-'.length), data: json['data'] };
  const { type: _, ...data } = json;
  return { type: 'data', name: type, data };
}

function toolPart({ call, name, input, output, error, durationMs }: ToolCall): object {
  const part = { type: `tool-${name}`, toolCallId: call, input: input ?? {} };
  if (error !== undefined) return { ...part, state: 'output-error', errorText: error };
  if (output === undefined && durationMs === undefined) return { ...part, state: 'input-available' };
  return { ...part, state: 'output-available', output: output ?? null };
}

/** A message as the AI SDK keeps it. */
export function uiMessage(message: ChatMessage): object {
  const { id, role, text, calls = [] } = message;
  const parts = message.parts ?? [
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
    ...calls.map(({ call }) => ({ type: 'call' as const, call })),
  ];
  return {
    id,
    role,
    parts: parts.flatMap((part) =>
      part.type === 'call' ? calls.filter(({ call }) => call === part.call).map(toolPart) : [part],
    ),
  };
}

function body({ id, messages, system, tools, model, trigger, extra }: ChatRequest): object {
  const last = messages.at(-1);
  const again = trigger === 'regenerate';
  return {
    id,
    messages: messages.map(uiMessage),
    trigger: again ? 'regenerate-message' : 'submit-message',
    ...(again && last ? { messageId: last.id } : {}),
    ...defined({ system, model, tools: tools?.length ? tools : undefined }),
    ...extra,
  };
}

export const aiSdk: DialectRow = {
  dialect: 'ai-sdk',
  detectHeaders: (headers) => headers.has('x-vercel-ai-ui-message-stream'),
  detect: ({ event, json }) =>
    !event &&
    isObject(json) &&
    (known.test(textOf(json['type'])) || (json['type'] === 'error' && 'errorText' in json)),
  parser: () => new AiSdk(),
  body,
  resume: ({ id }, endpoint) => {
    const [path = '', query] = endpoint.split('?');
    return `${path.replace(/\/$/, '')}/${encodeURIComponent(id)}/stream${query === undefined ? '' : `?${query}`}`;
  },
};
