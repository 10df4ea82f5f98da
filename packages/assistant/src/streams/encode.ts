import { failureFrame } from './dialects/ai-sdk.js';
import type { ChatEvent } from './events.js';
import { failure } from './failure.js';
import { defined } from './json.js';

/** The headers of a reply with such a stream. */
export const uiStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-vercel-ai-ui-message-stream': 'v1',
  // nginx would otherwise keep the answer until it is whole.
  'x-accel-buffering': 'no',
};

type Chunk = Readonly<Record<string, unknown>>;

/** Writes events as chunks. What the AI SDK's own client does not know it refuses: no field is added to a chunk. */
class UiChunks {
  private begun = false;
  private block: { kind: 'text' | 'reasoning'; id: string } | undefined;
  private blocks = 0;

  constructor(private readonly messageId: string | undefined) {}

  write(event: ChatEvent): Chunk[] {
    const begin = this.begin(event);
    const goesOn = event.type === this.block?.kind || event.type === 'usage' || event.type === 'data';
    return [...begin, ...(goesOn ? [] : this.close()), ...this.chunks(event)];
  }

  private begin(event: ChatEvent): Chunk[] {
    if (this.begun) return event.type === 'start' && event.model ? [metadata({ model: event.model })] : [];
    this.begun = true;
    const { id, model } = event.type === 'start' ? event : {};
    const messageId = this.messageId ?? id;
    const messageMetadata = model === undefined ? undefined : { model };
    return [defined({ type: 'start', messageId, messageMetadata }), { type: 'start-step' }];
  }

  private close(): Chunk[] {
    const { block } = this;
    this.block = undefined;
    return block ? [{ type: `${block.kind}-end`, id: block.id }] : [];
  }

  private piece(kind: 'text' | 'reasoning', delta: string): Chunk[] {
    const open: Chunk[] = [];
    if (!this.block) {
      this.block = { kind, id: String(++this.blocks) };
      open.push({ type: `${kind}-start`, id: this.block.id });
    }
    return [...open, { type: `${kind}-delta`, id: this.block.id, delta }];
  }

  private chunks(event: ChatEvent): Chunk[] {
    switch (event.type) {
      case 'start':
        return [];
      case 'text':
      case 'reasoning':
        return this.piece(event.type, event.text);
      case 'tool-start':
        return [{ type: 'tool-input-start', toolCallId: event.call, toolName: event.name }];
      case 'tool-delta':
        return [{ type: 'tool-input-delta', toolCallId: event.call, inputTextDelta: event.text }];
      case 'tool-ready': {
        const { call, name, input } = event;
        return [defined({ type: 'tool-input-available', toolCallId: call, toolName: name, input })];
      }
      case 'tool-result':
        return resultChunks(event);
      case 'step':
        return [{ type: 'finish-step' }, { type: 'start-step' }];
      case 'usage': {
        const { type: _, ...usage } = event;
        return [metadata({ usage })];
      }
      case 'data':
        return [defined({ type: `data-${event.name}`, data: event.data })];
      case 'finish':
        return event.reason === 'stopped'
          ? [{ type: 'abort' }]
          : [{ type: 'finish-step' }, { type: 'finish', finishReason: event.reason }];
      case 'error': {
        const { type: _, message, ...data } = event;
        return [
          { type: failureFrame, data, transient: true },
          { type: 'error', errorText: message },
        ];
      }
    }
  }
}

const metadata = (messageMetadata: object): Chunk => ({ type: 'message-metadata', messageMetadata });

function resultChunks({ call, output, error, durationMs }: ChatEvent & { type: 'tool-result' }): Chunk[] {
  const took = durationMs === undefined ? [] : [metadata({ durations: { [call]: durationMs } })];
  return error === undefined
    ? [...took, defined({ type: 'tool-output-available', toolCallId: call, output })]
    : [...took, { type: 'tool-output-error', toolCallId: call, errorText: error }];
}

const frame = (chunk: Chunk): string => `data: ${JSON.stringify(chunk)}\n\n`;

/**
 * Events as the AI SDK's stream of UI messages, in server-sent events, for a reply with `uiStreamHeaders`.
 * Ends with `[DONE]`. Events that stop without an end, or throw, become an `error` frame.
 * @param messageId the id of the message, in place of the one in `start`
 */
export async function* encodeUiStream(
  events: AsyncIterable<ChatEvent>,
  { messageId }: { readonly messageId?: string } = {},
): AsyncGenerator<string> {
  const chunks = new UiChunks(messageId);
  let over = false;
  try {
    for await (const event of events) {
      for (const chunk of chunks.write(event)) yield frame(chunk);
      over = event.type === 'finish' || event.type === 'error';
      if (over) break;
    }
  } catch {
    // What went wrong here is no matter of the one who reads.
  }
  if (!over) for (const chunk of chunks.write({ type: 'error', ...failure('cut') })) yield frame(chunk);
  yield 'data: [DONE]\n\n';
}
