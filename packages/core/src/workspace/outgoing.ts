import { mergeUpdates } from 'yjs';
import { afterTask } from '../after-task.js';

/**
 * What was edited, on its way to the log. The first edit leaves at once; those made while it is under way wait, merged into
 * one, and leave together. In a page "at once" is when the key's own task is over: to write an edit down and to send it costs
 * more than to make it, and whoever typed waits for the letter.
 */
export class Outgoing {
  readonly #send: (update: Uint8Array) => Promise<unknown>;
  #leaving = false;
  #waiting: Uint8Array[] = [];
  #refused: Uint8Array[] = [];
  readonly #underWay = new Set<Promise<void>>();

  constructor(send: (update: Uint8Array) => Promise<unknown>) {
    this.#send = send;
  }

  add(update: Uint8Array): void {
    this.#waiting.push(update);
    if (this.#leaving || this.#underWay.size > 0) return;
    this.#leaving = true;
    afterTask(() => this.#leave());
  }

  /** Sends all that waits now, also if something is under way. */
  flush(): void {
    const updates = [...this.#refused, ...this.#waiting];
    if (updates.length === 0) return;
    this.#refused = [];
    this.#waiting = [];
    const sending = this.#deliver(updates.length === 1 && updates[0] ? updates[0] : mergeUpdates(updates));
    this.#underWay.add(sending);
    void this.#follow(sending);
  }

  /** Forgets what waits: it is not to be sent any more. */
  clear(): void {
    this.#waiting = [];
    this.#refused = [];
  }

  #leave(): void {
    this.#leaving = false;
    if (this.#underWay.size === 0 && this.#waiting.length > 0) this.flush();
  }

  /** What came to wait meanwhile leaves when nothing is under way any more. */
  async #follow(sending: Promise<void>): Promise<void> {
    await sending;
    this.#underWay.delete(sending);
    this.#leave();
  }

  /** Resolves when all that was added so far has arrived, or was refused. */
  async settled(): Promise<void> {
    this.flush();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** What was refused is held and goes with the next edit: later edits build on it. */
  async #deliver(update: Uint8Array): Promise<void> {
    try {
      await this.#send(update);
    } catch {
      this.#refused.push(update);
    }
  }
}
