import { EntryRefusedError, type Entry } from '@interview-room/core';
import type { Bridge, Far, Link } from '../bridge/index.js';
import { objectOf, textOf, WireError, type Socket } from '../wire/index.js';
import { readFrame, type PadCursor, type PadEvent, type PadPerson, type PadResult } from './frames.js';
import { Inbox } from './inbox.js';
import { insist } from './insist.js';
import { openPadSocket } from './open-socket.js';
import { hold, opening, type Code } from './opening.js';
import { PadFile } from './pad-file.js';
import { keptPad } from './pad-port.js';
import { Pad } from './pad.js';
import { People } from './people.js';
import { cursorAt, toIndex } from './places.js';
import { isLanguage, openPad } from './question.js';
import { refusal } from './refusal.js';
import { Results, tellRun } from './results.js';
import { Size } from './size.js';
import type { Greeting, Speech } from './speech.js';
import { speak } from './variants.js';
import { Whereabouts } from './whereabouts.js';

/** A pad that does not say what it holds is waited for so long, in milliseconds; and so long where it has said so before. */
const SILENCE = 1_500;
const LATE = 15_000;
/** A shared pad, as a far side. */
export class RelayFar implements Far {
  readonly transport = 'socket';
  readonly offers = { talk: false } as const;
  private readonly speech: Speech;
  private readonly pad: Pad;
  private readonly file: PadFile;
  private readonly people: People;
  private readonly size: Size;
  private socket: Socket | undefined;
  private id = '';
  private you: string | undefined;
  private greeted = false;
  /** Which connection this is: what an older one still says is not heard. */
  private turn = 0;
  private readonly inbox: Inbox;
  private readonly results = new Results();
  private language: string | undefined;
  /** Where this person's cursor is, in the words of the room's presence. */
  private head: unknown;
  private readonly cursor: Whereabouts;
  private silence = SILENCE;
  /** Whether who comes has to be told the text by those who are here. */
  private telling = false;
  private toTell = false;
  private author = 'room';
  private stop = () => {};

  constructor(private readonly bridge: Bridge) {
    const { clock, memo, options } = bridge;
    const caller = {
      base: bridge.base,
      token: () => bridge.token(),
      ...(options.fetch && { fetch: options.fetch }),
    };
    this.speech = speak(options.variant, {
      caller,
      name: this.name,
      userId: textOf(memo.get('user')) || this.remember('user', crypto.randomUUID()),
      send: (frame) => this.socket?.send(frame),
    });
    this.size = new Size(this.speech.most, (level, text) => bridge.notice(level, 'size', text));
    this.file = new PadFile(bridge, () => this.typed());
    this.inbox = new Inbox(clock, (code) => this.coded(code));
    this.people = new People(bridge, () => this.file.path);
    this.cursor = new Whereabouts(
      clock,
      () => this.place(),
      (place) => this.speech.cursor?.(place),
    );
    this.pad = new Pad({
      clock,
      echoes: this.speech.echoes,
      confirms: this.speech.confirms,
      random: options.random ?? Math.random,
      several: () => this.people.count > 1,
      hearAll: () => this.inbox.takeAll(),
      read: () => this.file.read(),
      show: (text) => this.file.show(this.author, text),
      write: (text) => this.write(text),
      fetch: () => this.speech.read(this.id),
      failed: (error, text) => this.failed(error, text),
      deaf: () => this.socket?.close(),
      keep: (pad) => {
        memo.set('pad', pad);
        bridge.changed();
      },
    });
    const before = keptPad(memo.get('pad'));
    if (before) this.pad.restore(before);
    this.stop = this.follow();
  }

  async connect(signal: AbortSignal): Promise<Link> {
    this.id = await this.session();
    this.greeted = false;
    this.inbox.clear();
    const early: PadEvent[] = [];
    const turn = ++this.turn;
    const socket = await this.open(signal, (event) => {
      if (turn !== this.turn) return;
      if (this.greeted) this.hear(event);
      else hold(early, event);
    });
    this.socket = socket;
    const over = socket.closed.then(({ code }) => {
      throw new Error(`The connection to the pad was closed (${code}).`);
    });
    over.catch(() => undefined);
    try {
      const you = textOf(this.bridge.memo.get('you')) || undefined;
      const greeting = await insist(this.bridge.clock, () => this.speech.join(this.id, you));
      this.telling = this.speech.forgetful === true && greeting.code === undefined;
      this.greet(greeting);
      await this.begin(greeting, early, () => Promise.race([this.inbox.first(this.silence, signal), over]));
    } catch (error) {
      socket.close();
      this.people.gone();
      throw refusal(error);
    }
    return this.link(socket, over);
  }

  unsent(): number {
    return this.pad.unsent ? 1 : 0;
  }

  lastWords(): void {
    const text = this.pad.lastWords();
    if (text === undefined || !this.size.fits(text)) return;
    this.speech.write(this.id, text, { last: true, cursor: this.cursor.now() }).catch(() => undefined);
  }

  close(): void {
    this.stop();
    this.speech.leave(this.id, this.you);
    this.people.gone();
  }

  /** Who this person is to the others. */
  private get name(): string {
    return this.bridge.request.name?.trim() || 'Guest';
  }

  /** Which pad it is: the one asked for, or a new one, which is remembered. */
  private async session(): Promise<string> {
    const { memo, request, state } = this.bridge;
    const asked = request.session === 'new' ? '' : request.session;
    const id = asked || textOf(memo.get('session'));
    if (id) return id;
    const made = await insist(this.bridge.clock, () => this.speech.create(state.language ?? 'javascript'));
    if (!made) throw new Error('The pad was made, but did not say what it is called. Try again.');
    this.bridge.settings.set('session', this.remember('session', made));
    this.bridge.notice('info', 'session', `This is a new pad. Others join it as “${made}”.`);
    return made;
  }

  private async open(signal: AbortSignal, hear: (event: PadEvent) => void): Promise<Socket> {
    const { bridge, id, speech } = this;
    try {
      return await openPadSocket(bridge, id, speech.sockets(id), signal, (text) => hear(readFrame(text)));
    } catch (error) {
      // A page is not told why a socket does not open: the pad may be gone.
      await speech.find(id).catch((reason: unknown) => {
        throw refusal(reason);
      });
      throw error;
    }
  }

  private greet({ you, people, language }: Greeting): void {
    const { state, memo } = this.bridge;
    if (you) this.you = this.remember('you', you);
    const others = (people ?? []).filter(({ id }) => id !== this.you);
    this.people.present(others);
    this.people.start();
    const theirs = language && isLanguage(language) ? language : undefined;
    const news = theirs !== undefined && theirs !== memo.get('spoken');
    if (theirs) memo.set('spoken', theirs);
    this.file.speak((news ? theirs : undefined) ?? state.language ?? theirs ?? 'javascript');
  }

  /** Takes in what the pad has, and what it said meanwhile. */
  private async begin(
    greeting: Greeting,
    early: PadEvent[],
    next: () => Promise<string | undefined>,
  ): Promise<void> {
    const { bridge, file, pad } = this;
    const told = opening(
      greeting.code,
      early.filter((event) => event.kind === 'code'),
    );
    this.greeted = true;
    const language = early.findLast((event) => event.kind === 'language');
    if (language?.kind === 'language' && greeting.language === undefined && isLanguage(language.language))
      file.speak(language.language);
    const code = told.code ?? (await next());
    if (code !== undefined) this.silence = LATE;
    this.author = this.people.author(undefined);
    pad.connected(code ?? keptPad(bridge.memo.get('pad'))?.heard ?? '');
    // What was told since comes before all that is told from now on.
    for (const each of told.rest) this.coded(each);
    this.inbox.start();
    file.lay();
    await bridge.welcome(bridge.you, this.name, bridge.role);
    await openPad(bridge, this.id, file.language);
    if (bridge.state.language !== file.language)
      await bridge.enter('room', 'language.changed', { language: file.language });
    if (bridge.state.stage.now === 'waiting')
      await bridge.enter('room', 'stage.changed', { stage: 'started' });
    for (const event of early) if (event.kind !== 'code') this.hear(event);
  }

  private link(socket: Socket, over: Promise<never>): Link {
    const lost = () => {
      this.pad.lost();
      this.people.gone();
      this.cursor.forget();
      if (this.socket === socket) this.socket = undefined;
    };
    over.catch(lost);
    return {
      over,
      take: (entry) => this.take(entry),
      cast: (kind, body) => this.cast(kind, body),
      close: () => {
        this.pad.lost();
        socket.close();
      },
    };
  }

  private async take({ kind, body }: Entry): Promise<void> {
    if (kind === 'language.changed') await this.tellLanguage(textOf(objectOf(body)['language']));
    if (kind === 'run.finished') await this.tellResult(objectOf(body));
    if (kind === 'chat.message')
      throw new EntryRefusedError(kind, 'This pad has no chat: nobody else sees what you wrote here.');
  }

  private async tellLanguage(language: string): Promise<void> {
    const before = this.bridge.memo.get('spoken');
    if (language === before) return;
    try {
      await insist(this.bridge.clock, () => this.speech.language(this.id, language));
      this.remember('spoken', language);
    } catch (error) {
      if (!(error instanceof WireError) || error.passes) throw error;
      if (typeof before === 'string')
        await this.bridge.enter('room', 'language.changed', { language: before });
      throw new EntryRefusedError('language.changed', `The pad does not have ${language}.`);
    }
  }

  private async tellResult(body: Readonly<Record<string, unknown>>): Promise<void> {
    const result = this.results.own(body);
    const code = this.file.read();
    const language = textOf(body['language']);
    try {
      await insist(this.bridge.clock, () => this.speech.result(this.id, { ...result, language, code }));
    } catch (error) {
      if (!(error instanceof WireError) || error.passes) throw error;
      this.bridge.notice('warning', 'run', `The others do not see what came of this run. ${error.message}`);
    }
  }

  private cast(kind: string, body: unknown): void {
    const { path, head } = objectOf(body);
    if (kind !== 'presence' || !this.speech.cursor) return;
    this.head = path === this.file.path ? head : undefined;
    this.cursor.moved();
  }

  /** Where this person's cursor is. */
  private place(): PadCursor | undefined {
    const { files } = this.bridge;
    const { path } = this.file;
    if (this.head === undefined || !files.has(path)) return undefined;
    const text = files.text(path);
    const index = toIndex(text, this.head);
    return index === undefined ? undefined : cursorAt(text.toString(), index);
  }

  private hear(event: PadEvent): void {
    const { bridge, people } = this;
    switch (event.kind) {
      case 'code':
        return this.inbox.add(event);
      case 'joined':
        return this.came(event.person);
      case 'left':
        return people.left(event.id);
      case 'present':
        return this.present(event.people);
      case 'cursor':
        return void (event.by !== this.you && people.moved(event.by, event.cursor));
      case 'language':
        return this.spoke(event.language);
      case 'result':
        return this.ran(event.result, event.by);
      case 'error':
        return bridge.notice('warning', 'error', event.text);
      case 'unknown':
        return bridge.notice('event', event.name, event.text);
    }
  }

  private came(person: PadPerson): void {
    if (person.id === this.you) return;
    const before = this.people.count;
    this.people.joined(person);
    if (this.people.count > before) this.tellNewcomer();
  }

  /** One of them is this person, if nobody says which. */
  private present(people: readonly PadPerson[]): void {
    const own = people.findIndex(({ id, name }) => id === this.you || name === this.name);
    const before = this.people.count;
    this.people.present(people.filter((_, at) => at !== own));
    if (this.people.count > before) this.tellNewcomer();
  }

  /** Who came may have been told nothing of the text by the pad. */
  private tellNewcomer(): void {
    if (!this.telling || this.toTell) return;
    this.toTell = true;
    const { clock, options } = this.bridge;
    const { heardAt } = this.inbox;
    clock.after(300 + 500 * (options.random ?? Math.random)(), () => {
      this.toTell = false;
      const text = this.file.read();
      if (this.inbox.heardAt !== heardAt || text === '' || this.pad.unsent || !this.socket) return;
      this.speech.write(this.id, text, { cursor: this.cursor.now() }).catch(() => undefined);
    });
  }

  private spoke(language: string): void {
    const { bridge } = this;
    if (!isLanguage(language)) return bridge.notice('event', 'language', language);
    bridge.memo.set('spoken', language);
    if (language === bridge.state.language) return;
    this.file.speak(language);
    void openPad(bridge, this.id, language)
      .then(() => bridge.enter(this.people.author(undefined), 'language.changed', { language }))
      .catch(() => undefined);
  }

  private ran(result: PadResult, by: string | undefined): void {
    const body = this.results.heard(result, this.file.language, this.bridge.clock.now());
    if (body) tellRun(this.bridge, this.people.author(by), body);
  }

  private coded({ code, by }: Code): void {
    this.author = this.people.author(by);
    this.pad.hear(code, by === undefined || this.you === undefined ? undefined : by === this.you);
  }

  private async write(text: string): Promise<void> {
    this.size.check(text);
    await this.speech.write(this.id, text, { cursor: this.cursor.now() });
  }

  /** Whether the same may be tried again. */
  private failed(error: unknown, text: string): boolean {
    if (!(error instanceof WireError)) return true;
    if (error.code === 'too-large') return this.size.refused(text);
    if (error.code === 'not-found') this.socket?.close();
    if (error.code === 'invalid') this.bridge.notice('error', 'code', error.message);
    return error.code !== 'invalid';
  }

  private typed(): void {
    this.pad.typed();
    this.size.watch(this.file.read());
  }

  /** What happens in the room. */
  private follow(): () => void {
    const { bridge, file } = this;
    const stops = [
      bridge.files.subscribe((paths) => file.language !== '' && file.changed(paths)),
      bridge.subscribe(() => {
        const { language } = bridge.state;
        if (language === this.language) return;
        this.language = language;
        if (language && file.language !== '') file.speak(language);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  private remember(name: string, value: string): string {
    this.bridge.memo.set(name, value);
    return value;
  }
}
