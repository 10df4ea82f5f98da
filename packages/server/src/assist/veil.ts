import { keptIn, type ChatEvent } from '@interview-room/assistant/streams';
import { redact, REDACTED, Redaction } from '@interview-room/assistant/levels';

type Piece = Extract<ChatEvent, { type: 'text' | 'reasoning' }>;

/**
 * An answer without the secrets in it. It goes through here as it comes, before it is told, sent and kept, so that all of them
 * have the same. The input of a tool stays as it is, for a file is to be written as it was meant.
 */
export async function* veiled(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
  const veil = new Veil();
  for await (const event of events) yield* veil.take(event);
  yield* veil.end();
}

class Veil {
  readonly #redaction = new Redaction();
  /** What the piece before was of. Its end is not held back beyond something else. */
  #type: Piece['type'] = 'text';

  /** What can be shown by now. */
  take(event: ChatEvent): ChatEvent[] {
    if (event.type === 'text' || event.type === 'reasoning') return this.#piece(event);
    // What is the provider's own has to stay as it is, and is shown to nobody.
    if (keptIn(event)) return [event];
    // These come in the midst of a text, and do not part it; but for what takes the text back, which is told all of it first.
    if (event.type === 'usage' || (event.type === 'data' && event.name !== 'reset-step'))
      return [without(event)];
    return [...this.end(), without(event)];
  }

  /** The rest: what follows is something else, or nothing. */
  end(): ChatEvent[] {
    const text = this.#redaction.end();
    return text ? [{ type: this.#type, text }] : [];
  }

  #piece({ type, text }: Piece): ChatEvent[] {
    const before = type === this.#type ? [] : this.end();
    this.#type = type;
    const shown = this.#redaction.take(text);
    return shown ? [...before, { type, text: shown }] : before;
  }
}

function without(event: ChatEvent): ChatEvent {
  switch (event.type) {
    case 'data':
      return isClean(event.data) ? event : { ...event, data: REDACTED };
    case 'tool-result':
      return {
        ...event,
        ...(!isClean(event.output) && { output: REDACTED }),
        ...(event.error !== undefined && { error: redact(event.error) }),
      };
    case 'error':
      return { ...event, message: redact(event.message) };
    default:
      return event;
  }
}

/** Whether there is no secret in it. What is no text cannot be mended: it is shown whole or not at all. */
function isClean(value: unknown): boolean {
  const text = JSON.stringify(value) ?? '';
  return redact(text) === text;
}
