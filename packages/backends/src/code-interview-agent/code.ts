import type { Rewrite } from '@interview-room/core';
import { change, mergeApart } from '../text/index.js';
import type { Bridge } from '../bridge/index.js';
import { objectOf, textOf } from '../wire/index.js';

/** What was typed leaves after so long a pause, and at the latest after so long, in milliseconds. */
const PAUSE = 400;
const LATEST = 2_000;
/** What comes is taken in so often at most. */
const TAKING = 250;
const LONGEST = 200_000;
/** So many of the texts that were sent last are known again when they come back. */
const REMEMBERED = 20;

type Send = (code: { code: string; language: string; file_name: string }) => void;

/** This person's files on their way to the backend, each whole; and what comes from there, without losing what is typed here. */
export class Code {
  private readonly dirty = new Set<string>();
  private readonly sent = new Map<string, string>();
  private echoes: string[] = [];
  private send: Send | undefined;
  private due: number | undefined;
  private callOff = () => {};
  private arrived: { path: string; text: string } | undefined;
  private callOffTaking = () => {};
  private readonly stop: () => void;

  constructor(
    private readonly bridge: Bridge,
    /** Whether the backend hears of code at all, and now. */
    private readonly wanted: () => boolean,
  ) {
    this.stop = bridge.files.subscribe((paths) => this.changed(paths));
  }

  /** How many files the backend has not the latest of. */
  get unsent(): number {
    return this.dirty.size;
  }

  /** There is a connection: what differs from what one starts with goes over it, for nobody knows what came through before. */
  connect(send: Send): void {
    this.send = send;
    this.sent.clear();
    for (const [path, text] of Object.entries(this.bridge.files.files()))
      if (text !== this.starterOf(path)) this.dirty.add(path);
    this.flush();
  }
  disconnect(): void {
    this.send = undefined;
  }

  /** Sends what was typed, at once. */
  flush(): void {
    this.callOff();
    this.due = undefined;
    if (!this.send || !this.wanted()) return;
    for (const path of this.dirty) this.sendFile(path);
    this.dirty.clear();
    this.bridge.changed();
  }

  /** Someone at the backend changed the code, or it says again what we sent. */
  receive(file: string, language: string, text: string): void {
    if (text.length > LONGEST || this.echoes.includes(text)) return;
    const path = this.pathOf(file, language);
    if (!path || !this.wanted()) return;
    if (this.arrived === undefined) this.callOffTaking = this.bridge.clock.after(TAKING, () => this.take());
    this.arrived = { path, text };
  }

  close(): void {
    this.stop();
    this.callOff();
    this.callOffTaking();
  }

  private changed(paths: ReadonlySet<string>): void {
    for (const path of paths) this.touch(path);
    if (this.dirty.size === 0) return;
    const now = this.bridge.clock.now();
    this.due ??= now + LATEST;
    this.callOff();
    this.callOff = this.bridge.clock.after(Math.max(0, Math.min(PAUSE, this.due - now)), () => this.flush());
    this.bridge.changed();
  }

  private touch(path: string): void {
    if (!this.wanted() || !this.bridge.files.has(path)) return void this.dirty.delete(path);
    const text = this.textOf(path);
    if (text === (this.sent.get(path) ?? this.starterOf(path))) this.dirty.delete(path);
    else this.dirty.add(path);
  }

  private sendFile(path: string): void {
    if (!this.bridge.files.has(path)) return;
    const [language = '', ...rest] = path.split('/');
    const code = this.textOf(path);
    this.sent.set(path, code);
    this.echoes = [...this.echoes.slice(1 - REMEMBERED), code];
    this.send?.({ code, language, file_name: rest.join('/') });
  }

  private take(): void {
    const { path, text } = this.arrived ?? { path: '', text: '' };
    this.arrived = undefined;
    if (!path || !this.wanted()) return;
    const mine = this.bridge.files.has(path) ? this.textOf(path) : '';
    const base = this.sent.get(path) ?? this.starterOf(path) ?? mine;
    const { text: merged, agreed, crosses } = mergeApart(base, mine, text);
    this.sent.set(path, text);
    if (merged !== mine) this.bridge.edit('interviewer', (files) => change(files.text(path), merged));
    if (crosses) this.ask(path, agreed, text);
    this.changed(new Set([path]));
  }

  /** Both changed the same place: no letters are mixed, the person's own text stays, and the other may be had. */
  private ask(path: string, origin: string, theirs: string): void {
    const make = (now: string) => mergeApart(origin, now, theirs, 'theirs').text;
    const take = (rewrite?: Rewrite) => {
      if (rewrite?.(path, make)) return;
      this.bridge.edit(this.bridge.you, (files) => change(files.text(path), make(this.textOf(path))));
    };
    const words = 'The interviewer changed the code in the same place as you. You see your own text.';
    this.bridge.notice('warning', 'conflict', words, { label: 'Take the interviewer’s', run: take });
  }

  private textOf(path: string): string {
    return this.bridge.files.text(path).toString();
  }

  /** A file that is there, or the one that a language begins with. */
  private pathOf(file: string, language: string): string | undefined {
    const { content, language: chosen } = this.bridge.state;
    const languages = objectOf(objectOf(content)['languages']);
    const name = [language, chosen, Object.keys(languages)[0]].find(
      (each) => each && Object.hasOwn(languages, each),
    );
    if (!name) return undefined;
    const named = `${name}/${file}`;
    return this.bridge.files.has(named) ? named : `${name}/${textOf(objectOf(languages[name])['entry'])}`;
  }

  /** What the question lays out at a path. */
  private starterOf(path: string): string | undefined {
    const [language = '', ...rest] = path.split('/');
    const languages = objectOf(objectOf(this.bridge.state.content)['languages']);
    if (!Object.hasOwn(languages, language)) return undefined;
    const file = objectOf(objectOf(languages[language])['files'])[rest.join('/')];
    return typeof file === 'string' ? file : undefined;
  }
}
