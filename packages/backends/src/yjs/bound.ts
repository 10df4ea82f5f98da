import { applyUpdate, Doc, type Text } from 'yjs';
import type { Bridge } from '../bridge/index.js';
import { change, hunksOf, merge3 } from '../text/index.js';
import { objectOf, type Json } from '../wire/index.js';
import type { Layout } from './layouts.js';
import { fromJson, fromText, positionAt, spotOf, toJson, toText } from './positions.js';
import type { Cursor, Send, Shared, Where } from './shared.js';
import { clientsIn } from './whole.js';

const AGREED = 'yjs.texts';

/** A document that is laid out by someone else, and files of the room: what is bound says the same in both. */
export class BoundTexts implements Shared {
  readonly doc = new Doc();
  /** What both said when they last were the same, by path. */
  readonly #agreed: Map<string, string>;
  /** The texts that these are of: another in its place was not agreed on. */
  readonly #known = new Map<string, Text>();
  readonly #stop: () => void;
  #receiving = false;
  #synced = false;

  constructor(
    private readonly bridge: Bridge,
    private readonly layout: Layout,
    send: Send,
  ) {
    const kept = Object.entries(objectOf(bridge.memo.get(AGREED)));
    this.#agreed = new Map(kept.filter((row): row is [string, string] => typeof row[1] === 'string'));
    this.doc.on('update', (update: Uint8Array) => {
      if (!this.#receiving) send(update);
    });
    this.#stop = bridge.files.subscribe(() => {
      if (this.#synced) this.#meet();
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
    return [...this.#agreed].filter(([path, text]) => this.#mine(path) !== text).length;
  }

  cursorOf({ path, anchor, head }: Where): Cursor | undefined {
    const theirs = this.layout.texts(this.doc).get(path);
    const [from, to] = [anchor, head].map((each) => this.#indexOf(each));
    if (!theirs || from === undefined || to === undefined) return undefined;
    return { anchor: toJson(positionAt(theirs, from)), head: toJson(positionAt(theirs, to)) };
  }

  whereOf({ anchor, head }: Json): Where | undefined {
    const [from, to] = [anchor, head].map((each) => {
      const position = fromJson(each);
      return position && spotOf(this.doc, position);
    });
    const path = [...this.layout.texts(this.doc)].find(([, text]) => text === to?.text)?.[0];
    const { files } = this.bridge;
    if (path === undefined || !from || from.text !== to?.text || !files.has(path)) return undefined;
    const at = (index: number) => toText(positionAt(files.text(path), index, -1));
    return { path, anchor: at(from.index), head: at(to?.index ?? from.index) };
  }

  close(): void {
    this.#stop();
    this.doc.destroy();
  }

  #mine(path: string): string | undefined {
    const { files } = this.bridge;
    return files.has(path) ? files.text(path).toString() : undefined;
  }

  /** Makes all of it the same: what came to each since they last were is in the other afterwards. */
  #meet(): void {
    const theirs = this.layout.texts(this.doc);
    const mine = this.layout.add ? this.bridge.files.list() : [];
    const before = new Map(this.#agreed);
    for (const path of new Set([...theirs.keys(), ...mine, ...before.keys()]))
      this.#meetAt(path, theirs.get(path));
    const isNews = before.size !== this.#agreed.size || [...this.#agreed].some(([path, text]) => before.get(path) !== text); // prettier-ignore
    if (isNews) this.bridge.memo.set(AGREED, Object.fromEntries(this.#agreed));
  }

  #meetAt(path: string, theirs: Text | undefined): void {
    const mine = this.#mine(path);
    const agreed = this.#agreed.get(path);
    if (theirs && mine !== undefined) this.#merge(path, theirs, mine);
    else if (theirs) this.#missingHere(path, theirs, agreed);
    else if (mine !== undefined) this.#missingThere(path, mine, agreed);
    else this.#forget(path);
  }

  #merge(path: string, text: Text, mine: string): void {
    const theirs = text.toString();
    const known = this.#known.get(path);
    const agreed = this.#agreed.get(path);
    // Of two that never were the same, or where one was put in the other's place, what they have in common counts.
    const base = agreed === undefined || (known && known !== text) ? inCommon(mine, theirs) : agreed;
    // By letters, as such documents themselves do: nobody's are lost, and whoever else merges comes to the same.
    const both = merge3(base, mine, theirs);
    this.#known.set(path, text);
    this.#agreed.set(path, both);
    if (theirs !== both) this.doc.transact(() => change(text, both));
    if (mine !== both) this.bridge.edit('room', (files) => change(files.text(path), both));
  }

  /** A file that came, or one that was taken away here: unless it is another by now. */
  #missingHere(path: string, theirs: Text, agreed: string | undefined): void {
    const text = theirs.toString();
    if (agreed === text && this.layout.remove) {
      this.layout.remove(this.doc, path);
      return this.#forget(path);
    }
    this.#known.set(path, theirs);
    this.#agreed.set(path, text);
    this.bridge.edit('room', (files) => files.create(path, text));
  }

  /** A file that was made here, or one that was taken away there: unless it is another by now. */
  #missingThere(path: string, mine: string, agreed: string | undefined): void {
    if (agreed === mine) {
      this.#forget(path);
      return this.bridge.edit('room', (files) => files.remove(path));
    }
    const made = this.layout.add?.(this.doc, path);
    if (!made) return;
    this.doc.transact(() => change(made, mine));
    this.#known.set(path, made);
    this.#agreed.set(path, mine);
  }

  #forget(path: string): void {
    this.#agreed.delete(path);
    this.#known.delete(path);
  }

  #indexOf(encoded: string | undefined): number | undefined {
    const position = encoded === undefined ? undefined : fromText(encoded);
    return position && spotOf(this.bridge.files.doc, position)?.index;
  }
}

/** What two texts both have, in order. */
function inCommon(one: string, other: string): string {
  let [common, at] = ['', 0];
  for (const { from, to } of hunksOf(one, other)) {
    common += one.slice(at, from);
    at = to;
  }
  return common + one.slice(at);
}
