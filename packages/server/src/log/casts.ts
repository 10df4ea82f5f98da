import type { CastListener } from './engine.js';

/** Those in this process who hear what is cast in a room. */
export class Casts {
  #listeners = new Map<string, Set<CastListener>>();

  /** Returns the way to stop. */
  listen(room: string, listener: CastListener): () => void {
    const own: CastListener = (text) => listener(text);
    this.#listeners.set(room, (this.#listeners.get(room) ?? new Set()).add(own));
    return () => this.#remove(room, own);
  }

  tell(room: string, text: string): void {
    for (const listener of this.#listeners.get(room) ?? []) listener(text);
  }

  #remove(room: string, listener: CastListener): void {
    const listeners = this.#listeners.get(room);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(room);
  }
}
