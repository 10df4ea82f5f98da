import { ASSISTANT, EntryRefusedError, type Entry, type Offers } from '@interview-room/core';
import type { Bridge, Far, Link } from '../bridge/index.js';
import { callJson, objectOf, textOf, type Caller, type Json, type WireError } from '../wire/index.js';
import { Activity } from './activity.js';
import { begin, type Begun } from './beginning.js';
import { createChat } from './chat/index.js';
import { filesOfTree } from './far-files.js';
import { SharedFiles } from './files.js';
import { Joined } from './joined.js';
import { absolute, relative, withoutLanguage } from './paths.js';
import type { Given } from './question.js';
import { Questions } from './questions.js';
import { Recorder } from './recorder.js';
import { createExecution } from './run/index.js';
import type { Asked, EventType, Heard, OpenFile, Session } from './session.js';
import { follow } from './streams.js';
import { submit } from './submit.js';
import { createTerminal } from './terminal/index.js';
import { Typing } from './typing.js';
import { variantOf } from './variant.js';

const MEMO = 'session';

/** One interview: what its parts share, and the far side of the bridge. */
export class Interview implements Far, Session {
  readonly transport = 'stream';
  readonly variant;
  readonly caller: Caller;
  readonly offers: Offers;
  /** Who interviews or watches sees the files, and changes nothing. */
  readonly writes: boolean;
  readonly files: SharedFiles;
  readonly typing: Typing;
  readonly recorder: Recorder;
  readonly activity: Activity;
  readonly questions: Questions;
  private readonly listeners = new Set<(signal: AbortSignal) => void>();
  private joined: Joined | undefined;
  /** What was told of the tree with the beginning, which need not be asked for again. */
  private tree: unknown;

  constructor(readonly bridge: Bridge) {
    const { options, base, request } = bridge;
    this.variant = variantOf(options.variant);
    this.writes = bridge.role === 'candidate';
    this.caller = {
      base: `${base}/api/interview/${encodeURIComponent(request.session)}`,
      credentials: 'include',
      token: () => bridge.token(),
      ...(options.fetch && { fetch: options.fetch }),
    };
    this.files = new SharedFiles(this);
    this.typing = new Typing(bridge, this.files, () => this.language);
    this.recorder = new Recorder(bridge, this.caller, this.writes);
    this.activity = new Activity(this);
    this.questions = new Questions(this);
    this.offers = {
      talk: false,
      chat: createChat(this),
      execution: createExecution(this),
      terminal: createTerminal(this),
      questions: this.questions,
      records: { copied: (length, path) => this.activity.copied(length, path) },
    };
  }

  get sessionId(): string {
    return textOf(this.bridge.memo.get(MEMO));
  }
  get question(): Asked | undefined {
    return this.questions.asked;
  }
  get language(): string {
    return this.questions.language ?? 'python';
  }

  async connect(signal: AbortSignal): Promise<Link> {
    this.activity.start();
    const joined = new Joined(this, signal);
    const { moves } = this.questions;
    const begun = await begin(this, signal);
    if (begun.sessionId) this.bridge.memo.set(MEMO, begun.sessionId);
    this.tree = begun.tree;
    this.joined = joined;
    // Whoever went on to the next question meanwhile is not taken back to the one before.
    const isOld = moves !== this.questions.moves;
    await this.show(isOld ? { ...begun, progress: await this.questions.progress(signal) } : begun);
    this.files.connected(joined.signal);
    joined.listen();
    for (const listener of this.listeners) listener(joined.signal);
    return joined;
  }

  /** The link is over because of this. */
  broken(error: WireError): void {
    this.joined?.fail(error);
  }

  unsent(): number {
    return this.files.unsaved;
  }

  lastWords(): void {
    this.files.lastWords();
    this.activity.lastWords();
    this.recorder.lastWords();
  }

  close(): void {
    this.files.close();
    this.activity.close();
    this.recorder.close();
  }

  async take(entry: Entry): Promise<void> {
    if (!this.writes) return;
    this.activity.entry(entry);
    if (entry.kind !== 'stage.changed' || objectOf(entry.body)['stage'] !== 'submitted') return;
    try {
      await submit(this);
    } catch (error) {
      if (!(error instanceof EntryRefusedError)) throw error;
      // It goes on: what was not taken can be mended and submitted again.
      await this.bridge.enter('room', 'stage.changed', { stage: 'started' });
      throw error;
    }
  }

  current(): OpenFile | undefined {
    const { bridge, question } = this;
    const looked = this.activity.path;
    const path = looked && bridge.files.has(looked) ? looked : question?.entry;
    if (!path) return undefined;
    const fileName = this.files.known.local(path)?.remote ?? path;
    const content = this.files.textOf(path) ?? '';
    return { path, remote: absolute(fileName), fileName, content, language: path.split('/')[0] ?? '' };
  }

  pathOf(remote: string): string {
    const path = relative(remote);
    return this.files.known.ofRemote(path)?.path ?? `${this.language}/${path}`;
  }
  remoteOf(path: string): string {
    return absolute(this.files.known.local(path)?.remote ?? path);
  }

  saved(): Promise<void> {
    return this.files.saved();
  }
  async refresh(remotes?: readonly string[]): Promise<void> {
    if (remotes) return this.files.stale(remotes, ASSISTANT);
    await this.load().catch(() => undefined);
    await this.files.all(ASSISTANT);
  }

  /** Both sides have the same files afterwards: those that are named and the one that is looked at at once. */
  async load(named: readonly string[] = [], starter = ''): Promise<readonly string[]> {
    const { joined } = this;
    if (!joined) return [];
    const told = filesOfTree(this.tree);
    this.tree = undefined;
    const tree = told.files.length > 0 ? told : await this.files.tree(joined.signal);
    const looked = [this.activity.path, ...named].map(
      (path) => path && this.files.known.ofPath(path)?.remote,
    );
    const first = [...named.map(withoutLanguage), ...looked.filter((remote) => remote !== undefined)];
    await this.files.load(tree, { first, starter }, joined.signal);
    return tree.files.map(({ path }) => path);
  }
  read(paths: readonly string[]): Promise<void> {
    return this.files.read(paths);
  }

  holding(text: string): readonly string[] {
    const files = text === '' ? [] : this.files.known.all().filter(({ base }) => base === text);
    return files.map(({ remote }) => remote);
  }
  isNew(remote: string): boolean {
    return this.files.arrival.isNew(remote);
  }
  putAside(path: string, word: string, text: string): string {
    return this.files.putAside(path, word, text);
  }

  /** What a question brings is laid out where the backend has not done so, or left what the question before had there. */
  layOut({ asked, starter }: Given, fresh: boolean): void {
    for (const [path, text] of Object.entries(starter)) {
      const at = `${asked.language}/${path}`;
      const here = this.files.textOf(at);
      const isLeft = fresh && here !== undefined && here !== text && this.files.arrival.wasSame(path);
      if (here === undefined && this.files.known.ofPath(at)?.gone !== true)
        this.files.apply('room', () => this.bridge.files.create(at, text));
      else if (isLeft && text !== '') this.files.write(at, text, 'room');
    }
  }

  async settle(): Promise<void> {
    this.activity.snapshot(true);
    await Promise.all([this.saved(), this.recorder.flush()]);
  }

  record(type: EventType, data: Json): void {
    this.recorder.add(type, data);
  }
  flush(): Promise<void> {
    return this.recorder.flush();
  }
  metric(eventType: string, eventData: Json): void {
    if (!this.writes) return;
    const body = { eventType, eventData };
    void callJson(this.caller, '/metrics', { method: 'POST', body }).catch(() => undefined);
  }

  onConnected(listener: (signal: AbortSignal) => void): void {
    this.listeners.add(listener);
  }
  listen(path: string, signal: AbortSignal, heard: Heard): void {
    const { caller, bridge } = this;
    const on = { caller, clock: bridge.clock, random: bridge.options.random ?? Math.random };
    void follow(on, `/${path}`, signal, {
      heard,
      absent: ({ message }) => bridge.notice('event', path, message),
    });
  }

  private async show({ progress, seconds }: Begun): Promise<void> {
    const { bridge } = this;
    const shown = await this.questions.show(progress);
    if (!shown && bridge.state.question === undefined && !progress.over)
      throw new Error('The backend has no question yet. It is asked again.');
    if (progress.over && bridge.state.stage.now === 'started')
      bridge.notice('info', 'questions', 'All questions are done. Submit when you are ready.');
    if (bridge.state.stage.now !== 'waiting') return;
    if (seconds > 0 && bridge.state.timer.totalMs === 0)
      await bridge.enter('room', 'timer.set', { totalMs: seconds * 1000 });
    await bridge.enter('room', 'stage.changed', { stage: 'started' });
  }
}
