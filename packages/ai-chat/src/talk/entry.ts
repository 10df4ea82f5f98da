import type { ChatEvent, ChatMessage, FinishReason } from '@interview-room/assistant/streams';
// A door of its own: all the wires behind the other one are loaded with the first question.
import { reduceMessage } from '@interview-room/assistant/streams/reduce';

/** A message in the transcript. The entry stays the same object while its message grows, or takes another id. */
export class Entry {
  /** Its events are being read. */
  live = false;
  /** Why the answer ended, where that was said. */
  finish?: FinishReason;
  /** A person is to answer in the model's place: there is nothing to come here. */
  handedOver = false;
  /** The page gave it as part of the history. */
  given = false;
  /** How long the answer took, where it was read here. */
  tookMs?: number;

  constructor(
    public message: ChatMessage,
    /** The question that it answers. */
    readonly question?: Entry,
  ) {}

  /** More of it may come, whoever reads it. */
  get growing(): boolean {
    return this.live || this.message.status === 'streaming';
  }

  /** Takes in an event of its stream. */
  take(event: ChatEvent): void {
    const message = reduceMessage(this.message, event);
    // The backend may have a name of its own for the answer.
    this.message = event.type === 'start' && event.id ? { ...message, id: event.id } : message;
    if (event.type === 'finish') this.finish = event.reason;
    if (event.type === 'data' && event.name === 'paused') this.handedOver = event.data === true;
  }

  /** It says nothing, and nothing is wrong with that. */
  get isBlank(): boolean {
    const { text, calls, error } = this.message;
    return this.handedOver && !text && !calls?.length && !error;
  }

  /** Its stream is over. */
  end(stopped: boolean): void {
    this.live = false;
    const { status, ...rest } = this.message;
    if (stopped) this.message = { ...rest, status: 'stopped' };
    else if (status === 'streaming') this.message = rest;
    this.tookMs = Date.now() - (this.message.at ?? Date.now());
  }
}

/** An id that is no one else's. `crypto.randomUUID` is missing on pages without TLS. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
