import type { CodeEditor } from '@interview-room/code-editor';
import type { Question } from '@interview-room/core/question';
import type { Diagnostic } from '@interview-room/runtimes';
import type { RunPanel } from '@interview-room/run-panel';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { answerRequests, changeLanguage } from './desk/requests.js';
import { RoomDesk, type DeskHost } from './desk/room-desk.js';
import { styles } from './interview-room.styles.js';
import { EditorComing } from './live/editor-coming.js';
import { placesOf, type Places } from './live/places.js';
import { strings } from './locales/strings.js';
import { QuestionLoader } from './practice/question-loader.js';
import type { ProblemCode, RoomProblem } from './problems/problem.js';
import { RoomErrorEvent } from './problems/room-error-event.js';
import type { RoomShortcuts } from './shortcuts/room-shortcuts.js';
import { enter, isAlone, leave } from './view/census.js';
import { EditorFirst } from './view/editor-first.js';
import { Nearness } from './view/nearness.js';
import { renderNotice } from './view/notice-bar.js';
import { isPane, paneAfter, renderPaneTabs, type Pane } from './view/pane-tabs.js';
import { PanelArrival } from './view/panel-arrival.js';
import { roomKeyOf, type RoomKey } from './view/room-keys.js';
import { renderHeader, type Look } from './view/room-parts.js';
import { aroundEditor, renderPanes, renderStopped, type PanesState } from './view/panes.js';
import { sharingOf, type OthersRun, type SharedHost, type SharedParts } from './view/shared-parts.js';
import { SharingElement } from './view/sharing-element.js';
import { StatementChildren } from './view/statement-children.js';
import { Width } from './view/width.js';

/** Problems that are told in the line for notices. */
const TOLD: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['language-unknown', 'entry-refused']);
/** What names a shared room: a change of any of it is another room. */
const SHARING = ['backend', 'dialect', 'variant', 'session', 'token', 'transport'] as const;

/**
 * A coding problem in one tag: the statement, an editor, and a panel that runs and tests the code in this page.
 * What a person writes is kept in their browser, for each question and page; with a `backend`, in a room that people share.
 *
 * Nothing but the question is loaded before the room is used, or, if it is the only one of its page, seen.
 *
 * @attr {'candidate' | 'interviewer' | 'observer' | 'assistant'} role - What the person is, where the token cannot be read.
 * @tag interview-room
 * @summary A practice problem, with statement, editor and tests.
 * @slot - The statement as HTML. It is readable before any script has run, and stands in place of the question's own.
 * @fires {RoomProgressEvent} room-progress - The tests ran. `detail`: `passed`, `total`, `language`, `solved`.
 * @fires {RoomSolvedEvent} room-solved - Every test passes. `detail` as of `room-progress`.
 * @fires {BackendNoticeEvent} backend-notice - The backend said something that has no place in the room's log. `notice`: `level`, `name`, `text`.
 * @fires {RoomErrorEvent} room-error - Something went wrong. `detail`: `code`, `message`, `detail`.
 * @csspart room - Everything inside the border.
 * @csspart header - The line at the top.
 * @csspart problem-pane - The pane of the statement.
 * @csspart code-pane - The pane of the code.
 * @csspart run-pane - The pane of the run panel.
 * @csspart room-pane - The pane of the talk, in a shared room.
 * @csspart pane-tabs - The tabs of a narrow room.
 * @csspart preview - The code before the editor is there.
 * @csspart problem - What stands in the place of the room when something went wrong.
 * @csspart notice - The line about what was just done.
 * @csspart question - The `<question-view>`.
 * @csspart editor - The `<code-editor>`.
 * @csspart panel - The `<run-panel>`.
 * @cssproperty [--ir-height=38rem] - How high the room is.
 */
export class InterviewRoom extends SharingElement implements DeskHost, SharedHost {
  static override styles: CSSResultGroup = [RoomElement.styles, styles];

  /** The address of the question, a JSON file. */
  @property() src = '';
  /** The question itself, as an object or JSON text. It wins over `src`. */
  @property({ attribute: false }) question?: unknown;
  /** The language to begin with. A person's own last choice wins over it. */
  @property() language = '';
  /** The nonce of the page's Content-Security-Policy, for the editor's styles. */
  @property({ attribute: 'csp-nonce' }) cspNonce = '';
  /** Where the runtimes' files are. Default: beside the module. */
  @property({ attribute: 'asset-base' }) assetBase?: string;
  /** The page the sandbox is made of. Default: `sandbox.html` among the runtimes' files. */
  @property({ attribute: 'sandbox-url' }) sandboxUrl?: string;

  @state() private pane: Pane = 'problem';
  @state() private desk?: RoomDesk;
  @state() private shared?: SharedParts;

  /** The editor, once the room is open. */
  @query('code-editor') readonly editor!: CodeEditor | null;
  /** The panel, once something was edited or run. */
  @query('run-panel') readonly panel!: RunPanel | null;
  @query('room-shortcuts') private readonly shortcuts!: RoomShortcuts;

  private readonly words = new Localize(this, strings);
  private readonly loader = new QuestionLoader(this, {
    settled: () => this.questionSettled(),
    company: () => this.editorComing.soon(),
  });
  private readonly width = new Width(this);
  private readonly arrival = new PanelArrival(this);
  private readonly editorFirst = new EditorFirst(this);
  private readonly statement = new StatementChildren(this);
  protected readonly nearness: Nearness;
  /** How many were put away: with another question nothing of the one before stays, not even a place scrolled to. */
  private questions = 0;
  private near = false;
  private seen = false;
  private readonly editorComing = new EditorComing();
  private leaving?: ReturnType<typeof setTimeout>;

  constructor() {
    super();
    this.nearness = new Nearness(this, { near: () => this.cameNear(), seen: () => this.cameIntoView() });
    answerRequests(this, () => this.desk);
    this.addEventListener('run-started', ({ label }) => this.runStarted(label));
    this.addEventListener('run-finished', (event) => this.desk?.runFinished(event));
    this.addEventListener('tests-finished', (event) => this.desk?.testsFinished(event));
  }

  /** Where the runtimes are looked for. */
  get places(): Places {
    return placesOf(this);
  }

  /** What the inner elements take over from this one. */
  private get look(): Look {
    return { theme: this.theme, cspNonce: this.cspNonce, words: this.words };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.leaving);
    enter(this);
  }

  /** Being moved is leaving and coming back at once: only who stays away is let go. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leave(this);
    this.leaving = setTimeout(() => {
      this.desk?.opening.close();
      this.shared?.close();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (SHARING.some((name) => changed.has(name))) void this.share();
    if (changed.has('question') || changed.has('src')) this.begin();
    else if (changed.has('language') && this.desk) this.askedFor(this.language);
  }

  /** Joins the room that the attributes name, if they name one; it is theirs until they name another. */
  private async share(): Promise<void> {
    this.shared?.close();
    this.shared = undefined;
    if (!this.backend || !(this.session || this.dialect)) return;
    const asked = SHARING.map((name) => this[name]);
    const { SharedRoom } = await import('./together/shared-room.js');
    if (asked.every((value, at) => value === this[SHARING[at] ?? 'backend']) && !this.shared)
      this.shared = new SharedRoom(this, sharingOf(this));
  }

  /** A shared room brings its question. */
  openQuestion(question: Question): void {
    this.closeQuestion();
    this.desk = new RoomDesk(this, question, this.shared);
    void this.desk.start().catch(() => undefined);
  }
  /** The question is not to be worked on any more. */
  closeQuestion(): void {
    if (this.desk) this.questions++;
    this.desk?.close();
    this.desk = undefined;
  }
  /** Shows a file of a language. */
  showFile(path: string, language: string): void {
    this.desk?.choose({ path, ...(language in this.desk.question.languages && { language }) });
  }
  /** What is worked on, and which file is shown. */
  get work(): RoomDesk['work'] | undefined {
    return this.desk?.work;
  }
  /** What was made of the files of the language that is open. */
  get answer(): Readonly<Record<string, string>> {
    return this.desk?.answer ?? {};
  }
  /** Shows a pane where not all are seen. */
  showPane(pane: Pane): void {
    this.pane = pane;
  }
  /** Shows a run that someone else makes, unless one's own is under way. */
  follow({ mode, label, events }: OthersRun): void {
    void this.desk?.follow(events, mode, label).catch(() => undefined);
  }

  private begin(): void {
    this.closeQuestion();
    this.loader.reset();
    if (this.backend) return;
    if (this.question !== undefined) this.loader.read(this.question);
    else if (this.src && this.near) this.loader.fetch(new URL(this.src, document.baseURI).href);
  }

  private cameNear(): void {
    this.near = true;
    if (this.loader.state === 'waiting' && this.hasUpdated) this.begin();
  }

  private cameIntoView(): void {
    this.seen = true;
    // The editor's code comes while the question does, and so does the news whether there is earlier work.
    if (isAlone(this)) this.editorComing.begin();
    this.openIfAlone();
  }

  /** One room on a page is what its reader came for. Of many, those that are used are opened. */
  private openIfAlone(): void {
    if (!this.seen || !this.desk || !isAlone(this)) return;
    void this.desk.start().catch(() => undefined);
    // Of a narrow room the statement is seen, and not the editor.
    if (this.desk.opening.state === 'open' && !this.width.narrow) this.editorFirst.begin();
  }

  private questionSettled(): void {
    const { problem, question } = this.loader;
    if (problem) this.report(problem);
    if (!question) return;
    this.desk = new RoomDesk(this, question);
    if (this.language) this.askedFor(this.language, false);
    this.openIfAlone();
  }

  /** The page asks for a language. At the beginning the person's own last choice counts for more. */
  private askedFor(language: string, choose = true): void {
    if (!this.desk?.view.languages.some(({ id }) => id === language)) {
      this.report({
        code: 'language-unknown',
        message: `The question has no "${language}".`,
        detail: language,
      });
    } else if (choose) void changeLanguage(this.desk, language).catch(() => undefined);
  }

  /** Tells the page, and the person where it is theirs to know. */
  report(problem: RoomProblem): void {
    this.dispatchEvent(new RoomErrorEvent(problem));
    if (TOLD.has(problem.code)) this.desk?.tell({ text: { problem } });
  }

  /** What the editor shows, while there is one. */
  get text(): string | undefined {
    return this.editor?.view ? this.editor.value : undefined;
  }

  /** Puts a text in the place of what the editor shows, as one edit that can be taken back. */
  replaceText(text: string): void {
    this.editor?.replaceText(text);
    // A record that is yet to come begins with it, as with what a person types.
    if (this.editor && !this.desk?.practice) this.desk?.typed();
  }

  /** Opens the list of shortcuts. */
  async showShortcuts(): Promise<void> {
    await import('./shortcuts/define.js');
    await this.shortcuts.show();
  }

  /** Shows what the checker found in the file that is open. */
  showDiagnostics(found: readonly Diagnostic[]): void {
    const { language = '', practice } = this.desk ?? {};
    const documentOf = (path: string) => practice?.document(language, path) ?? `${language}/${path}`;
    const named = found.map((each) => ({ ...each, path: documentOf(each.path) }));
    if (this.editor) this.editor.diagnostics = named;
  }

  private readonly retry = (): void => {
    if (this.desk) void this.desk.start().catch(() => undefined);
    else this.loader.retry();
  };

  private readonly start = async (): Promise<void> => {
    await this.desk?.start().catch(() => undefined);
    await this.updateComplete;
    await this.editor?.updateComplete;
    this.editor?.focus();
  };

  private runStarted(label?: string): void {
    this.desk?.runStarted(label);
    if (!this.width.narrow || label) return;
    // The editor is hidden by it: its focus goes along.
    if (this.shadowRoot?.activeElement?.closest('#code')) void this.focusPane(1);
    this.pane = 'run';
  }

  /** Runs, with what a run needs fetched first where it is not here yet. */
  private async runSoon(mode: 'run' | 'test'): Promise<void> {
    if (this.desk?.ready) this.panel?.[mode]();
    else await this.desk?.runLater(mode).catch(() => undefined);
  }

  private onKey(event: KeyboardEvent): void {
    const asked = event.isComposing ? undefined : roomKeyOf(event);
    if (!asked || !this.desk) return;
    event.preventDefault();
    event.stopPropagation();
    const effects: Record<RoomKey, () => unknown> = {
      'run': () => this.runSoon('run'),
      'test': () => this.runSoon('test'),
      'next-pane': () => this.focusPane(1),
      'previous-pane': () => this.focusPane(-1),
      'shortcuts': () => this.showShortcuts(),
    };
    effects[asked]();
  }

  private async focusPane(steps: number): Promise<void> {
    const here = this.shadowRoot?.activeElement?.closest('.pane')?.id ?? '';
    const shared = this.shared?.unread !== undefined;
    this.pane = isPane(here)
      ? paneAfter(here, steps, shared)
      : this.width.narrow
        ? paneAfter(this.pane, steps, shared)
        : 'problem';
    await this.updateComplete;
    const start = this.renderRoot.querySelector<HTMLElement>('.start');
    const box = this.renderRoot.querySelector<HTMLElement>(`#${this.pane}`);
    (this.pane === 'code' ? (this.editor ?? start) : box)?.focus();
  }

  /** Done is what is drawn whole. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    return this.editorFirst.turn ? this.editorFirst.turn.then(() => super.getUpdateComplete()) : settled;
  }

  protected override updated(): void {
    const { desk, shared } = this;
    if (desk && shared) shared.shown(`${desk.language}/${desk.view.path}`);
  }

  private panes(): PanesState {
    const { desk, words, look, shared, loader, retry } = this;
    return {
      words,
      look,
      desk,
      view: desk?.view,
      editorFirst: this.editorFirst.turn !== undefined,
      problem: loader.problem ?? desk?.opening.problem,
      shared,
      narrow: this.width.narrow,
      ownStatement: this.statement.present,
      start: () => void this.start(),
      retry,
      run: this.arrival.here ? undefined : (mode) => void this.runSoon(mode),
    };
  }

  override render(): TemplateResult {
    const { desk, shared } = this;
    const panes = this.panes();
    const { problem } = panes;
    const around = aroundEditor(panes);
    const gate = shared?.gate();
    const stopped = problem && !desk ? renderStopped(panes, problem) : undefined;
    const open = !gate && !stopped;
    return html`<div
        class="room"
        part="room"
        data-pane=${this.pane}
        aria-busy=${this.loader.state === 'loading'}
        @keydown=${{ handleEvent: (event: KeyboardEvent) => this.onKey(event), capture: true }}
      >
        ${open ? renderHeader(around.desk, around.view, shared) : nothing}
        ${open && shared ? shared.banner() : nothing}
        ${keyed(this.questions, gate ?? stopped ?? renderPanes(panes))}
        ${renderNotice(this.words, desk?.notice, (undo) => this.closeNotice(undo))}
        ${open ? renderPaneTabs(this.words, this.pane, (pane) => (this.pane = pane), shared?.unread) : nothing}
      </div>
      <room-shortcuts theme=${this.theme}></room-shortcuts>`;
  }

  private closeNotice(undo: boolean): void {
    const notice = this.desk?.notice;
    this.desk?.tell(undefined);
    if (undo) notice?.undo?.();
    // The button that was pressed is gone: the focus goes to what the notice was about.
    this.renderRoot.querySelector<HTMLElement>(`#${this.width.narrow ? this.pane : 'code'}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'interview-room': InterviewRoom;
  }
}
