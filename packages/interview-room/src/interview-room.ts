import type { CodeEditor } from '@interview-room/code-editor';
import type { Diagnostic } from '@interview-room/runtimes';
import type { RunPanel } from '@interview-room/run-panel';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { answerRequests, changeLanguage } from './desk/requests.js';
import { RoomDesk, type DeskHost } from './desk/room-desk.js';
import { styles } from './interview-room.styles.js';
import { bringEditor, type Places } from './live/opening.js';
import { strings } from './locales/strings.js';
import { QuestionLoader } from './practice/question-loader.js';
import type { RoomView } from './practice/view.js';
import type { RoomProblem } from './problems/problem.js';
import { RoomErrorEvent } from './problems/room-error-event.js';
import type { RoomShortcuts } from './shortcuts/room-shortcuts.js';
import { lookAhead } from './storage/fresh.js';
import { enter, isAlone, leave } from './view/census.js';
import { Nearness } from './view/nearness.js';
import { renderNotice } from './view/notice-bar.js';
import { isPane, paneAfter, PANES, renderPaneTabs, type Pane } from './view/pane-tabs.js';
import { PanelArrival } from './view/panel-arrival.js';
import { renderPreview } from './view/preview.js';
import { renderProblem } from './view/problem-card.js';
import { roomKeyOf, type RoomKey } from './view/room-keys.js';
import { EXPORTED } from './view/exported-parts.js';
import { renderEditor, renderHeader, renderPanel, type Look } from './view/room-parts.js';
import { renderSplitter } from './view/splitters.js';
import { StatementChildren } from './view/statement-children.js';
import { renderSkeleton } from './view/skeleton.js';
import { Width } from './view/width.js';

/** How many milliseconds a question that is here waits for the editor, which spares its reader a change of the picture. */
const PATIENCE = 100;

/**
 * A coding problem in one tag: the statement, an editor, and a panel that runs and tests the code in this page.
 * What a person writes is kept in their browser, for each question and page.
 *
 * Nothing but the question is loaded before the room is used, or, if it is the only one of its page, seen.
 *
 * @tag interview-room
 * @summary A practice problem, with statement, editor and tests.
 * @slot - The statement as HTML. It is readable before any script has run, and stands in place of the question's own.
 * @fires {RoomProgressEvent} room-progress - The tests ran. `detail`: `passed`, `total`, `language`, `solved`.
 * @fires {RoomSolvedEvent} room-solved - Every test passes. `detail` as of `room-progress`.
 * @fires {RoomErrorEvent} room-error - Something went wrong. `detail`: `code`, `message`, `detail`.
 * @csspart room - Everything inside the border.
 * @csspart header - The line at the top.
 * @csspart problem-pane - The pane of the statement.
 * @csspart code-pane - The pane of the code.
 * @csspart run-pane - The pane of the run panel.
 * @csspart pane-tabs - The tabs of a narrow room.
 * @csspart preview - The code before the editor is there.
 * @csspart problem - What stands in the place of the room when something went wrong.
 * @csspart notice - The line about what was just done.
 * @csspart question - The `<question-view>`.
 * @csspart editor - The `<code-editor>`.
 * @csspart panel - The `<run-panel>`.
 * @cssproperty [--ir-height=38rem] - How high the room is.
 */
export class InterviewRoom extends RoomElement implements DeskHost {
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

  /** The editor, once the room is open. */
  @query('code-editor') readonly editor!: CodeEditor | null;
  /** The panel, once something was edited or run. */
  @query('run-panel') readonly panel!: RunPanel | null;
  @query('room-shortcuts') private readonly shortcuts!: RoomShortcuts;

  private readonly words = new Localize(this, strings);
  private readonly loader = new QuestionLoader(this, {
    settled: () => this.questionSettled(),
    company: () => Promise.race([this.editorComing, this.editorComing && pause(PATIENCE)]),
  });
  private readonly width = new Width(this);
  private readonly arrival = new PanelArrival(this);
  private readonly statement = new StatementChildren(this);
  protected readonly nearness: Nearness;
  private near = false;
  private seen = false;
  private editorComing?: Promise<unknown>;
  private leaving?: ReturnType<typeof setTimeout>;

  constructor() {
    super();
    this.nearness = new Nearness(this, { near: () => this.cameNear(), seen: () => this.cameIntoView() });
    answerRequests(this, () => this.desk);
    this.addEventListener('run-started', () => this.runStarted());
    this.addEventListener('run-finished', (event) => this.desk?.runFinished(event));
    this.addEventListener('tests-finished', (event) => this.desk?.testsFinished(event));
  }

  /** Where the runtimes are looked for. */
  get places(): Places {
    const { assetBase, sandboxUrl } = this;
    return { ...(assetBase && { assetBase }), ...(sandboxUrl && { sandboxUrl }) };
  }

  /** What the inner elements take over from this one. */
  private get look(): Look {
    const { theme, cspNonce, words } = this;
    return { theme, cspNonce, words };
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
    this.leaving = setTimeout(() => this.desk?.opening.close());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('question') || changed.has('src')) this.begin();
    else if (changed.has('language') && this.desk) this.askedFor(this.language);
  }

  private begin(): void {
    this.desk?.close();
    this.desk = undefined;
    this.loader.reset();
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
    if (isAlone(this)) {
      this.editorComing = bringEditor().catch(() => undefined);
      lookAhead();
    }
    this.openIfAlone();
  }

  /** One room on a page is what its reader came for. Of many, those that are used are opened. */
  private openIfAlone(): void {
    if (this.seen && this.desk && isAlone(this)) void this.desk.start().catch(() => undefined);
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
    if (problem.code === 'language-unknown') this.desk?.tell({ text: { problem } });
  }

  /** What the editor shows, while there is one. */
  get text(): string | undefined {
    return this.editor?.view ? this.editor.value : undefined;
  }

  /** Puts a text in the place of what the editor shows, as one edit that can be taken back. */
  replaceText(text: string): void {
    this.editor?.replaceText(text);
  }

  /** Opens the list of shortcuts. */
  async showShortcuts(): Promise<void> {
    await import('./shortcuts/define.js');
    await this.shortcuts.show();
  }

  /** Shows what the checker found in the file that is open. */
  showDiagnostics(found: readonly Diagnostic[]): void {
    const { language = '' } = this.desk ?? {};
    const named = found.map((each) => ({ ...each, path: `${language}/${each.path}` }));
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

  private runStarted(): void {
    this.desk?.runStarted();
    if (this.width.narrow) this.pane = 'run';
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
    this.pane = isPane(here)
      ? paneAfter(here, steps)
      : this.width.narrow
        ? paneAfter(this.pane, steps)
        : 'problem';
    await this.updateComplete;
    const start = this.renderRoot.querySelector<HTMLElement>('.start');
    const box = this.renderRoot.querySelector<HTMLElement>(`#${this.pane}`);
    (this.pane === 'code' ? (this.editor ?? start) : box)?.focus();
  }

  override render(): TemplateResult {
    const { desk } = this;
    const view = desk?.view;
    const problem = this.loader.problem ?? desk?.opening.problem;
    return html`<div
        class="room"
        part="room"
        data-pane=${this.pane}
        aria-busy=${this.loader.state === 'loading'}
        @keydown=${{ handleEvent: (event: KeyboardEvent) => this.onKey(event), capture: true }}
      >
        ${problem && !desk ? nothing : renderHeader(desk, view)}
        ${keyed(desk, problem && !desk ? this.renderStopped(problem) : this.renderPanes(view, problem))}
        ${renderNotice(this.words, desk?.notice, (undo) => this.closeNotice(undo))}
        ${problem && !desk ? nothing : renderPaneTabs(this.words, this.pane, (pane) => (this.pane = pane))}
      </div>
      <room-shortcuts theme=${this.theme}></room-shortcuts>`;
  }

  /** There is no question: what the page wrote is still there to read. */
  private renderStopped(problem: RoomProblem): TemplateResult {
    return html`<div class="panes ${this.statement.present ? '' : 'single'}">
      ${this.statement.present ? this.renderStatement(undefined) : nothing}
      ${renderProblem(this.words, problem, this.retry)}
    </div>`;
  }

  private renderPanes(view: RoomView | undefined, problem: RoomProblem | undefined): TemplateResult {
    return html`<div class="panes">
      ${this.renderStatement(view)}
      ${renderSplitter(this.words, 'columns')}
      <div class="work">
        ${this.renderCode(view, problem)}
        ${renderSplitter(this.words, 'rows')}
        ${this.renderRun(view)}
      </div>
    </div>`;
  }

  private renderPane(pane: Pane, content: unknown): TemplateResult {
    const { narrow } = this.width;
    return html`<section
      class="pane"
      id=${pane}
      part="${pane}-pane"
      role=${narrow ? 'tabpanel' : 'group'}
      aria-label=${narrow ? nothing : this.words.term(PANES[pane])}
      aria-labelledby=${narrow ? `tab-${pane}` : nothing}
      tabindex=${pane === 'problem' ? 0 : -1}
    >
      ${content}
    </section>`;
  }

  private renderStatement(view: RoomView | undefined): TemplateResult {
    const { desk, loader, statement } = this;
    const waiting = !desk && !statement.present && loader.state !== 'failed';
    // Nothing may stand between the tags of the view but the slot: white space would take the statement's place.
    return this.renderPane(
      'problem',
      html`<question-view
          part="question"
          exportparts=${EXPORTED.question}
          no-title
          .question=${desk?.question}
          .revealed=${view?.revealed ?? 0}
          >${statement.present ? html`<slot></slot>` : nothing}</question-view
        >${waiting ? renderSkeleton(this.words.term('roomLoading')) : nothing}`,
    );
  }

  private renderCode(view: RoomView | undefined, problem: RoomProblem | undefined): TemplateResult {
    return this.renderPane(
      'code',
      html`<file-tabs
          exportparts=${EXPORTED.files}
          .files=${view?.tabs ?? []}
          .reserved=${view?.reserved ?? []}
          selected=${view?.path ?? ''}
          ?fixed=${!view}
        ></file-tabs>
        ${this.renderText(view, problem)}`,
    );
  }

  private renderText(view: RoomView | undefined, problem: RoomProblem | undefined): unknown {
    const { desk, words } = this;
    if (!desk || !view) return nothing;
    if (problem) return renderProblem(words, problem, this.retry);
    if (desk.opening.state === 'open') return renderEditor(desk, view, this.look);
    const { text, path, begun } = view;
    const opening = desk.opening.state === 'opening';
    return renderPreview(words, { text, path, begun, opening, start: () => void this.start() });
  }

  private renderRun(view: RoomView | undefined): TemplateResult {
    return this.renderPane(
      'run',
      renderPanel(
        this.desk,
        view,
        this.look,
        this.arrival.here ? undefined : (mode) => void this.runSoon(mode),
      ),
    );
  }

  private closeNotice(undo: boolean): void {
    const notice = this.desk?.notice;
    this.desk?.tell(undefined);
    if (undo) notice?.undo?.();
    // The button that was pressed is gone: the focus goes to what the notice was about.
    this.renderRoot.querySelector<HTMLElement>(`#${this.width.narrow ? this.pane : 'code'}`)?.focus();
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

declare global {
  interface HTMLElementTagNameMap {
    'interview-room': InterviewRoom;
  }
}
