import type { FarFile, FarFiles, FarTree } from './far-files.js';
import { mayHold } from './far-files.js';
import type { FilesHost } from './files.js';
import type { KnownFile, KnownFiles } from './known.js';
import { tellOfLeftOut } from './left-out.js';
import type { Pending } from './pending.js';

/** So few files are not worth being asked for together. */
const FEW = 4;

/** So many are read at once behind what is worked on: what is saved meanwhile waits for none of them. */
const BEHIND = 2;

/** What is read before anything else is done. */
export interface Urgent {
  /** Files that are looked at, or made something of, by the path within the workspace. */
  readonly first: readonly string[];
  /** A text whose file is looked for. Empty where none is. */
  readonly starter: string;
}

/** A text that came with others, and what both had agreed on when it was asked for. */
interface Brought {
  readonly text: string;
  readonly base: string | undefined;
}

interface Parts {
  readonly host: FilesHost;
  readonly known: KnownFiles;
  readonly far: FarFiles;
  readonly pending: Pending;
}

/** Reads the files of a tree: what is needed at once at once, all others behind that, together where the backend can. */
export class Arrival {
  private readonly brought = new Map<string, Brought>();
  private before: ReadonlyMap<string, string | undefined> = new Map();
  private readonly told = new Set<string>();
  /** Resolves when all that was asked for last is here, or could not be had for now. */
  whole: Promise<void> = Promise.resolve();

  constructor(private readonly on: Parts) {}

  /** Whether the backend did not have it before the files were loaded last. */
  isNew(remote: string): boolean {
    return this.before.get(remote) === undefined;
  }
  /** Whether the backend's text was the same before the files were loaded last. */
  wasSame(remote: string): boolean {
    const file = this.on.known.ofRemote(remote);
    return file?.base !== undefined && this.before.get(remote) === file.base;
  }

  /** Resolves when what is urgent is here; the others follow. */
  async load({ files, left }: FarTree, { first, starter }: Urgent, signal: AbortSignal): Promise<void> {
    const { known, pending } = this.on;
    this.before = new Map(known.all().map(({ remote, base }) => [remote, base]));
    this.brought.clear();
    this.tell(left);
    const isUrgent = (file: FarFile) =>
      files.length < FEW || first.includes(file.path) || mayHold(file, starter);
    const urgent = files.filter(isUrgent);
    // Where it is not told how large they are any of them may hold it: then all are asked for at once.
    const together = urgent.length >= FEW;
    if (together) await this.bring(files, signal);
    await pending.add(urgent.map(({ path }) => path));
    await this.again(urgent.map(({ path }) => path));
    signal.throwIfAborted();
    const there = new Set([...files, ...left].map(({ path }) => path));
    const missing = known.all().filter(({ remote, base }) => base !== undefined && !there.has(remote));
    const others = files.filter((file) => !isUrgent(file));
    this.whole = this.follow(together ? [] : others, [...others.map(({ path }) => path), ...missing.map(({ remote }) => remote)], signal).catch(() => undefined); // prettier-ignore
  }

  /** Those that were not read for now are tried once more: what is made of a question depends on them. */
  async again(remotes: readonly string[]): Promise<void> {
    const { known, pending } = this.on;
    await pending.add(remotes.filter((path) => known.ofRemote(path)?.base === undefined));
  }

  /** The text that came with others, once; not where it may be older than what is known by now. */
  take({ remote, base, sent }: KnownFile): string | undefined {
    const brought = this.brought.get(remote);
    this.brought.delete(remote);
    return brought && brought.base === base && sent === undefined ? brought.text : undefined;
  }
  /** The backend told of a change since. */
  isOld(remotes: readonly string[]): void {
    for (const remote of remotes) this.brought.delete(remote);
  }

  private async follow(together: readonly FarFile[], all: string[], signal: AbortSignal): Promise<void> {
    await this.bring(together, signal);
    const waiting = all.values();
    const lane = async () => {
      for (const remote of waiting) await this.on.pending.add([remote]);
    };
    await Promise.all(Array.from({ length: BEHIND }, lane));
  }

  private async bring(files: readonly FarFile[], signal: AbortSignal): Promise<void> {
    const bases = new Map(files.map(({ path }) => [path, this.on.known.ofRemote(path)?.base]));
    const texts = await this.on.far.readAll(files, signal);
    for (const [path, text] of texts)
      if (bases.has(path)) this.brought.set(path, { text, base: bases.get(path) });
  }

  /** What is left out is told, each file once. */
  tell(left: FarTree['left']): void {
    const fresh = left.filter(({ path }) => !this.told.has(path));
    for (const { path } of fresh) this.told.add(path);
    tellOfLeftOut(this.on.host.bridge, fresh);
  }
}
