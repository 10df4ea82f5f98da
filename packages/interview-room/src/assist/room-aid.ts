import {
  coachRules,
  contextItems,
  createAssistant,
  createCoach,
  createToolbox,
  messagesOf,
  previewContext,
  relayJournal,
  relayTransport,
  roomFiles,
  roomProposals,
  saidBefore,
  answerId,
  type Assistant,
  type Coach,
  type ContextOptions,
  type ContextPreview,
} from '@interview-room/assistant';
import { writesOf } from '@interview-room/assistant/levels';
import type { ChatEvent, ChatMessage, ChatTransport, Said } from '@interview-room/assistant/streams';
import { ASSISTANT, may, newId, type AssistTurn, type Offer, type Room } from '@interview-room/core';
import type { AiChat } from '@interview-room/ai-chat';
import type { ProposalSettledEvent } from '@interview-room/code-editor';
import { Announcer, Localize } from '@interview-room/ui';
import type { TemplateResult } from 'lit';
import './furniture.js';
import type { Words } from '../locales/assist/en.js';
import { strings } from '../locales/assist/strings.js';
import { coloursOf } from '../view/coloured-chat.js';
import { dress } from '../view/dress.js';
import type { SharedHost, Sharing } from '../view/shared-parts.js';
import { aidStyles } from './aid.styles.js';
import { coachWordsOf } from './coach-words.js';
import { drawAid } from './draw-aid.js';
import { describeModels, type Models } from './describe.js';
import { Growing } from './growing.js';
import { newsOf } from './news.js';
import { Proposals } from './proposals.js';
import { tellTidings } from './tidings.js';
import { AidRunner } from './tool-runner.js';
import { UnderWay } from './under-way.js';
import { Watched } from './watched.js';

/** The element, as the assistant needs it. */
export type AidHost = SharedHost;

/**
 * The assistant of a shared room, as one page has it: it asks by way of the backend, runs tools here, and shows what it
 * proposes. What others ask it is watched.
 *
 *   <ai-chat> ──▶ assistant (loop) ──▶ relay ──▶ backend ──▶ model
 *                    │    ▲                         └──▶ casts ──▶ watched ──▶ <ai-chat> of others
 *                    ▼    │
 *                  tools: workspace, runner ──▶ edit.proposed ──▶ the editor
 */
export class RoomAid {
  readonly words: Localize<Words>;
  models: Models = { configured: true, models: [] };
  /** What the assistant sees is shown. */
  preview?: ContextPreview | undefined;
  /** Colours code as the editor does, also where the page has registered the chat itself. */
  readonly highlight = coloursOf(() => this.chat);
  coach: Coach | undefined;
  readonly transport: ChatTransport;
  private readonly announcer: Announcer;
  private readonly assistant: Assistant;
  private readonly growing: Growing;
  private readonly proposals: Proposals;
  private readonly runner: AidRunner;
  private readonly underWay: UnderWay;
  private readonly watched: Watched;
  private readonly context: ContextOptions;
  private readonly stops: (() => void)[];
  /** The same messages for the same turns: a chat compares them by what they are. */
  private given?: { turns: readonly AssistTurn[]; people: unknown; messages: ChatMessage[] };
  /** The offer that the next question comes of. */
  private taken: string | undefined;
  private isGone = false;

  constructor(
    readonly room: Room,
    private readonly host: AidHost,
    sharing: Sharing,
  ) {
    this.words = new Localize(host, strings);
    this.announcer = new Announcer(host);
    const url = room.offers.assistant?.url ?? '';
    const { token } = sharing;
    this.underWay = new UnderWay(`${sharing.backend} ${sharing.session}`);
    const toolbox = this.makeTools((this.runner = new AidRunner(host)));
    this.context = { room, question: () => this.question(), open: () => this.openFile() };
    this.assistant = createAssistant({
      room,
      tools: toolbox,
      journal: relayJournal(room),
      transport: relayTransport({ url, ...(token && { token }) }),
      context: () => contextItems(this.context),
    });
    this.growing = new Growing(
      (path) => toolbox.read(this.assistant.running ?? '', path),
      () => this.proposals.show(),
    );
    this.proposals = new Proposals(room, host, this.growing, () => this.words.term('assistant'));
    this.watched = new Watched(
      (turn, events) => void this.chat?.follow(events, { id: answerId(turn) }).catch(() => undefined),
      (event) => this.growing.take(event),
      (turn) => this.saidIn(turn),
    );
    this.transport = (request, options) => this.ask(this.assistant.transport, request, options);
    this.stops = [
      ...tellTidings(room, this),
      room.onCast((cast) => this.watched.hear(cast, (turn) => this.assistant.isOwn(turn))),
      room.subscribe(
        ({ assist }) => assist.turns,
        (turns) => this.watched.acted(turns),
      ),
      room.subscribe(
        ({ proposals }) => proposals,
        () => this.proposals.show(),
      ),
      // Who takes over and gives back leaves to the assistant what was not answered.
      room.subscribe(
        ({ assist }) => assist.session,
        (session) => session === 'active' && this.resumeIfCut(),
      ),
    ];
    const settled = (event: ProposalSettledEvent) => this.settled(event);
    host.addEventListener('proposal-settled', settled);
    this.stops.push(() => host.removeEventListener('proposal-settled', settled));
    dress(host, aidStyles);
    void this.learnModels(url, token);
  }

  private makeCoach(): Coach {
    return createCoach({
      room: this.room,
      rules: coachRules({}, coachWordsOf(this.words)),
      isBusy: () => this.assistant.running !== undefined,
    });
  }

  /** Who may ask, and take what is proposed: an observer reads. */
  get mayAsk(): boolean {
    return this.room.role === 'candidate' || this.room.role === 'interviewer';
  }

  /** Why nothing can be asked now. */
  get closed(): string {
    const { assist, stage } = this.room.state;
    if (assist.session === 'ended') return this.words.term('assistEnded');
    if (!this.models.configured) return this.models.message ?? this.words.term('notConfigured');
    const open = stage.now === 'started' || (this.room.role === 'interviewer' && stage.now !== 'ended');
    return open ? '' : this.words.term('assistClosed');
  }

  /** Whether what the assistant writes may come into the files by hand: at a level that only talks it is copied. */
  get mayPropose(): boolean {
    const { level, direct } = this.room.state.assist;
    return this.mayAsk && writesOf(level, direct) !== 'none';
  }

  /** The talk, for a chat to show. */
  get messages(): readonly ChatMessage[] {
    const { people, assist } = this.room.state;
    if (this.given?.turns === assist.turns && this.given.people === people) return this.given.messages;
    const messages = messagesOf(assist.turns, {
      nameOf: (by) => (by === ASSISTANT ? undefined : people.find(({ id }) => id === by)?.name),
      isAssistant: (by) => by === ASSISTANT,
    });
    this.given = { turns: assist.turns, people, messages };
    return messages;
  }

  /** What one thinks of the answers, by their messages; null for who may not say. */
  get ratings(): Record<string, 'up' | 'down'> | null {
    const { role, state } = this.room;
    if (role === undefined || !may(role, state.stage.now, 'assist.rated')) return null;
    const own = state.assist.turns.flatMap(({ turn, rated }) => {
      const value = rated?.[this.room.you];
      return value ? [[answerId(turn), value] as const] : [];
    });
    return Object.fromEntries(own);
  }

  /** Help that was offered and neither taken nor dismissed. */
  get offer(): Offer | undefined {
    if (this.room.role !== 'candidate') return undefined;
    return this.room.state.offers.findLast(({ answer }) => answer === undefined);
  }

  /** How much waits here for this person to see to it. */
  get news(): number {
    return newsOf(this.room, this.offer !== undefined && !this.closed);
  }

  say(sentence: string): void {
    this.announcer.say(sentence);
  }

  /** Where it is said; it stands where no pane hides it. */
  region(): TemplateResult {
    return this.announcer.region();
  }

  async answerOffer({ offer }: Offer, answer: 'taken' | 'dismissed'): Promise<void> {
    await this.coach?.answer(offer, answer);
    if (answer === 'dismissed') return;
    this.taken = offer;
    this.chat?.send(this.coach?.askOf(offer) ?? '');
  }

  rate(id: string, value: 'up' | 'down' | null): void {
    const turn = this.room.state.assist.turns.find((each) => answerId(each.turn) === id)?.turn;
    if (turn) void this.room.append('assist.rated', { turn, value }).catch(() => undefined);
  }

  /** Goes on with an answer that a reload has cut off. */
  resumeIfCut(): void {
    const turn = this.mayAsk ? this.assistant.unfinished((id) => this.underWay.was(id)) : undefined;
    if (!turn || this.closed || !this.chat) return;
    const events = this.tapped(this.assistant.resume(turn.turn));
    void this.chat.follow(events, { id: answerId(turn.turn) }).catch(() => undefined);
  }

  /** The editor shows another file, perhaps. */
  shown(): void {
    this.proposals.show();
  }

  /** A proposal was settled in the editor. */
  private settled({ id, outcome, accepted, rejected }: ProposalSettledEvent): void {
    void this.proposals.settled(id, outcome, { accepted, rejected }).catch(() => undefined);
  }

  /** Puts code of an answer in at the cursor, as the assistant's. */
  insert(event: Event & { readonly text: string }): void {
    const view = this.host.editor?.view;
    if (!view || this.host.editor?.readonly || !this.mayPropose) return;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.text), {
      userEvent: 'input.proposal',
      scrollIntoView: true,
    });
    view.focus();
  }

  /** Proposes code of an answer for the file that is open: in the place of what is selected, else of all of it. */
  propose(event: Event & { readonly text: string }): void {
    const { work, editor } = this.host;
    const turn = this.room.state.assist.turns.findLast(({ steps }) =>
      steps.some(({ text }) => text.includes('```')),
    );
    if (!work || !editor?.view || !turn || !this.mayPropose) return;
    event.preventDefault();
    const { state } = editor.view;
    const { from, to } = state.selection.main;
    const before = state.doc.toString();
    // A block of code has no line break at its end, but a file does.
    const whole = before.endsWith('\n') && !event.text.endsWith('\n') ? `${event.text}\n` : event.text;
    const after = from < to ? before.slice(0, from) + event.text + before.slice(to) : whole;
    const body = { proposal: newId(), turn: turn.turn, path: `${work.language}/${work.path}`, before, after };
    void this.room.append('edit.proposed', body).catch(() => undefined);
  }

  /** The paths of files that something is proposed for and that are not shown, those of the language that is open. */
  get elsewhere(): string[] {
    const { work } = this.host;
    if (!work || !this.mayAsk) return [];
    const open = this.room.state.proposals.filter(({ resolved }) => !resolved).map(({ path }) => path);
    const here = `${work.language}/`;
    return [...new Set(open)].filter((path) => path.startsWith(here) && path !== here + work.path);
  }

  /** Shows the file that something is proposed for. One that is not there yet is made, empty. */
  showProposal(path: string): void {
    const { workspace } = this.room;
    const language = path.slice(0, path.indexOf('/'));
    if (!workspace.has(path)) workspace.create(path);
    this.host.showFile(path.slice(language.length + 1), language);
  }

  /** What stands in the pane of the assistant. */
  draw(theme: string): TemplateResult {
    return drawAid(this, theme);
  }

  togglePreview(): void {
    this.preview = this.preview ? undefined : previewContext(this.context);
    this.host.requestUpdate();
  }

  close(): void {
    this.isGone = true;
    for (const stop of this.stops.splice(0)) stop();
    this.assistant.stop();
    this.coach?.stop();
    this.watched.stop();
    this.runner.dispose();
  }

  private saidIn(id: string): Said | undefined {
    const turn = this.room.state.assist.turns.find((each) => each.turn === id);
    return turn && saidBefore(turn);
  }

  private async learnModels(url: string, token: Sharing['token']): Promise<void> {
    this.models = await describeModels(url, token);
    const isOff = this.host.coach === 'off' || this.models.coach === 'off';
    if (this.mayAsk && !isOff && !this.isGone) this.coach = this.makeCoach();
    this.host.requestUpdate();
  }

  private get chat(): AiChat | null {
    return this.host.shadowRoot?.querySelector('ai-chat') ?? null;
  }

  private makeTools(runner: AidRunner) {
    const { room, host } = this;
    return createToolbox({
      files: roomFiles({
        workspace: room.workspace,
        question: () => host.work?.question,
        language: () => host.work?.language ?? '',
      }),
      runner,
      proposals: roomProposals(room),
      level: () => room.state.assist.level,
      direct: () => room.state.assist.direct,
    });
  }

  private ask(
    transport: ChatTransport,
    ...[request, options]: Parameters<ChatTransport>
  ): AsyncIterable<ChatEvent> {
    const offer = this.taken;
    this.taken = undefined;
    const extra = { ...request.extra, ...(offer !== undefined && { offer }) };
    return this.tapped(transport({ ...request, extra }, options));
  }

  private async *tapped(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
    try {
      for await (const event of events) {
        if (event.type === 'start') this.underWay.begin(this.assistant.running ?? '');
        this.growing.take(event);
        yield event;
      }
    } finally {
      this.underWay.end();
      this.growing.end();
    }
  }

  private question(): { title: string; statement: string } | undefined {
    const { question } = this.host.work ?? {};
    return question && { title: question.title, statement: question.statement };
  }

  private openFile() {
    const { work, editor } = this.host;
    if (!work || !editor?.view) return undefined;
    const { doc, selection } = editor.view.state;
    const { from, to, head } = selection.main;
    return {
      path: work.path,
      text: doc.toString(),
      line: doc.lineAt(head).number,
      ...(from < to && { selection: doc.sliceString(from, to) }),
    };
  }
}
