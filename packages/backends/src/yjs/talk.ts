import { EntryRefusedError, type Entry } from '@interview-room/core';
import type { Array as YArray } from 'yjs';
import type { Bridge } from '../bridge/index.js';
import { isObject, textOf } from '../wire/index.js';

/** Where messages stand in a document that is laid out as a room's. */
const LIST = 'room.chat';
/** Of so many messages the last are read, and so long may one be. */
const MOST = 500;
const LONGEST = 20_000;

/** Messages of people in a Yjs room: a list in the document, since such a server keeps nothing else. */
export class Talk {
  readonly #seen = new Set<string>();
  #stop = () => {};

  constructor(
    private readonly bridge: Bridge,
    /** Who this person is in the document. */
    private readonly me: string,
    /** Whether the document is someone else's, who has no place for messages in it. */
    private readonly isForeign: boolean,
  ) {}

  begin(): void {
    if (this.isForeign) return;
    const list = this.#list;
    const hear = () => this.#hear();
    list.observe(hear);
    this.#stop = () => list.unobserve(hear);
    this.#hear();
  }

  end(): void {
    this.#stop();
  }

  /** Puts what this person wrote into the document. */
  take({ id, kind, body }: Entry): void {
    if (kind !== 'chat.message') return;
    if (this.isForeign)
      throw new EntryRefusedError(
        kind,
        'This server keeps a document and no messages: nobody else would read it.',
      );
    if (this.#all.some((item) => item['id'] === id)) return;
    const { name = 'Someone' } = this.bridge.request;
    const message = { id, by: this.me, name, text: textOf((body as { text?: unknown }).text) };
    this.#seen.add(id);
    this.bridge.edit('room', ({ doc }) => doc.getArray(LIST).push([message]));
  }

  get #list(): YArray<unknown> {
    return this.bridge.files.doc.getArray(LIST);
  }
  get #all() {
    return this.#list.toArray().slice(-MOST).filter(isObject);
  }

  /** Anyone may write anything into a document: what is no message is passed over. */
  #hear(): void {
    for (const item of this.#all) {
      const [id, by, text] = [textOf(item['id']), textOf(item['by']), textOf(item['text'])];
      const isMessage = /^[\w-]{1,64}$/.test(id) && /^[\w-]{1,40}$/.test(by) && text !== '' && text.length <= LONGEST; // prettier-ignore
      if (!isMessage || this.#seen.has(id) || this.#seen.size > MOST * 4) continue;
      this.#seen.add(id);
      void this.#enter(id, by, textOf(item['name']).trim().slice(0, 100) || 'Someone', text);
    }
  }

  async #enter(id: string, by: string, name: string, text: string): Promise<void> {
    const { bridge } = this;
    try {
      if (by !== this.me) await bridge.welcome(`y-${by}`, name);
      await bridge.enter(by === this.me ? bridge.you : `y-${by}`, 'chat.message', { text }, id);
    } catch {
      // The room is being left.
    }
  }
}
