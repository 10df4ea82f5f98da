import { applyUpdate, Doc, encodeStateAsUpdate, transact, type Text, type Transaction } from 'yjs';
import { filesIn, nameOf, pathsIn } from './files-in.js';
import { Outgoing } from './outgoing.js';
import { writeAs, type Source } from './sources.js';
import { starterUpdate } from './starter.js';

/** Marks what came from the log, so that it is not sent there again. Undo managers and editors leave it alone too. */
export const FROM_LOG = Symbol('from the log');

/** Marks the files that a person starts with: not an edit that could be undone. */
const STARTER = Symbol('starter');

/** Called with the paths whose text changed, or which came, went or were renamed. */
export type FilesListener = (paths: ReadonlySet<string>) => void;

/*
 * One Yjs document. `files` maps a path to the name of a top-level text. Texts are found by name, not held in the map, for
 * two reasons: a renamed file stays the same text (an editor stays bound, another's typing arrives), and two people who
 * create the same path at once get one text with what both wrote, where a map would keep the later one alone. Two paths to
 * one text, of two who renamed it at once, are one file, and a text that lost its path is found again (see `pathsIn`).
 */

/** The files of a room. Each is named by its full path: in practice `python/main.py`, so that each language keeps its own. */
export class Workspace {
  #doc = new Doc();
  readonly #send: (update: Uint8Array) => Promise<unknown>;
  #outgoing: Outgoing;
  readonly #listeners = new Set<FilesListener>();
  /** The paths as the listeners know them. */
  #told: ReadonlyMap<string, string> = new Map();

  /** `send` gives an update to the log. */
  constructor(send: (update: Uint8Array) => Promise<unknown>) {
    this.#send = send;
    this.#outgoing = new Outgoing(send);
    this.#watch();
  }

  /** The document. It is another one after a `reset`. */
  get doc(): Doc {
    return this.#doc;
  }

  /** The text of a file, to read or to bind an editor to. Creates the file, empty, if there is none. */
  text(path: string): Text {
    return this.doc.getText(this.idOf(path) ?? this.#add(path));
  }

  /** What a file is, whatever its path: it stays when the file is renamed, and another file at that path has another. */
  idOf(path: string): string | undefined {
    return pathsIn(this.#doc).get(path);
  }

  /** Where the file with such an id is now. */
  pathOf(id: string): string | undefined {
    return [...pathsIn(this.#doc)].find(([, name]) => name === id)?.[0];
  }

  /** Whether there is such a file. */
  has(path: string): boolean {
    return this.idOf(path) !== undefined;
  }

  /** The paths, sorted; with a prefix those that begin with it, without it. */
  list(prefix = ''): string[] {
    const paths = [...pathsIn(this.#doc).keys()].filter((path) => path.startsWith(prefix));
    return paths.map((path) => path.slice(prefix.length));
  }

  /** Path and text of the files; with a prefix of those that begin with it, without it: `files('python/')`. */
  files(prefix = ''): Record<string, string> {
    return filesIn(this.#doc, prefix);
  }

  /** Makes the edits in `edit` under the mark of how their text came (see `sourceOf`). */
  write<Result>(source: Source, edit: () => Result, origin?: unknown): Result {
    return writeAs(this.#doc, source, edit, origin);
  }

  /** Adds a file. Throws if there is one. */
  create(path: string, text = ''): Text {
    if (this.has(path)) throw new Error(`There is a file "${path}" already.`);
    return this.doc.transact(() => {
      const created = this.text(path);
      created.insert(0, text);
      return created;
    });
  }

  /** Gives a file another path. It stays the same text. Throws if there is none, or another one there. */
  rename(from: string, to: string): void {
    const name = this.idOf(from);
    if (name === undefined) throw new Error(`There is no file "${from}".`);
    if (from === to) return;
    if (this.has(to)) throw new Error(`There is a file "${to}" already.`);
    this.doc.transact(() => {
      this.#forget(name);
      this.#names.set(to, name);
    });
  }

  /** Takes a file away, with its text. Does nothing if there is none. */
  remove(path: string): void {
    const name = this.idOf(path);
    if (name === undefined) return;
    this.doc.transact(() => {
      this.#forget(name);
      const text = this.doc.getText(name);
      text.delete(0, text.length);
    });
  }

  /**
   * Lays out the files that a person starts with. Those that are there stay as they are, and those that were removed or
   * renamed do not come back. Two tabs that do it at the same time make the very same edits, so that no text comes twice.
   */
  seed(files: Readonly<Record<string, string>>): void {
    const missing = Object.entries(files).filter(([path]) => !this.has(path) && this.#isBlank(path));
    this.doc.transact(() => {
      for (const [path, text] of missing) applyUpdate(this.doc, starterUpdate(path, nameOf(path), text));
    }, STARTER);
  }

  /** Calls back after files changed, by whomever. Returns how to stop it. */
  subscribe(listener: FilesListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in updates from the log. */
  receive(updates: readonly Uint8Array[]): void {
    if (updates.length === 0) return;
    // In one transaction, which has to have the origin itself: that of an inner one is not looked at.
    transact(this.doc, () => updates.forEach((update) => this.#apply(update)), FROM_LOG, false);
  }

  /**
   * Makes the files what these updates make of them, and nothing else, because an edit was not taken. What was typed since
   * cannot go without that edit, so it goes too. A Yjs document cannot forget: there is another `doc` afterwards, with
   * other texts, and the listeners are called with all paths, so that whoever is bound to a text takes the new one.
   */
  reset(updates: readonly Uint8Array[]): void {
    const before = this.list();
    this.#outgoing.clear();
    this.#outgoing = new Outgoing(this.#send);
    const old = this.#doc;
    this.#doc = new Doc();
    transact(this.#doc, () => updates.forEach((update) => this.#apply(update)), FROM_LOG, false);
    this.#watch();
    this.#call(new Set([...before, ...this.list()]));
    old.destroy();
  }

  /** Everything in one update. */
  snapshot(): Uint8Array {
    return encodeStateAsUpdate(this.doc);
  }

  /** Sends what waits to be sent, without waiting for what is under way. */
  flush(): void {
    this.#outgoing.flush();
  }

  /** Resolves when all edits so far are in the log. */
  settled(): Promise<void> {
    return this.#outgoing.settled();
  }

  /** One update that cannot be read must not keep the others out: whoever wrote it wrote it into everyone's log. */
  #apply(update: Uint8Array): void {
    try {
      applyUpdate(this.doc, update);
    } catch {
      // Nothing can be made of it here. It stays in the log, where the chain still proves it.
    }
  }

  get #names() {
    return this.#doc.getMap<string>('files');
  }

  #watch(): void {
    const doc = this.#doc;
    this.#told = pathsIn(doc);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_LOG && doc === this.#doc) this.#outgoing.add(update);
    });
    doc.on('afterTransaction', (transaction: Transaction) => {
      if (doc === this.#doc) this.#tell(transaction);
    });
  }

  /** Takes away every path to a text. */
  #forget(name: string): void {
    for (const [path, each] of this.#names) if (each === name) this.#names.delete(path);
  }

  #isBlank(path: string): boolean {
    return this.doc.getText(nameOf(path)).length === 0;
  }

  /** The name of a new file's text: its path, so that two who create it share it, unless a renamed file took that along. */
  #add(path: string): string {
    const taken = new Set(pathsIn(this.#doc).values());
    let name = nameOf(path);
    for (let next = 2; taken.has(name); next++) name = nameOf(`${path}#${next}`);
    this.#names.set(path, name);
    return name;
  }

  #tell({ changed }: Transaction): void {
    const written = this.#written(changed);
    // At each key: where nothing but files was written in, and none is empty now, every path leads where it led.
    const same =
      written.length === changed.size && written.every(([, name]) => this.doc.getText(name).length > 0);
    const moved = same ? [] : this.#moved();
    const paths = new Set([...moved, ...(same ? written : this.#written(changed)).map(([path]) => path)]);
    if (paths.size > 0) this.#call(paths);
  }

  /** The files as they were told that are among these types. */
  #written(types: ReadonlyMap<unknown, unknown>): [string, string][] {
    return [...this.#told].filter(([, name]) => types.has(this.doc.share.get(name)));
  }

  /** The paths that lead elsewhere than they were told to. */
  #moved(): string[] {
    const [before, now] = [this.#told, pathsIn(this.#doc)];
    this.#told = now;
    return [...before.keys(), ...now.keys()].filter((path) => before.get(path) !== now.get(path));
  }

  #call(paths: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(paths);
  }
}
