import type { BackendNotice, NoticeAction, Rewrite } from '@interview-room/core';
import type { Bridge } from '../bridge/index.js';
import { mergeApart } from '../text/index.js';
import type { KnownFile } from './known.js';

/** That both sides changed a file at once is told no more often than this, in milliseconds. */
const QUIET = 30_000;

/** A file that both sides changed in the same place. */
interface Clash {
  readonly file: KnownFile;
  /** What `theirs` was made of, as far as it is still in question. */
  readonly origin: string;
  readonly theirs: string;
}

/** What is done to the files when somebody chooses. */
export interface ConflictHost {
  textOf(path: string): string | undefined;
  write(path: string, text: string, by: string): void;
  /** Saves the file soon. */
  schedule(path: string): void;
}

/**
 * What becomes of a file that both sides changed at once. Different lines, and different words of a line, are merged. In the same
 * place the person's own text stays, and waits to be saved until they chose; nobody's letters are mixed with another's.
 */
export class Conflicts {
  private readonly told = new Map<string, number>();
  /** Those that nobody has decided, by the file's name. */
  private readonly open = new Map<string, Clash>();

  constructor(
    private readonly bridge: Pick<Bridge, 'clock' | 'notice' | 'you'>,
    private readonly host: ConflictHost,
  ) {}

  isOpen(remote: string): boolean {
    return this.open.has(remote);
  }

  /** It is no question any more. Gives back whether it was one. */
  close(remote: string): boolean {
    return this.open.delete(remote);
  }

  /** Notes what both agree on from now on, and gives back what the person's text becomes. */
  merge(file: KnownFile, base: string, mine: string, theirs: string): string {
    const { remote } = file;
    const wasOpen = this.close(remote);
    const { text, agreed, crosses } = mergeApart(base, mine, theirs);
    file.base = crosses ? agreed : theirs;
    if (crosses) this.open.set(remote, { file, origin: agreed, theirs });
    if (crosses && (this.isQuiet(`${remote} crossed`) || !wasOpen)) this.ask(remote);
    else if (!crosses && mine !== base && text !== mine && this.isQuiet(remote)) this.tell('nudge', `${remote} was changed on the other side while you typed. Both are kept: look it over.`); // prettier-ignore
    return text;
  }

  private ask(remote: string): void {
    // The latest of it, whenever it is chosen; and once more after it was decided.
    let clash = this.open.get(remote);
    const latest = () => (clash = this.open.get(remote) ?? clash);
    const keep = () => this.keep(latest());
    const take = (rewrite?: Rewrite) => this.take(latest(), rewrite);
    this.told.set(`${remote} crossed`, this.bridge.clock.now());
    this.tell(
      'warning',
      `${remote} was changed on the other side in the same place as here. You see your own text, which is saved there once you have chosen, or when you run tests or submit.`,
      { label: 'Keep mine', run: keep },
      { label: 'Take the other side’s', run: take },
    );
  }

  private keep(clash: Clash | undefined): void {
    if (!clash) return;
    this.decide(clash);
    const take = (rewrite?: Rewrite) => this.take(clash, rewrite);
    this.tell('info', `${clash.file.remote} is as you wrote it.`, { label: 'Take the other side’s', run: take }); // prettier-ignore
  }

  /** What was typed elsewhere, or since, stays. */
  private take(clash: Clash | undefined, rewrite?: Rewrite): void {
    if (!clash || this.host.textOf(clash.file.path) === undefined) return;
    const { file, origin, theirs } = clash;
    this.decide(clash);
    let [mine, taken] = ['', ''];
    this.become(file, rewrite, (now) => {
      mine = now;
      return (taken = mergeApart(origin, now, theirs, 'theirs').text);
    });
    const run = (again?: Rewrite) =>
      this.become(file, again, (now) => mergeApart(taken, now, mine, 'theirs').text);
    this.tell('info', `${file.remote} is as the other side wrote it.`, { label: 'Put mine back', run });
  }

  private become({ path }: KnownFile, rewrite: Rewrite | undefined, make: (now: string) => string): void {
    if (rewrite?.(path, make)) return;
    const now = this.host.textOf(path);
    if (now !== undefined) this.host.write(path, make(now), this.bridge.you);
  }

  private decide({ file, theirs }: Clash): void {
    if (!this.close(file.remote)) return;
    file.base = theirs;
    this.host.schedule(file.path);
  }

  private isQuiet(name: string): boolean {
    const now = this.bridge.clock.now();
    if (now - (this.told.get(name) ?? -Infinity) < QUIET) return false;
    this.told.set(name, now);
    return true;
  }

  private tell(level: BackendNotice['level'], text: string, action?: NoticeAction, other?: NoticeAction): void {
    this.bridge.notice(level, 'conflict', text, action, other);
  } // prettier-ignore
}
