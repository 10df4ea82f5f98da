import { change, commonLines, mergeApart } from '../text/index.js';
import { WireError } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import { Arrival, type Urgent } from './arrival.js';
import { Conflicts } from './conflict.js';
import { FarFiles, isStranger, LARGEST, type FarTree } from './far-files.js';
import { KnownFiles, type KnownFile } from './known.js';
import { asideOf, isLeftOut, relative, withoutLanguage } from './paths.js';
import { Pending } from './pending.js';
import { Renames } from './renames.js';
import type { Session } from './session.js';

/** Typing rests so long before it is saved, and is saved at least so often, in milliseconds. */
const REST = 500;
const LONGEST_REST = 2_000;
/** After a failure that passes it is tried again so much later. */
const AGAIN = 2_000;
/** A request that outlives the page may carry so much. */
const LAST_WORDS = 60_000;

/** What the files need to know of the interview. */
export interface FilesHost {
  readonly bridge: Bridge;
  readonly caller: Session['caller'];
  readonly variant: Session['variant'];
  /** In which language a file of the backend is laid that is not known yet. */
  readonly language: string;
  /** Whether this person's typing is given to the backend. */
  readonly writes: boolean;
  /** The backend cannot be reached, or does not know this person any more. */
  broken(error: WireError): void;
  record: Session['record'];
}

/**
 * The files on both sides. What is typed is here at once and saved a little later; before that the backend is asked what it
 * has by now, and what changed there while ours was unsaved is merged with it.
 */
export class SharedFiles {
  readonly known: KnownFiles;
  readonly arrival: Arrival;
  private readonly far: FarFiles;
  private signal: AbortSignal | undefined;
  private readonly pending = new Pending((remote) => this.meet(remote));
  private readonly timers = new Map<string, { stop: () => void; since: number }>();
  /** Files that the assistant is typing into: they are saved when it is done. */
  private readonly held = new Set<string>();
  /** What was refused for good, by its path: not sent again until it is another. */
  private readonly refused = new Map<string, string>();
  private readonly conflicts: Conflicts;
  private readonly renames: Renames;
  /** Files that could not be saved because there is no such place. */
  private readonly unknown = new Set<string>();
  private applying = false;

  constructor(private readonly host: FilesHost) {
    this.known = new KnownFiles(host.bridge.memo);
    this.far = new FarFiles(host);
    this.arrival = new Arrival({ host, known: this.known, far: this.far, pending: this.pending });
    this.conflicts = new Conflicts(host.bridge, {
      textOf: (path) => this.textOf(path),
      write: (path, text, by) => this.write(path, text, by),
      schedule: (path) => this.schedule(path),
    });
    this.renames = new Renames(host.bridge.files);
    host.bridge.files.subscribe((paths) => this.edited(paths));
  }

  /** Whether a change of the files that is told now is one of the other side. */
  get isApplying(): boolean {
    return this.applying;
  }

  /** How many files the backend does not have as they are. */
  get unsaved(): number {
    return this.dirty().length;
  }

  /** There is a connection: from now on what is typed is saved. */
  connected(signal: AbortSignal): void {
    this.signal = signal;
    for (const file of this.dirty()) this.schedule(file.path);
  }

  /** Reads what the backend has and brings both sides together: what is urgent before this resolves, the others behind it. */
  async load(tree: FarTree, urgent: Urgent, signal: AbortSignal): Promise<void> {
    this.signal = signal;
    await this.arrival.load(tree, urgent, signal);
  }

  /** Sees to it that files of the backend were read that something is made of. */
  read(remotes: readonly string[]): Promise<void> {
    return this.arrival.again(remotes);
  }

  async tree(signal: AbortSignal): Promise<FarTree> {
    return this.far.tree(signal);
  }

  /** A file may be another at the backend. Resolves when both are one again, or it failed for now. */
  stale(remotes: readonly string[], by?: string): Promise<void> {
    const paths = remotes.map(relative).filter((path) => path !== '' && !isLeftOut(path));
    this.arrival.isOld(paths);
    if (by) for (const path of paths) this.authors.set(path, by);
    return this.pending.add(paths);
  }
  private readonly authors = new Map<string, string>();

  /** All that is known, again. */
  all(by?: string): Promise<void> {
    const remotes = this.known.all().map(({ remote }) => remote);
    return this.stale(remotes, by);
  }

  /** The backend forgot the interview and made it anew: what is here is what counts. */
  forget(): void {
    for (const file of this.known.all()) if (file.base !== undefined) file.ours = true;
    this.unknown.clear();
    this.known.keep();
  }

  /** Resolves when what was typed so far is saved, or cannot be for now. */
  async saved(): Promise<void> {
    const files = this.dirty();
    for (const { path } of files) this.unschedule(path);
    await this.pending.add(files.map(({ remote }) => remote));
    // Whoever has it run, read or submitted means what they see.
    const asked = files.filter(({ remote }) => this.conflicts.close(remote));
    for (const file of asked) file.ours = true;
    await this.pending.add(asked.map(({ remote }) => remote));
  }

  /** Whether this is what both last agreed on. */
  isAgreed(remote: string, text: string): boolean {
    return this.known.ofRemote(relative(remote))?.base === text;
  }

  /** Holds a file back while the assistant types into it; gives it free again. */
  hold(path: string, held: boolean): void {
    if (held) return void this.held.add(path);
    this.held.delete(path);
    const file = this.known.ofPath(path);
    if (file) void this.pending.add([file.remote]);
  }

  /** Makes a text another in someone's name. */
  write(path: string, text: string, by: string): void {
    this.apply(by, () => change(this.host.bridge.files.text(path), text));
  }
  apply(by: string, edit: () => void): void {
    const before = this.applying;
    this.applying = true;
    try {
      this.host.bridge.edit(by, edit);
    } finally {
      this.applying = before;
    }
  }

  /** Puts a text beside the file that it was in: `solution.mine.py`. Gives the path. */
  putAside(path: string, word: string, text: string): string {
    const { bridge } = this.host;
    const aside = asideOf(path, word, (taken) => bridge.files.has(taken) && this.textOf(taken) !== text);
    if (!bridge.files.has(aside)) this.apply(bridge.you, () => bridge.files.create(aside, text));
    return aside;
  }

  textOf(path: string): string | undefined {
    const { files } = this.host.bridge;
    return files.has(path) ? files.text(path).toString() : undefined;
  }

  /** The page is going: what is unsaved leaves as it is, as far as such requests may carry it. */
  lastWords(): void {
    let left = LAST_WORDS;
    for (const file of this.dirty()) {
      const text = this.textOf(file.path) ?? '';
      left -= text.length;
      if (left < 0 || this.isHeld(file) || this.refused.get(file.path) === text) continue;
      file.sent = text;
      this.far.write(file.remote, text, this.languageOf(file), { keepalive: true }).catch(() => undefined);
    }
    this.known.keep();
  }

  close(): void {
    for (const path of this.timers.keys()) this.unschedule(path);
  }

  /** The files whose text is not what both agreed on. */
  private dirty(): KnownFile[] {
    if (!this.host.writes) return [];
    const { files } = this.host.bridge;
    for (const path of files.list()) if (path.includes('/')) this.known.local(path);
    return this.known.all().filter((file) => this.isDirty(file));
  }
  private isDirty({ path, base }: KnownFile): boolean {
    const text = this.textOf(path);
    return text !== undefined && text !== base && this.refused.get(path) !== text;
  }

  /** Whether it is not to be saved for now. */
  private isHeld({ path, remote }: KnownFile): boolean {
    return this.held.has(path) || this.conflicts.isOpen(remote);
  }

  private edited(paths: ReadonlySet<string>): void {
    this.renames.see(paths);
    for (const path of paths) {
      if (!path.includes('/')) continue;
      const file = this.known.local(path);
      if (file && !this.applying) this.note(file);
      this.schedule(path);
    }
    this.host.bridge.changed();
  }

  /** Records that a file came or went by this person's hand. */
  private note(file: KnownFile): void {
    const here = this.textOf(file.path) !== undefined;
    if (here && file.gone) delete file.gone;
    const isThere = file.base !== undefined || file.sent !== undefined;
    if (here || file.gone || !isThere) return;
    file.gone = true;
    this.known.keep();
    const to = this.renames.to(file.path);
    if (to !== undefined)
      this.host.record('file_renamed', { path: file.remote, newPath: withoutLanguage(to) });
    else this.host.record('file_deleted', { path: file.remote });
    this.host.bridge.notice('event', 'file_deleted', `${file.remote} was taken away here. The backend keeps its own.`); // prettier-ignore
  }

  private schedule(path: string): void {
    const { clock } = this.host.bridge;
    if (!this.signal || this.signal.aborted || this.held.has(path)) return;
    const file = this.known.ofPath(path);
    if (!file || !this.host.writes || !this.isDirty(file)) return;
    const since = this.timers.get(path)?.since ?? clock.now();
    this.after(file, Math.max(0, Math.min(REST, since + LONGEST_REST - clock.now())), since);
  }
  private after({ path, remote }: KnownFile, wait: number, since: number): void {
    this.timers.get(path)?.stop();
    const stop = this.host.bridge.clock.after(wait, () => {
      this.timers.delete(path);
      void this.pending.add([remote]);
    });
    this.timers.set(path, { stop, since });
  }
  private unschedule(path: string): void {
    this.timers.get(path)?.stop();
    this.timers.delete(path);
  }

  /** Reads a file, brings both sides together, and saves what is ours. One at a time for each file. */
  private async meet(remote: string): Promise<void> {
    const { signal } = this;
    if (!signal || signal.aborted) return;
    const file = this.known.remote(remote, this.host.language);
    if (!file) return;
    try {
      const theirs = this.arrival.take(file) ?? (await this.far.read(remote, signal));
      if (signal.aborted) return;
      if (theirs !== undefined) this.come(file, theirs);
      else if (await this.isGone(file, signal)) this.lost(file);
      if (this.host.writes && this.isDirty(file) && !this.isHeld(file)) await this.save(file, signal);
    } catch (error) {
      if (!signal.aborted) this.failed(file, error);
    } finally {
      this.known.keep();
      this.host.bridge.changed();
    }
  }

  private async save(file: KnownFile, signal: AbortSignal): Promise<void> {
    const text = this.textOf(file.path) ?? '';
    const isNew = file.base === undefined;
    file.sent = text;
    await this.far.write(file.remote, text, this.languageOf(file), { signal });
    file.base = text;
    delete file.sent;
    delete file.before;
    this.unknown.delete(file.path);
    if (isNew) this.host.record('file_created', { path: file.remote });
    if (this.isDirty(file)) this.schedule(file.path);
  }

  /** Takes in what the backend has, unless it is too large: not every tree tells how large its files are. */
  private come(file: KnownFile, theirs: string): void {
    const { remote: path } = file;
    if (theirs.length <= LARGEST || this.textOf(file.path) !== undefined) this.adopt(file, theirs);
    else this.arrival.tell([{ path, size: theirs.length }]);
  }

  private adopt(file: KnownFile, theirs: string): void {
    if (theirs === file.sent || theirs === file.before) file.base = theirs;
    delete file.sent;
    const { base } = file;
    const mine = this.textOf(file.path);
    const by = this.authors.get(file.remote) ?? 'room';
    this.authors.delete(file.remote);
    file.base = theirs;
    const wins = file.ours === true && mine !== undefined;
    delete file.ours;
    if (theirs === base || theirs === mine || wins) return void this.conflicts.close(file.remote);
    if (mine === undefined) {
      delete file.gone;
      return this.apply(by, () => this.host.bridge.files.create(file.path, theirs));
    }
    if (this.held.has(file.path)) return void (file.base = base);
    this.settle(file, base ?? commonLines(mine, theirs), theirs, by);
  }

  /** Merges what is here with what the other side made of the same, and asks where both changed one place. */
  settle(file: KnownFile, origin: string, theirs: string, by: string): void {
    const mine = this.textOf(file.path) ?? '';
    const merged = this.host.writes
      ? this.conflicts.merge(file, origin, mine, theirs)
      : mergeApart(origin, mine, theirs, 'theirs').text;
    this.write(file.path, merged, by);
  }

  /**
   * Whether the backend has the interview and not the file: that a file is not found may as well be said of all of it. Only what
   * is gone for certain is taken away here.
   */
  private async isGone({ remote, path, base }: KnownFile, signal: AbortSignal): Promise<boolean> {
    if (base === undefined || this.textOf(path) === undefined) return true;
    const there = await this.far.has(remote, signal);
    signal.throwIfAborted();
    return !there;
  }

  /** The backend does not have the file. */
  private lost(file: KnownFile): void {
    const mine = this.textOf(file.path);
    const { base } = file;
    file.base = undefined;
    this.conflicts.close(file.remote);
    if (mine === undefined || base === undefined) return;
    const { bridge } = this.host;
    if (mine !== base)
      return bridge.notice('warning', 'file_deleted', `${file.remote} was taken away on the other side. What you typed is kept, and saved there again.`); // prettier-ignore
    this.apply('room', () => bridge.files.remove(file.path));
    bridge.notice('info', 'file_deleted', `${file.remote} was taken away on the other side.`);
  }

  private failed(file: KnownFile, error: unknown): void {
    if (!(error instanceof WireError)) return this.host.bridge.notice('event', 'files', String(error));
    if (error.code === 'network' || isStranger(error)) return this.host.broken(error);
    // The whole interview may be unknown there by now; found out once, for else it is this file alone.
    if (error.code === 'not-found' && !this.unknown.has(file.path)) {
      this.unknown.add(file.path);
      return this.host.broken(error);
    }
    if (error.code === 'conflict' || error.passes)
      return this.after(file, error.detail.retryAfterMs ?? AGAIN, this.host.bridge.clock.now());
    this.refuse(file, error);
  }

  /**
   * The backend does not take it. Where it may not be changed at all, the backend's text comes back and what was typed is put
   * beside it; otherwise (too large, not understood) it stays, and is sent again once it is another.
   */
  private refuse(file: KnownFile, error: WireError): void {
    const mine = this.textOf(file.path) ?? '';
    delete file.sent;
    const { bridge } = this.host;
    if (error.code !== 'forbidden' || file.base === undefined) {
      this.refused.set(file.path, mine);
      return bridge.notice('warning', 'not_saved', `${file.remote} is not saved. ${error.message}`);
    }
    const { base } = file;
    const aside = asideOf(file.path, 'mine', (path) => bridge.files.has(path));
    this.refused.set(aside, mine);
    this.apply(bridge.you, () => bridge.files.create(aside, mine));
    this.write(file.path, base, 'room');
    bridge.notice('warning', 'not_saved', `${file.remote} may not be changed: it is as it was. What you typed is in ${aside}, in this browser alone. ${error.message}`); // prettier-ignore
  }

  private languageOf({ path }: KnownFile): string {
    return path.split('/')[0] ?? this.host.language;
  }
}
