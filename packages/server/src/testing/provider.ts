import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a scripted model does with one request. */
export interface Say {
  text?: readonly string[];
  reasoning?: string;
  /** What the reasoning is signed with, on wires that sign it. */
  signature?: string;
  calls?: readonly { name: string; input: unknown }[];
  /** Instead of an answer: a status, with the provider's own words. */
  status?: number;
  headers?: Record<string, string>;
  /** Ends without an end. */
  cut?: boolean;
  /** Waits between pieces until this resolves. */
  pace?: () => Promise<void>;
}

export type Wire = 'openai-chat' | 'openai-responses' | 'anthropic';

export interface ProviderRequest {
  wire: Wire;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages?: { role: string; content: unknown; tool_calls?: unknown }[];
    input?: unknown;
    system?: unknown;
    instructions?: string;
    tools?: { name?: string; function?: { name: string } }[];
  };
  /** All that was sent, as text. */
  text: string;
}

const paths: Readonly<Record<string, Wire>> = {
  '/v1/chat/completions': 'openai-chat',
  '/v1/responses': 'openai-responses',
  '/v1/messages': 'anthropic',
};

/** A server that speaks the wires of model providers and says what a script has it say. */
export class ScriptedProvider {
  readonly requests: ProviderRequest[] = [];
  /** How many of those who asked went away before the end. */
  gone = 0;
  #calls = 0;

  private constructor(
    private readonly script: (request: ProviderRequest, number: number) => Say,
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(script: (request: ProviderRequest, number: number) => Say): Promise<ScriptedProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new ScriptedProvider(script, server, url);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const wire = paths[request.url ?? ''];
        if (!wire || request.method !== 'POST') return void response.writeHead(404).end('{}');
        const text = Buffer.concat(chunks).toString();
        const asked = { wire, headers: request.headers, body: JSON.parse(text), text } as ProviderRequest;
        void provider.#answer(asked, response);
      });
    });
    return provider;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: ProviderRequest, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const say = this.script(request, this.requests.length - 1);
    if (say.status) {
      response.writeHead(say.status, { 'Content-Type': 'application/json', ...say.headers });
      response.end(
        JSON.stringify({ error: { type: 'scripted', code: 'scripted', message: 'Scripted failure.' } }),
      );
      return;
    }
    let open = true;
    response.on('close', () => {
      if (open) this.gone++;
      open = false;
    });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const frame of frames[request.wire](say, () => `call_${++this.#calls}`)) {
      if (!open) return;
      response.write(frame);
      await say.pace?.();
    }
    if (say.cut) {
      open = false;
      // What was written is to be on its way before the cut.
      await new Promise((resolve) => setTimeout(resolve, 30));
      return void response.destroy();
    }
    open = false;
    response.end();
  }
}

type Frames = (say: Say, id: () => string) => Generator<string>;

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string }) => `event: ${value.type}\n${data(value)}`;
/** Arguments come in pieces. */
const pieces = (input: unknown): string[] => JSON.stringify(input).match(/[\s\S]{1,24}/g) ?? [''];

const frames: Record<Wire, Frames> = {
  *'openai-chat'({ text = [], reasoning, calls = [], cut }, id) {
    const chunk = (delta: object, finish: string | null = null) =>
      data({
        id: 'c1',
        object: 'chat.completion.chunk',
        model: 'scripted',
        choices: [{ index: 0, delta, finish_reason: finish }],
      });
    yield chunk({ role: 'assistant', content: '' });
    if (reasoning) yield chunk({ reasoning_content: reasoning });
    for (const content of text) yield chunk({ content });
    for (const [index, { name, input }] of calls.entries()) {
      yield chunk({ tool_calls: [{ index, id: id(), type: 'function', function: { name, arguments: '' } }] });
      for (const piece of pieces(input))
        yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
    if (cut) return;
    yield chunk({}, calls.length > 0 ? 'tool_calls' : 'stop');
    yield data({
      id: 'c1',
      choices: [],
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    });
    yield 'data: [DONE]\n\n';
  },
  *'openai-responses'({ text = [], calls = [], cut }, id) {
    yield event({ type: 'response.created', response: { id: 'r1', model: 'scripted' } } as never);
    if (text.length > 0)
      yield event({
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'message', id: 'm1' },
      } as never);
    for (const delta of text)
      yield event({ type: 'response.output_text.delta', item_id: 'm1', delta } as never);
    for (const { name, input } of calls) {
      const [item, call] = [id(), id()];
      yield event({
        type: 'response.output_item.added',
        item: { type: 'function_call', id: item, call_id: call, name, arguments: '' },
      } as never);
      for (const delta of pieces(input))
        yield event({ type: 'response.function_call_arguments.delta', item_id: item, delta } as never);
      const whole = JSON.stringify(input);
      yield event({
        type: 'response.function_call_arguments.done',
        item_id: item,
        arguments: whole,
      } as never);
      yield event({
        type: 'response.output_item.done',
        item: { type: 'function_call', id: item, call_id: call, name, arguments: whole },
      } as never);
    }
    if (cut) return;
    yield event({
      type: 'response.completed',
      response: {
        id: 'r1',
        model: 'scripted',
        status: 'completed',
        usage: { input_tokens: 100, output_tokens: 20 },
      },
    } as never);
  },
  *'anthropic'({ text = [], reasoning, signature, calls = [], cut }, id) {
    yield event({
      type: 'message_start',
      message: { id: 'm1', model: 'scripted', usage: { input_tokens: 100, output_tokens: 1 } },
    } as never);
    yield event({ type: 'ping' });
    let index = 0;
    const block = function* (content: object, deltas: readonly object[]) {
      yield event({ type: 'content_block_start', index, content_block: content } as never);
      for (const delta of deltas) yield event({ type: 'content_block_delta', index, delta } as never);
      yield event({ type: 'content_block_stop', index: index++ } as never);
    };
    if (reasoning)
      yield* block({ type: 'thinking', thinking: '', signature: '' }, [
        { type: 'thinking_delta', thinking: reasoning },
        ...(signature ? [{ type: 'signature_delta', signature }] : []),
      ]);
    if (text.length > 0)
      yield* block(
        { type: 'text', text: '' },
        text.map((piece) => ({ type: 'text_delta', text: piece })),
      );
    for (const { name, input } of calls)
      yield* block(
        { type: 'tool_use', id: id(), name, input: {} },
        pieces(input).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
      );
    if (cut) return;
    const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn';
    yield event({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 20 } } as never);
    yield event({ type: 'message_stop' });
  },
};
