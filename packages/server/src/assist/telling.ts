import type { ChatEvent } from '@interview-room/assistant/streams';
import { ASSISTANT } from '@interview-room/core/protocol';
import type { RoomHub } from '../hub/room-hub.js';

/** How often those who watch are told. */
const EVERY = 60;
/** What is told at once is at most this long; a longer piece is cut in pieces. */
const PIECE = 32_000;

/** Tells all in the room what is being answered, some of it at a time. */
export class Telling {
  #waiting: ChatEvent[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: RoomHub,
    private readonly turn: string,
    private readonly step: number,
  ) {}

  add(event: ChatEvent): void {
    const last = this.#waiting.at(-1);
    if (event.type === 'text' && last?.type === 'text')
      this.#waiting[this.#waiting.length - 1] = { type: 'text', text: last.text + event.text };
    else this.#waiting.push(event);
    this.#length += 'text' in event ? event.text.length : 100;
    if (this.#length > PIECE) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), EVERY);
  }

  /** Tells the last of it now, and gives it back. */
  end(event: ChatEvent): ChatEvent {
    this.add(event);
    this.flush();
    return event;
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const { turn, step } = this;
    const body = { turn, step, events: this.#waiting };
    this.hub.cast({ id: ASSISTANT, client: ASSISTANT }, 'assist.delta', body);
    this.#waiting = [];
    this.#length = 0;
  }
}
