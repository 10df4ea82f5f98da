import { Calls } from '../calls.js';
import type { ChatEvent } from '../events.js';
import { failureOf } from '../failure.js';
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
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser } from '../parser.js';
import { Steps } from '../steps.js';
import { flatten, inputText, resultText } from '../turns.js';
import { finishReasons } from './openai-chat.js';

const nothing = (): ChatEvent[] => [];

/** The Agent-User Interaction Protocol. */
class AgUi implements Parser {
  private readonly calls = new Calls();
  private readonly steps = new Steps();
  /** Messages of others than the assistant. */
  private readonly foreign = new Set<string>();
  /** The message that speaks, and the call that is told in chunks. */
  private speaking = '';
  private chunked = '';

  read({ json }: Frame): ChatEvent[] {
    if (!isObject(json)) return [];
    const type = textOf(json['type']);
    const handler = entryOf(this.handlers, type);
    // Chunks have no end of their own: whatever else comes ends them.
    const ended = type === 'TOOL_CALL_CHUNK' ? [] : this.endChunks();
    if (handler) return [...ended, ...handler(json)];
    const { type: _, ...data } = json;
    return [...ended, { type: 'data', name: type, data }];
  }

  end(): ChatEvent[] {
    return [];
  }

  private readonly handlers: Record<string, (json: Json) => ChatEvent[]> = {
    RUN_STARTED: ({ runId }) => [{ type: 'start', ...defined({ id: someText(runId) }) }],
    TEXT_MESSAGE_START: (json) => this.message(json),
    TEXT_MESSAGE_CONTENT: (json) => this.text(json),
    TEXT_MESSAGE_CHUNK: (json) => [...this.message(json), ...this.text(json)],
    TEXT_MESSAGE_END: nothing,
    REASONING_START: nothing,
    REASONING_END: nothing,
    REASONING_MESSAGE_START: nothing,
    REASONING_MESSAGE_END: nothing,
    REASONING_MESSAGE_CONTENT: (json) => this.reasoning(json),
    REASONING_MESSAGE_CHUNK: (json) => this.reasoning(json),
    THINKING_START: nothing,
    THINKING_END: nothing,
    THINKING_TEXT_MESSAGE_START: nothing,
    THINKING_TEXT_MESSAGE_END: nothing,
    THINKING_TEXT_MESSAGE_CONTENT: (json) => this.reasoning(json),
    TOOL_CALL_START: (json) => this.call(json),
    TOOL_CALL_ARGS: ({ toolCallId, delta }) =>
      this.calls.has(textOf(toolCallId)) ? this.calls.piece(textOf(toolCallId), { text: textOf(delta) }) : [],
    TOOL_CALL_END: ({ toolCallId }) => this.calls.ready(textOf(toolCallId)),
    TOOL_CALL_CHUNK: (json) => this.callChunk(json),
    TOOL_CALL_RESULT: ({ toolCallId, content, error }) => {
      const call = textOf(toolCallId);
      this.calls.answered(call);
      const what = someText(error) ? { error: textOf(error) } : { output: content ?? '' };
      return this.steps.result([...this.calls.ready(call), { type: 'tool-result', call, ...what }]);
    },
    CUSTOM: ({ name, value }) => [{ type: 'data', name: textOf(name) || 'CUSTOM', data: value }],
    RUN_FINISHED: (json) => this.finish(json),
    RUN_ERROR: (json) => [{ type: 'error', ...failureOf(json) }],
  };

  private message({ messageId, role }: Json): ChatEvent[] {
    const id = textOf(messageId);
    if (typeof role === 'string' && role !== 'assistant') this.foreign.add(id);
    return [];
  }

  private text({ messageId, delta }: Json): ChatEvent[] {
    // A chunk without an id goes on with the message before it.
    const id = textOf(messageId) || this.speaking;
    const text = textOf(delta);
    if (text === '' || this.foreign.has(id)) return [];
    const apart = this.speaking !== '' && id !== this.speaking;
    this.speaking = id;
    return this.steps.speak([{ type: 'text', text: apart ? `\n\n${text}` : text }]);
  }

  private reasoning({ delta }: Json): ChatEvent[] {
    return textOf(delta) ? this.steps.speak([{ type: 'reasoning', text: textOf(delta) }]) : [];
  }

  private call({ toolCallId, toolCallName, delta }: Json): ChatEvent[] {
    const call = textOf(toolCallId) || newId('call');
    this.speaking = '';
    return this.steps.speak(
      this.calls.piece(call, { call, name: textOf(toolCallName), text: textOf(delta) }),
    );
  }

  private callChunk(json: Json): ChatEvent[] {
    const id = textOf(json['toolCallId']) || this.chunked;
    if (id === '') return [];
    const ended = id === this.chunked ? [] : this.endChunks();
    this.chunked = id;
    return [...ended, ...this.call({ ...json, toolCallId: id })];
  }

  private endChunks(): ChatEvent[] {
    const { chunked } = this;
    this.chunked = '';
    return chunked ? this.calls.ready(chunked) : [];
  }

  private finish({ usage, outcome, finishReason }: Json): ChatEvent[] {
    const late = this.calls.readyAll();
    const counts = objectOf(usage);
    const totals = defined({
      inputTokens: countOf(counts['inputTokens'] ?? counts['promptTokens']),
      outputTokens: countOf(counts['outputTokens'] ?? counts['completionTokens']),
    });
    const interrupted = outcome === 'interrupt' || objectOf(outcome)['type'] === 'interrupt';
    const given = entryOf(finishReasons, textOf(finishReason));
    return [
      ...late,
      ...(Object.keys(totals).length > 0 ? [{ type: 'usage' as const, ...totals }] : []),
      ...(interrupted ? [{ type: 'data' as const, name: 'interrupt', data: outcome }] : []),
      {
        type: 'finish',
        reason: given ?? (interrupted ? 'other' : this.calls.wanting ? 'tool-calls' : 'stop'),
      },
    ];
  }
}

function body({ id, messages, system, tools, model, extra }: ChatRequest): object {
  const told = flatten<object>(messages, {
    said: ({ id, role, text }) => ({ id, role, content: text }),
    step: ({ text, calls }, { id }, at) => ({
      id: at === 0 ? id : `${id}-${at}`,
      role: 'assistant',
      ...(text === '' ? {} : { content: text }),
      ...(calls.length === 0
        ? {}
        : {
            toolCalls: calls.map((call) => ({
              id: call.call,
              type: 'function',
              function: { name: call.name, arguments: inputText(call) },
            })),
          }),
    }),
    result: (call) => ({
      id: `${call.call}-result`,
      role: 'tool',
      toolCallId: call.call,
      content: resultText(call),
      ...defined({ error: call.error }),
    }),
  });
  return {
    threadId: id,
    runId: newId('run'),
    state: {},
    messages: [...(system ? [{ id: `${id}-system`, role: 'system', content: system }] : []), ...told],
    tools: (tools ?? []).map(({ name, description, input }) => ({ name, description, parameters: input })),
    context: [],
    forwardedProps: defined({ model }),
    ...extra,
  };
}

export const agUi: DialectRow = {
  dialect: 'ag-ui',
  detect: ({ json }) => isObject(json) && /^[A-Z]+(_[A-Z]+)*$/.test(textOf(json['type'])),
  parser: () => new AgUi(),
  body,
};
