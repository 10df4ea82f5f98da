import { applyUpdate, Doc, type Text } from 'yjs';
import type { Bridge } from '../bridge/index.js';
import { change, merge3 } from '../text/index.js';
import { textOf, type Json } from '../wire/index.js';
import { fromJson, fromText, positionAt, spotOf, toJson, toText } from './positions.js';
import type { Cursor, Send, Shared, Where } from './shared.js';
import { clientsIn } from './whole.js';

const AGREED = 'yjs.text';

/** One text of a document that is laid out by someone else, and one file of the room: both say the same. */
export class OneText implements Shared {
  readonly doc = new Doc();
  readonly #theirs: Text;
  readonly #stop: () => void;
  #receiving = false;
  #synced = false;

  constructor(
    private readonly bridge: Bridge,
    name: string,
    private readonly path: string,
    send: Send,
  ) {
    this.#theirs = this.doc.getText(name);
    this.doc.on('update', (update: Uint8Array) => {
      if (!this.#receiving) send(update);
    });
    this.#stop = bridge.files.subscribe((paths) => {
      if (paths.has(path) && this.#synced) this.#meet();
    });
  }

  receive(update: Uint8Array): void {
    clientsIn(update);
    this.#receiving = true;
    try {
      applyUpdate(this.doc, update);
    } finally {
      this.#receiving = false;
    }
    if (this.#synced) this.#meet();
  }

  settled(): void {
    this.#synced = true;
    this.#meet();
  }

  unsent(): number {
    return this.#mine === this.#agreed ? 0 : 1;
  }

  cursorOf({ path, anchor, head }: Where): Cursor | undefined {
    if (path !== this.path) return undefined;
    const [from, to] = [anchor, head].map((each) => this.#indexOf(each));
    if (from === undefined || to === undefined) return undefined;
    return { anchor: toJson(positionAt(this.#theirs, from)), head: toJson(positionAt(this.#theirs, to)) };
  }

  whereOf({ anchor, head }: Json): Where | undefined {
    const { files } = this.bridge;
    if (!files.has(this.path)) return undefined;
    const [from, to] = [anchor, head].map((each) => {
      const position = fromJson(each);
      const spot = position && spotOf(this.doc, position);
      return spot?.text === this.#theirs
        ? toText(positionAt(files.text(this.path), spot.index, -1))
        : undefined;
    });
    return from === undefined || to === undefined ? undefined : { path: this.path, anchor: from, head: to };
  }

  close(): void {
    this.#stop();
    this.doc.destroy();
  }

  get #agreed(): string {
    return textOf(this.bridge.memo.get(AGREED));
  }
  get #mine(): string {
    const { files } = this.bridge;
    return files.has(this.path) ? files.text(this.path).toString() : '';
  }

  /** Makes both the same: what came to each since they last were is in the other afterwards. */
  #meet(): void {
    const theirs = this.#theirs.toString();
    const mine = this.#mine;
    const isFirst = this.bridge.memo.get(AGREED) === undefined;
    // Of two that never were the same, what is there counts, and a file that begins empty does not.
    const both = isFirst && mine === theirs ? mine : merge3(this.#agreed, mine, theirs);
    this.bridge.memo.set(AGREED, both);
    if (theirs !== both) this.doc.transact(() => change(this.#theirs, both));
    if (mine !== both) this.bridge.edit('room', (files) => change(files.text(this.path), both));
  }

  #indexOf(encoded: string | undefined): number | undefined {
    const position = encoded === undefined ? undefined : fromText(encoded);
    return position && spotOf(this.bridge.files.doc, position)?.index;
  }
}
