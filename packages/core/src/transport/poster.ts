import type { ClientFrame } from '../protocol/frames.js';

/** How much goes in one request, about, and how many frames. */
const CHARACTERS = 256 * 1024;
const FRAMES = 50;

/** Posts frames in order: one request at a time, and what comes meanwhile goes together in the next. */
export class Poster {
  readonly #post: (frames: readonly ClientFrame[]) => Promise<void>;
  #waiting: ClientFrame[] = [];
  #busy = false;

  constructor(post: (frames: readonly ClientFrame[]) => Promise<void>) {
    this.#post = post;
  }

  add(frame: ClientFrame): void {
    this.#waiting.push(frame);
    if (!this.#busy) void this.#drain();
  }

  stop(): void {
    this.#waiting = [];
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) await this.#post(this.#waiting.splice(0, this.#some()));
    this.#busy = false;
  }

  /** How many of those that wait fit into one request: one always does. */
  #some(): number {
    let size = 0;
    const over = this.#waiting.findIndex((frame) => (size += JSON.stringify(frame).length) > CHARACTERS);
    return over < 0 ? FRAMES : Math.min(FRAMES, Math.max(1, over));
  }
}
