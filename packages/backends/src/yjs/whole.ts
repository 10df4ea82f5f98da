import { applyUpdate, decodeStateVector, decodeUpdate, encodeStateVector, Skip, type Doc } from 'yjs';
import type { Bridge } from '../bridge/index.js';
import { listOf, type Json } from '../wire/index.js';
import { fromJson, fromText, spotOf, toJson, toText } from './positions.js';
import type { Cursor, Send, Shared, Where } from './shared.js';

const AGREED = 'yjs.agreed';
/** So much may wait for what it builds on before it is thrown away, in bytes: it may never come. */
const PENDING = 4 * 1024 * 1024;

/** The room's own document is the server's: a map `files` of path to text, and the texts. */
export class WholeDocument implements Shared {
  #receiving = false;
  readonly #stop: () => void;

  constructor(
    private readonly bridge: Bridge,
    private readonly send: Send,
    /** Who writes under these numbers of Yjs, where that is known. */
    private readonly authorOf: (clients: readonly number[]) => string | undefined,
  ) {
    const { doc } = this;
    const listener = (update: Uint8Array) => {
      if (!this.#receiving) this.send(update);
    };
    doc.on('update', listener);
    this.#stop = () => doc.off('update', listener);
  }

  get doc(): Doc {
    return this.bridge.files.doc;
  }

  receive(update: Uint8Array): void {
    const clients = clientsIn(update);
    this.#receiving = true;
    try {
      this.bridge.edit(this.authorOf(clients) ?? 'room', ({ doc }) => applyUpdate(doc, update));
    } finally {
      this.#receiving = false;
      this.#forget();
    }
  }

  settled(): void {
    this.bridge.memo.set(AGREED, [...decodeStateVector(encodeStateVector(this.doc))]);
  }

  unsent(): number {
    const agreed = new Map(
      listOf(this.bridge.memo.get(AGREED)).map((pair) => listOf(pair) as [number, number]),
    );
    let count = 0;
    for (const [client, clock] of decodeStateVector(encodeStateVector(this.doc)))
      count += Math.max(0, clock - (agreed.get(client) ?? 0));
    return count;
  }

  cursorOf({ anchor, head }: Where): Cursor | undefined {
    const [from, to] = [anchor, head].map((each) => (each === undefined ? undefined : fromText(each)));
    return from && to ? { anchor: toJson(from), head: toJson(to) } : undefined;
  }

  whereOf({ anchor, head }: Json): Where | undefined {
    const [from, to] = [fromJson(anchor), fromJson(head)];
    if (!from || !to) return undefined;
    const spot = spotOf(this.doc, to);
    const { files } = this.bridge;
    const path = spot && files.list().find((each) => this.doc.getText(files.idOf(each)) === spot.text);
    return path === undefined ? undefined : { path, anchor: toText(from), head: toText(to) };
  }

  close(): void {
    this.#stop();
  }

  /** What waits for what never comes is not to grow for ever. */
  #forget(): void {
    const { store } = this.doc;
    if ((store.pendingStructs?.update.length ?? 0) > PENDING) store.pendingStructs = null;
    if ((store.pendingDs?.length ?? 0) > PENDING) store.pendingDs = null;
  }
}

/** Under whose numbers an update writes. Throws where it is none. */
export function clientsIn(update: Uint8Array): number[] {
  const { structs } = decodeUpdate(update);
  return [...new Set(structs.filter((each) => !(each instanceof Skip)).map(({ id }) => id.client))];
}
