import { newId } from './entry.js';

/** Why a message was not sent yet. */
export type Waiting = 'answer' | 'offline' | 'failed';

/** A message that waits to be sent. */
export interface Queued {
  readonly id: string;
  readonly text: string;
}

/** Messages that wait, in order. After an answer that failed they wait for a person's word. */
export class Queue {
  private items: readonly Queued[] = [];
  /** An answer has failed, and no one has said to go on. */
  held = false;

  /** What waits. */
  get all(): readonly Queued[] {
    return this.items;
  }

  /** Puts a message last. */
  add(text: string): Queued {
    const item = { id: newId(), text };
    this.items = [...this.items, item];
    this.held = false;
    return item;
  }

  /** Takes the first out. */
  shift(): Queued | undefined {
    const [first] = this.items;
    if (first) this.remove(first.id);
    return first;
  }

  /** Takes one out. */
  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  /** Puts one first. */
  prefer(id: string): void {
    const isIt = (item: Queued) => item.id === id;
    this.items = [...this.items.filter(isIt), ...this.items.filter((item) => !isIt(item))];
  }

  /** Forgets all of them. */
  clear(): void {
    this.items = [];
    this.held = false;
  }
}
