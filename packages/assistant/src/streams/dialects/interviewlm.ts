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
  parseJson,
  someText,
  textOf,
  type Json,
} from '../json.js';
import type { ChatRequest } from '../message.js';
import type { DialectRow, Parser, WireRequest } from '../parser.js';
import { Steps } from '../steps.js';

/** InterviewLM's chat, its older form, and its agent. */
class InterviewLm implements Parser {
  private readonly calls = new Calls();
  private readonly steps = new Steps();
  private told = false;

  read({ event, data, json }: Frame): ChatEvent[] {
    if (data.trim() === '[DONE]') return [{ type: 'finish', reason: 'stop' }];
    // What stands on the line `event:` in one variant is `type` in another.
    const type = event ?? textOf(objectOf(json)['type']);
    if (!isObject(json)) return type === 'done' ? this.done({}) : [];
    return entryOf(this.handlers, type)?.(json) ?? [{ type: 'data', name: type || 'message', data: json }];
  }

  end(): ChatEvent[] {
    return [];
  }

  private readonly handlers: Record<string, (json: Json) => ChatEvent[]> = {
    stream_start: ({ messageId }) => [{ type: 'start', ...defined({ id: someText(messageId) }) }],
    content: ({ delta, text }) => this.text(textOf(delta) || textOf(text)),
    chunk: ({ text, delta }) => this.text(textOf(text) || textOf(delta)),
    usage: (json) => usageOf(json),
    tool_use_start: (json) => this.call(json),
    tool_result: (json) => this.result(json),
    done: (json) => this.done(json),
    error: (json) => [{ type: 'error', ...failureOf(json) }],
  };

  private text(text: string): ChatEvent[] {
    this.told ||= text !== '';
    return text ? this.steps.speak([{ type: 'text', text }]) : [];
  }

  private call({ toolId, toolName, input }: Json): ChatEvent[] {
    const call = textOf(toolId) || newId('call');
    const begun = this.calls.piece(call, { call, name: textOf(toolName) });
    return this.steps.speak([...begun, ...this.calls.ready(call, input ?? {})]);
  }

  private result({ toolId, output, isError }: Json): ChatEvent[] {
    const call = textOf(toolId);
    this.calls.answered(call);
    const said = typeof output === 'string' ? output : JSON.stringify(output ?? '');
    const what = isError === true ? { error: said || 'It failed.' } : { output: output ?? '' };
    return this.steps.result([{ type: 'tool-result', call, ...what }]);
  }

  /** The agent says everything again at its end: heard only if it came in no pieces. */
  private done(json: Json): ChatEvent[] {
    const { filesModified, toolsUsed, metadata } = json;
    const data = defined({ filesModified, toolsUsed, metadata });
    return [
      ...(this.told ? [] : this.text(textOf(json['response']))),
      ...usageOf(objectOf(json['usage'])),
      ...(Object.keys(data).length > 0 ? [{ type: 'data' as const, name: 'done', data }] : []),
      { type: 'finish', reason: 'stop' },
    ];
  }
}

function usageOf({ inputTokens, outputTokens }: Json): ChatEvent[] {
  const totals = defined({ inputTokens: countOf(inputTokens), outputTokens: countOf(outputTokens) });
  return Object.keys(totals).length > 0 ? [{ type: 'usage', ...totals }] : [];
}

/** Only what is new is asked: the server keeps the conversation. */
const questionOf = ({ messages }: ChatRequest): string =>
  messages.findLast(({ role }) => role === 'user')?.text ?? '';

/** `extra` may hold `codeContext`, as an object or as the JSON text that goes over the wire, and `helpfulnessLevel`. */
function body(request: ChatRequest): object {
  const { codeContext, ...extra } = request.extra ?? {};
  return {
    message: questionOf(request),
    ...(codeContext === undefined
      ? {}
      : { codeContext: typeof codeContext === 'string' ? codeContext : JSON.stringify(codeContext) }),
    ...extra,
  };
}

/** The chat without an agent is asked by GET, with all in the address. */
function wire(request: ChatRequest, endpoint: string): WireRequest {
  const [path = '', query = ''] = endpoint.split('?');
  if (!/\/chat\/?$/.test(path)) return { url: endpoint, method: 'POST', body: body(request) };
  const given = request.extra?.['codeContext'];
  const context = objectOf(typeof given === 'string' ? parseJson(given) : given);
  const search = new URLSearchParams(query);
  search.set('message', questionOf(request));
  for (const name of ['fileName', 'content', 'language']) {
    if (typeof context[name] === 'string') search.set(name, context[name]);
  }
  return { url: `${path}?${search.toString()}`, method: 'GET' };
}

const ofAgent = /^(stream_start|tool_use_start|tool_result|content|chunk|iteration)$/;

export const interviewLm: DialectRow = {
  dialect: 'interviewlm',
  detect: ({ event, json }) =>
    isObject(json) &&
    (ofAgent.test(event ?? textOf(json['type'])) ||
      (event === 'error' && 'messageId' in json) ||
      (json['type'] === 'error' && typeof json['error'] === 'string')),
  parser: () => new InterviewLm(),
  body,
  request: wire,
};
