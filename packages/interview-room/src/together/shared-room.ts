import {
  JoinRefusedError,
  may,
  mayEnter,
  Room,
  type BodyOf,
  type Kind,
  type Role,
  type RoomState,
  type Stage,
} from '@interview-room/core';
import { parseQuestion, type Question } from '@interview-room/core/question';
import type { Runner } from '@interview-room/runtimes';
import { Localize } from '@interview-room/ui';
import type { TemplateResult } from 'lit';
import './furniture.js';
import { bringEditor } from '../live/opening.js';
import { Practice } from '../live/practice.js';
import { AidComing } from '../assist/aid-coming.js';
import type { RoomAid } from '../assist/room-aid.js';
import { FarComing } from '../far/far-coming.js';
import type { FarSide } from '../far/far-side.js';
import { withExecution, type Elsewhere } from '../far/with-execution.js';
import type { Words } from '../locales/room/en.js';
import { strings } from '../locales/room/strings.js';
import { isString, recall, remember } from '../storage/memo.js';
import { dress } from '../view/dress.js';
import type { MenuExtra, SharedHost, SharedParts, Sharing } from '../view/shared-parts.js';
import { claimsOf, isRole, type Claims } from './claims.js';
import { drawBanner, drawGate, drawHeader, drawSide, hasSide, isElsewhere } from './draw.js';
import { answerSharedRequests } from './effects.js';
import { Together } from './together.js';
import { clockText } from '../room-timer/clock-text.js';
import { momentAt, type Moment } from './moment.js';
import { Outgoing } from './outgoing.js';
import { sharedStyles } from './shared.styles.js';
import { SharedRuns, type OthersRun } from './shared-runs.js';
import { Writing } from './writing.js';

/**
 *   lobby ──enter()──▶ joining ──▶ in ──close()──▶ left
 *                         │  ▲
 *                         ▼  │ enter()
 *                       refused
 * A candidate is told what is recorded before anything of them reaches the backend: that is the lobby. Others, and a
 * candidate who has been in, begin at `joining`.
 */
export type Phase = 'lobby' | 'joining' | 'in' | 'refused' | 'left';

/** What can be seen in the pane beside the others. */
export type SideTab = 'chat' | 'assistant' | 'terminal' | 'tasks' | 'log' | 'notes';

/** A room with others in it, as the element shows it: joined over a backend, with its people, talk, clock and stages. */
export class SharedRoom implements SharedParts {
  phase: Phase = 'joining';
  /** Why it could not be joined. */
  refusal?: JoinRefusedError;
  room?: Room;
  together?: Together;
  /** Who writes a message now, by id, and until when. */
  readonly writing = new Writing(() => this.update());
  readonly messages = new Outgoing(() => this.update());
  readonly notes = new Outgoing(() => this.update());
  tab: SideTab = 'chat';
  news = 0;
  claims: Claims = {};
  /** What is shown of an earlier moment. */
  moment?: Moment & { time: string };
  /** A scratch editor stands in the lobby. */
  trying = false;
  /** The talk is seen where there is not room for all panes. */
  talking = false;
  readonly words: Localize<Words>;
  readonly now = (): number => this.room?.now() ?? Date.now();
  private name: string;
  private runs?: SharedRuns;
  /** The hash of the question that is open. */
  private asked?: string;
  private server?: Runner;
  private readonly stops: (() => void)[] = [];
  private readonly aids = new AidComing(this);
  private readonly fars = new FarComing(this);

  constructor(
    readonly host: SharedHost,
    readonly sharing: Sharing,
  ) {
    this.name = sharing.name ?? '';
    this.words = new Localize(host, strings);
    dress(host, sharedStyles);
    this.stops.push(answerSharedRequests(host, this));
    void this.begin();
  }

  /** What the person is: the backend's word, and before that the token's or the page's. */
  get role(): Role {
    const named = isRole(this.sharing.role) ? this.sharing.role : 'candidate';
    return this.room?.role ?? this.claims.role ?? named;
  }
  /** The assistant, once its code is here. */
  get aid(): RoomAid | undefined {
    return this.aids.aid;
  }
  /** What the backend offers beside the log, once its code is here. */
  get far(): FarSide | undefined {
    return this.fars.far;
  }
  get state(): RoomState | undefined {
    return this.room?.state;
  }
  get stage(): Stage {
    return this.state?.stage.now ?? 'waiting';
  }
  may(kind: Kind): boolean {
    return may(this.role, this.stage, kind);
  }
  mayEnter(stage: Stage): boolean {
    return mayEnter(this.role, this.stage, stage);
  }

  /** Nobody has to be waited for: it is known who is here, and this person may start by themselves. */
  get mayStart(): boolean {
    return this.together?.presence.isKnown === true && this.mayEnter('started');
  }

  /** Joins, under a name where one was asked for. */
  async enter(name?: string): Promise<void> {
    if (name) this.name = name;
    this.go('joining');
    const { backend, dialect, variant, session, token, role, transport } = this.sharing;
    try {
      if (dialect) (await import('@interview-room/backends')).registerDialects();
      const room = await Room.join({
        backend,
        session,
        ...(dialect && { dialect }),
        ...(variant && { variant }),
        ...(token && { token }),
        ...(this.name && { name: this.name }),
        ...(role && { role }),
        ...(transport && { transport }),
      });
      if (this.phase === 'left') return void room.leave();
      remember(this.memo, this.name);
      this.settle(room);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Adds an entry. What is not taken is told by the room; the editor's text stays. */
  append<K extends Kind>(kind: K, body: BodyOf<K>): Promise<unknown> {
    return this.room?.append(kind, body) ?? Promise.resolve();
  }

  /** How many of all tests pass on the backend, the hidden ones too, where it is told. */
  get graded(): { passed: number; total: number } | undefined {
    const all = Object.values(this.state?.graded ?? {}).sort((a, b) => b.at - a.at);
    return all[0]?.summary;
  }
  /** The whole question, which interviewers are given. */
  get secret(): Question | undefined {
    return this.state?.secret as Question | undefined;
  }

  startNow(): Promise<unknown> {
    return this.append('stage.changed', { stage: 'started' });
  }

  /** Puts an editor into the lobby: what is written there goes nowhere. */
  async tryEditor(): Promise<void> {
    await bringEditor();
    this.trying = true;
    this.update();
  }

  /** Shows the files as they were at a place in the log. */
  async showMoment(seq: number): Promise<void> {
    const { entries = [] } = (await this.room?.export()) ?? {};
    const at = entries.find((entry) => entry.seq === seq);
    const began = this.state?.stage.changes.find(({ stage }) => stage === 'started')?.at;
    const passed = at && 'at' in at && began !== undefined ? Math.max(0, at.at - began) : 0;
    await bringEditor();
    this.moment = { ...momentAt(entries, seq), time: clockText(passed / 1000) };
    this.update();
    await this.host.updateComplete;
    await this.host.shadowRoot?.querySelector('room-moment')?.show();
  }

  /** What the menu of the room has beside what every room has. */
  menu(): MenuExtra[] {
    const shown = this.together?.authorsShown ?? false;
    const label = this.words.term('authors');
    const choose = () => this.together?.showAuthors(!shown);
    return [{ id: 'authors', label, checked: shown, toggle: true, choose }];
  }

  showTab(tab: SideTab): void {
    this.tab = tab;
    this.update();
  }
  toggleTalk(): void {
    this.talking = !this.talking;
    this.host.showPane(this.talking ? 'room' : 'problem');
    this.update();
  }

  /** The answer is final from now on. What was typed until now goes before it. */
  async submit(): Promise<void> {
    await this.room?.workspace.settled();
    await this.append('stage.changed', { stage: 'submitted' });
  }

  /** Tries to connect again: a room that was joined, or one that was not. */
  retry(): void {
    if (this.phase === 'in') this.room?.retry();
    else void this.enter();
  }

  /** How far the messages were read. */
  get lastRead(): string | undefined {
    return recall(`${this.memo} read`, isString);
  }
  noteRead(unread: number, lastRead: string): void {
    remember(`${this.memo} read`, lastRead);
    if (unread === this.news) return;
    this.news = unread;
    this.update();
  }

  async open(question: Question): Promise<Practice> {
    if (!this.room) throw new Error('The room is not joined.');
    return Practice.over(this.room, question, {
      run: () => this.runs?.current,
      extensions: (text, path) => this.together?.extensions(text, path) ?? [],
    });
  }
  wrap(runner: Runner): Runner {
    const reached = withExecution(runner, this.host, () => this.elsewhere());
    return this.runs?.wrap(reached) ?? reached;
  }

  /** What runs programs beside the browser. */
  private elsewhere(): Elsewhere {
    const { execution, assistant } = this.room?.offers ?? {};
    return { offer: execution, runner: async () => (assistant ? this.serverRunner() : undefined) };
  }

  private async serverRunner(): Promise<Runner> {
    const { backend: url, session: room, token = '' } = this.sharing;
    const { serverRunner } = await import('@interview-room/backends/runners');
    this.server ??= serverRunner({ url, room, token });
    return this.server;
  }

  gate(): TemplateResult | undefined {
    return drawGate(this);
  }
  header(): TemplateResult {
    return drawHeader(this);
  }
  readonly banner = (): TemplateResult => drawBanner(this);
  side(): TemplateResult | undefined {
    return drawSide(this);
  }
  get unread(): number | undefined {
    return hasSide(this) ? this.news + (this.aid?.news ?? 0) : undefined;
  }
  shown(path: string): void {
    this.together?.shown(path);
    this.aid?.shown();
  }
  update(): void {
    this.host.requestUpdate();
  }

  close(): void {
    this.phase = 'left';
    for (const stop of this.stops.splice(0)) stop();
    this.runs?.dispose();
    this.server?.dispose();
    this.aids.close();
    this.fars.close();
    this.together?.leave();
    this.writing.stop();
    void this.room?.leave();
  }

  private async begin(): Promise<void> {
    this.claims = claimsOf(await this.firstToken());
    if (this.phase === 'left') return;
    const known = recall(this.memo, isString);
    if (this.role === 'candidate' && known === undefined) this.go('lobby');
    else await this.enter(this.name || known);
  }

  private async firstToken(): Promise<string> {
    const { token = '' } = this.sharing;
    try {
      return typeof token === 'string' ? token : await token();
    } catch {
      return '';
    }
  }

  /** Under which name this browser was let into the room as what it is: after a reload the lobby does not ask again. */
  private get memo(): string {
    return `entered:${this.sharing.backend} ${this.sharing.session} ${this.role}`;
  }

  private settle(room: Room): void {
    this.room = room;
    this.runs = new SharedRuns(room, (run) => this.followRun(run));
    this.together = new Together(room, {
      open: (path) => this.openFile(path),
      changed: () => this.update(),
      pasted: (name) => this.words.term('authorPasted', name),
      copied: (length, path) => isElsewhere(this) && room.offers.records?.copied(length, path),
    });
    this.stops.push(
      room.subscribe(
        (state) => state,
        () => this.changed(),
      ),
      room.onCast((cast) => cast.kind === 'chat.typing' && this.writing.heard(cast.by, cast.body)),
      room.onRefused(({ kind, message, text }) =>
        this.host.report({ code: 'entry-refused', message, detail: kind, ...(text && { typed: text }) }),
      ),
    );
    this.phase = 'in';
    this.changed();
  }

  private changed(): void {
    this.showQuestion();
    this.aids.look();
    this.fars.look();
    this.update();
  }

  /** The question is for the candidate from the start on; the others see it before. */
  private showQuestion(): void {
    const { content, question: named, stage } = this.state ?? {};
    if (content === undefined || named?.hash === this.asked) return;
    if (this.role === 'candidate' && stage?.now === 'waiting') return;
    this.asked = named?.hash;
    const { question, problems } = parseQuestion(content);
    if (!question) {
      const message = problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
      return this.host.report({ code: 'question-invalid', message });
    }
    this.host.openQuestion(question);
  }

  /** The one who is followed is in a file of some language: `python/main.py`. */
  private openFile(path: string): void {
    const [language = '', ...rest] = path.split('/');
    this.host.showFile(rest.join('/'), language);
  }

  private followRun({ by, mode, events }: OthersRun): void {
    const label = this.state?.people.find(({ id }) => id === by)?.name ?? by;
    this.host.follow({ mode, label, events: events as AsyncIterable<never> });
  }

  private refuse(error: unknown): void {
    if (this.phase === 'left') return;
    this.refusal =
      error instanceof JoinRefusedError ? error : new JoinRefusedError('unavailable', String(error), true);
    this.host.report({ code: 'room-refused', message: this.refusal.message, detail: this.refusal.reason });
    this.go('refused');
  }

  private go(phase: Phase): void {
    if (this.phase === 'left') return;
    this.phase = phase;
    this.update();
  }
}
