import { EntryRefusedError, type BackendNotice, type Entry, type Offers } from '@interview-room/core';
import type { Bridge, Far, Link } from '../bridge/index.js';
import { objectOf, openSocket, textOf, type Caller, type Socket } from '../wire/index.js';
import { Agent } from './agent.js';
import { Asking } from './asking.js';
import { Bank } from './bank.js';
import { Bucket } from './bucket.js';
import { Code } from './code.js';
import { effects, type Effects } from './events.js';
import { readFrame, saidIn, shownIn, type Word } from './frames.js';
import { Keeper } from './kept.js';
import { pistonAt } from './piston.js';
import { Sessions, type Details } from './sessions.js';
import { digestOf, Talk } from './talk.js';
import { enveloped, flat, type Variant } from './variants.js';

const BEAT = 30_000;
/** So many words may wait for their turn, and so many are known again. */
const CROWD = 1_000;
const REMEMBERED = 300;
const WAY_ON = 'Your code is kept, and you can go on and submit.';
const sentences = (said: string, next: string): string => `${said.replace(/[.\s]+$/, '')}. ${next}`;

/**
 *   room ──start, code, messages, submit──▶ socket ──▶ agent
 *   room ◀──stages, question, chat, notices── effects ◀──┘
 * An interview by an agent at a backend.
 */
export class Interview implements Far, Effects {
  readonly transport = 'socket';
  readonly offers: Offers;
  private readonly keeper: Keeper;
  private readonly variant: Variant;
  private readonly sessions: Sessions | undefined;
  private readonly agent: Agent;
  private readonly asking: Asking;
  private readonly talk: Talk;
  private readonly codes: Code;
  private readonly alarms: Bucket;
  private socket: Socket | undefined;
  private details: Details = {};
  private turn: Promise<void> = Promise.resolve();
  private waiting = 0;
  private lastHeard = 0;
  private readonly seen = new Set<string>();
  private readonly once = new Set<string>();
  private stopBeating = () => {};

  constructor(private readonly bridge: Bridge) {
    const { options, base, settings } = bridge;
    const common = options.fetch ? { fetch: options.fetch } : {};
    const caller: Caller = { ...common, base, token: () => bridge.token() };
    const bank = new Bank({ ...common, base: Bank.addressFor(base, settings.get('bank')) });
    this.keeper = new Keeper(bridge.memo);
    this.variant = options.variant === 'v2' ? flat : enveloped(() => this.keeper.now.session);
    this.sessions = this.variant === flat ? undefined : new Sessions(bridge, caller, this.keeper);
    this.agent = new Agent(bridge, this.keeper, {
      isOpen: () => this.socket !== undefined,
      start: () => this.socket?.send(this.variant.start(this.name, this.mode)),
      end: () => this.socket?.send(this.variant.end()),
    });
    this.asking = new Asking(bridge, bank, this.keeper);
    this.talk = new Talk(bridge);
    this.codes = new Code(bridge, () => this.variant.code !== undefined && this.isOpen);
    this.alarms = new Bucket(bridge.clock, 20, 5_000);
    const piston = settings.get('piston');
    this.offers = piston ? { execution: pistonAt(new URL(piston, base).href, options.fetch) } : {};
  }

  async connect(signal: AbortSignal): Promise<Link> {
    const { bridge } = this;
    await bridge.welcome(bridge.you, this.name, bridge.role);
    if (bridge.state.stage.now === 'ended') return nobodyThere;
    this.details = (await this.sessions?.open(signal)) ?? {};
    const socket = await this.open(signal);
    this.socket = socket;
    this.lastHeard = bridge.clock.now();
    this.beat(socket);
    await this.resume();
    return {
      over: socket.closed.then(() => undefined),
      take: (entry) => this.take(entry),
      close: () => this.hangUp(socket),
    };
  }

  unsent(): number {
    return this.codes.unsent;
  }
  lastWords(): void {
    this.codes.flush();
  }
  close(): void {
    this.codes.close();
    this.asking.close();
    this.agent.hangUp();
  }

  tell(level: BackendNotice['level'], name: string, text: string, action?: BackendNotice['action']): void {
    const quiet = level !== 'event' && !this.alarms.take();
    this.bridge.notice(quiet ? 'event' : level, name, text.slice(0, 4_000), action);
  }
  say(text: string, word: Word): Promise<void> {
    return this.talk.say(text, word);
  }
  message(word: Word): Promise<void> {
    return this.talk.heard(word);
  }
  code({ data }: Word): void {
    const { code, content } = data;
    const text = typeof code === 'string' ? code : content;
    if (typeof text === 'string')
      this.codes.receive(saidIn(data, 'file_name', 'path'), saidIn(data, 'language'), text);
  }

  async question({ data }: Word): Promise<void> {
    const whole = objectOf(data['question']);
    if (textOf(whole['description'])) return this.asking.given(whole);
    const title = saidIn(data, 'question_title', 'title') || saidIn(whole, 'title');
    this.asking.named(title, saidIn(data, 'difficulty'));
  }

  /** Stages go forward alone, whatever is said in whichever order. */
  async stage(stage: 'started' | 'submitted' | 'ended', note = ''): Promise<void> {
    const order = ['waiting', 'started', 'submitted', 'ended'];
    if (order.indexOf(stage) <= order.indexOf(this.bridge.state.stage.now)) return;
    this.codes.flush();
    if (stage === 'started') void this.sessions?.say('in_progress');
    if (stage === 'ended') this.agent.left('over');
    await this.bridge.enter('room', 'stage.changed', { stage, ...(note && { note: note.slice(0, 2000) }) });
  }

  fault({ name, data }: Word): void {
    const said = saidIn(data, 'message', 'error_message', 'error', 'detail') || 'no reason was given';
    const failed = this.keeper.now.agent === 'asked';
    if (failed && /already/i.test(said)) return this.agent.heard('agent_started');
    const text = `The interviewer’s system has a problem: ${said}`;
    if (failed) this.gone('error', name, text);
    else this.tell('error', name, sentences(text, WAY_ON));
  }

  async completed(reason: string, { name, data }: Word): Promise<void> {
    const said = saidIn(data, 'error_message', 'message', 'signal');
    const isWanted = this.isDone || reason === 'completed' || reason === 'timeout';
    if (reason === 'timeout')
      this.tell('warning', name, 'The time of the interview is up. Everything until now is kept.');
    if (isWanted) return this.stage('ended', said);
    const why = said && ` (${said})`;
    if (reason === 'error') this.gone('error', name, `The interviewer broke off because of an error${why}`);
    else this.gone('warning', name, `The interviewer was ${reason || 'stopped'}${why}`);
  }

  async stopped({ name, data }: Word): Promise<void> {
    if (this.isDone) return this.stage('ended');
    if (data['success'] === false) return this.tell('event', name, shownIn(data));
    this.gone('warning', name, 'The interviewer was stopped');
  }

  sound(): void {
    this.onlyOnce('audio_data', 'event', 'The interviewer sends sound, which this room does not play.');
  }

  /** The interviewer has gone, and not because all was said. */
  private gone(level: 'warning' | 'error', name: string, text: string): void {
    this.agent.left('gone');
    this.tell(level, name, sentences(text, WAY_ON), this.agent.anew);
  }

  private get name(): string {
    return (this.bridge.request.name ?? '').trim() || 'Candidate';
  }
  private get mode(): string {
    return this.bridge.settings.get('mode') === 'challenging' ? 'challenging' : 'friendly';
  }
  private get isDone(): boolean {
    const { now } = this.bridge.state.stage;
    return now === 'submitted' || now === 'ended';
  }
  /** Code is written: not before the start, and not after the end. */
  private get isOpen(): boolean {
    const { now } = this.bridge.state.stage;
    return now === 'started' || now === 'submitted';
  }

  private async open(signal: AbortSignal): Promise<Socket> {
    const { base, options } = this.bridge;
    const url = `${base}${this.variant.path(this.keeper.now.session, this.name)}`;
    try {
      return await openSocket({ url, Socket: options.WebSocket, signal }, (text) => this.hear(text));
    } catch (error) {
      throw this.details.missing ? (this.sessions?.refused() ?? error) : error;
    }
  }

  private async resume(): Promise<void> {
    const { code } = this.variant;
    const { title = '', difficulty = '', running = false } = this.details;
    if (title) this.asking.named(title, difficulty);
    else this.asking.again();
    if (code) this.codes.connect((file) => this.socket?.send(code(file)));
    this.agent.resume(running);
    if (this.keeper.now.agent === 'here') this.asking.expect();
    const { now, changes } = this.bridge.state.stage;
    const wanted = changes.some(({ stage, by }) => stage === 'started' && by === this.bridge.you);
    if (now === 'started' && wanted) await this.agent.begin(this.isOthers(running));
  }

  /** Somebody else has begun the interview that this person was sent the link of. */
  private isOthers(running: boolean): boolean {
    return running && this.sessions?.own === false;
  }

  private hangUp(socket: Socket): void {
    this.stopBeating();
    this.agent.hangUp();
    this.codes.disconnect();
    if (this.socket === socket) this.socket = undefined;
    socket.close();
  }

  /** A sign of life, and where each has an answer, that there is one. */
  private beat(socket: Socket): void {
    this.stopBeating = this.bridge.clock.after(BEAT, () => {
      const silent = this.bridge.clock.now() - this.lastHeard;
      if (this.variant.answers && silent > 2.5 * BEAT) return socket.close();
      socket.send(this.variant.beat());
      this.beat(socket);
    });
  }

  private async take({ kind, body }: Entry): Promise<void> {
    if (!this.socket) throw new Error('The connection is down.');
    if (kind === 'stage.changed') await this.takeStage((body as { stage: string }).stage);
    else if (kind === 'chat.message') await this.takeMessage((body as { text: string }).text);
    else if (kind === 'run.finished' || kind === 'tests.finished') this.codes.flush();
  }

  private async takeStage(stage: string): Promise<void> {
    if (stage === 'started') {
      await this.agent.begin(this.isOthers(this.details.running === true));
      void this.sessions?.say('in_progress');
    }
    if (stage !== 'submitted' && stage !== 'ended') return;
    this.codes.flush();
    await this.agent.finish();
    void this.sessions?.say('completed');
  }

  private async takeMessage(text: string): Promise<void> {
    const { message } = this.variant;
    if (!message)
      return this.onlyOnce('message', 'info', 'This interviewer listens and does not read: what you write here stays in this room.'); // prettier-ignore
    if (text.length > 20_000) throw new EntryRefusedError('chat.message', 'it is too long', 'too-large');
    this.talk.sent(text);
    this.socket?.send(message(text, this.name));
  }

  private hear(text: string): void {
    this.lastHeard = this.bridge.clock.now();
    const word = readFrame(text);
    if (this.isAgain(word)) return;
    if (this.waiting >= CROWD) return this.bridge.notice('event', 'left-out', word.name);
    this.waiting++;
    this.turn = this.turn
      .then(() => this.act(word))
      .catch((error: unknown) => this.bridge.notice('event', word.name, String(error)))
      .finally(() => this.waiting--);
  }

  private async act(word: Word): Promise<void> {
    this.agent.heard(word.name);
    if (word.name === 'interview_started') this.asking.expect();
    const effect = effects.get(word.name);
    if (effect) await effect(this, word);
    else this.bridge.notice('event', word.name, shownIn(word.data));
  }

  /** Told again after a break: the same at the same time. What a process prints may well be the same twice. */
  private isAgain({ name, at, data }: Word): boolean {
    if (at === undefined || name === 'subprocess_output') return false;
    const key = `${at} ${name} ${digestOf(shownIn({ ...data, timestamp: '' }))}`;
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    const [first] = this.seen;
    if (this.seen.size > REMEMBERED && first !== undefined) this.seen.delete(first);
    return false;
  }

  private onlyOnce(name: string, level: 'event' | 'info', text: string): void {
    if (this.once.has(name)) return;
    this.once.add(name);
    this.tell(level, name, text);
  }
}

/** After the end nobody has to be reached. */
const nobodyThere: Link = { over: new Promise<void>(() => {}), close: () => undefined };
