import type { Task, TaskClient, TaskFile, TaskStatus } from '@interview-room/backends/tasks';
import { Announcer, copyText, Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Desk } from './desk/desk.js';
import type { Files } from './desk/files.js';
import type { TaskDraft, TaskSuggestion } from './desk/form.js';
import { problemOf } from './desk/problem.js';
import { TaskFilesEvent, TaskFinishedEvent, TaskStartedEvent } from './events.js';
import { strings } from './strings.js';
import { formStyles } from './styles/form.styles.js';
import { frame } from './styles/frame.styles.js';
import { taskStyles } from './styles/task.styles.js';
import { filesView } from './view/files-view.js';
import { formView } from './view/form-view.js';
import { listView } from './view/list-view.js';
import { logView } from './view/log-view.js';
import { empty, typeName } from './view/pieces.js';
import { save } from './view/save.js';
import { tabs, type Tab } from './view/tabs.js';
import { Tail } from './view/tail.js';
import { backButton, cancelDialog, taskHead } from './view/task-view.js';

export type { NewTask, Task, TaskClient, TaskFile, TaskLog, TaskView } from '@interview-room/backends/tasks';
export type * from './events.js';
export type { TaskDraft, TaskSuggestion } from './desk/form.js';

/**
 * Starts long tasks of an agent (plan, write, run and mend tests of an application) and shows them at work: where each
 * stands, its log as it is written, and the files that it makes. By itself with the address of an agent runtime, or with the
 * client that a room has.
 *
 * @tag task-panel
 * @summary Long tasks of an agent: start, watch, cancel, and take what they made.
 *
 * @fires {TaskStartedEvent} task-started - A task was started here; with the task.
 * @fires {TaskFinishedEvent} task-finished - The task that is shown completed, failed or was cancelled; with the task.
 * @fires {TaskFilesEvent} task-files - Files are wanted in the workspace; with path → text. Cancel it (`preventDefault()`) to say that they were taken.
 *
 * @slot heading - What stands above the list in the place of "Tasks".
 *
 * @csspart list - The list of tasks with its heading.
 * @csspart task - A task in the list.
 * @csspart new-button - New task.
 * @csspart suggestion - A task that the page suggests.
 * @csspart back-button - All tasks, where there is room for one pane alone.
 * @csspart form - The form for a new task.
 * @csspart start-button - Start task.
 * @csspart close-form - Closes the form.
 * @csspart detail - The task that is shown.
 * @csspart status - A task's status: a sign and a word.
 * @csspart instructions - What the task was told to do.
 * @csspart steps - The steps of a task.
 * @csspart step - One of them.
 * @csspart standing - What the task is doing, and how the panel is connected.
 * @csspart error - Why a task failed.
 * @csspart cancel-button - Cancel task.
 * @csspart dialog - Asks whether it is to be cancelled.
 * @csspart confirm-button - Cancels it.
 * @csspart tabs - Log and files.
 * @csspart tab - One of the two.
 * @csspart level - The choice of levels.
 * @csspart search - The search in the log.
 * @csspart log - The log.
 * @csspart latest-button - Jump to latest.
 * @csspart copy-button - Copy log.
 * @csspart file - A file in the list.
 * @csspart preview - The file that is looked at.
 * @csspart copy-file-button - Copies that file.
 * @csspart put-button - Puts that file into the workspace.
 * @csspart put-all-button - Puts all files into the workspace.
 * @csspart download-button - Download ZIP.
 * @csspart refresh-button - Lists the files again.
 * @csspart note - What came of the last thing that was done with files.
 * @csspart problem - What went wrong, and what to do.
 * @csspart empty - What stands where there is nothing yet.
 *
 * @cssproperty [--ir-task-panel-height=32rem] - The panel's height. A `block-size` set on the element itself wins.
 */
export class TaskPanel extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, frame, taskStyles, formStyles];

  /** The address of an agent runtime. Not needed with a `client`. */
  @property() endpoint = '';
  /** Sent with each request as a Bearer: the text, or a function that is asked for it anew. */
  @property() token?: string | (() => string | Promise<string>);
  /** Where the tasks are, in the place of `endpoint`: what a room's backend offers. */
  @property({ attribute: false }) client?: TaskClient;
  /** There is a workspace to put files into: whoever listens to `task-files`. With a `client` there always is. */
  @property({ type: Boolean, reflect: true }) workspace = false;
  /** What the form for a new task begins with: `type`, `appUrl`, `instructions`. What a person wrote stays. */
  @property({ attribute: false }) draft?: TaskDraft;
  /** Tasks that the page suggests: each a button, that opens the form filled in with its draft. */
  @property({ attribute: false }) suggestions: readonly TaskSuggestion[] = [];

  @state() private tab: Tab = 'log';
  /** What came of the last thing that was done with files. */
  @state() private note = '';
  private readonly words = new Localize(this, strings);
  private readonly announcer = new Announcer(this);
  private readonly tail = new Tail(() => this.requestUpdate());
  private desk: Desk | undefined;
  private shown: string | undefined;
  private heard = '';
  private leaving?: ReturnType<typeof setTimeout>;

  /** The id of the task that is shown. */
  get selected(): string | undefined {
    return this.desk?.selected;
  }

  /** Shows a task, by its id; without one, none. */
  select(id?: string): void {
    this.desk?.select(id);
  }

  /** Asks the backend for the tasks again. The panel does so by itself now and then. */
  async refresh(): Promise<void> {
    await this.desk?.refresh();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.leaving);
    if (this.hasUpdated && !this.desk) void this.join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within the page it is back before this: what is watched goes on.
    this.leaving = setTimeout(() => this.leave(), 0);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('client') || changed.has('endpoint')) void this.join();
    if (this.draft && changed.has('draft')) this.desk?.form.prefill(this.draft);
    if (this.shown !== this.selected) this.note = '';
    this.shown = this.selected;
  }

  protected override updated(): void {
    this.tellProblem();
    if (this.tab === 'files' && this.desk?.task && !this.desk.files) this.desk.listFiles();
    this.tail.watch(this.renderRoot.querySelector<HTMLElement>('.log') ?? undefined);
  }

  /** What goes wrong is read out once, however often it is tried again. */
  private tellProblem(): void {
    const { form, failure, problem, files } = this.desk ?? {};
    const said = (form?.problem ?? failure ?? problem ?? files?.problem)?.said ?? '';
    if (said !== this.heard && said) this.announcer.say(said);
    this.heard = said;
  }

  private leave(): void {
    this.desk?.close();
    this.desk = undefined;
  }

  /** Sits down to the tasks of the backend. The code that speaks to one comes when an address is given. */
  private async join(): Promise<void> {
    const { endpoint, client } = this;
    this.leave();
    if (client) return this.sit(client, 'room');
    if (!endpoint) return;
    const { agentRuntimeTasks } = await import('@interview-room/backends/tasks');
    if (this.endpoint !== endpoint || this.client || this.desk || !this.isConnected) return;
    const url = new URL(endpoint, document.baseURI).href;
    this.sit(agentRuntimeTasks({ url, token: () => this.bearer() }), url);
  }

  private bearer(): string | undefined | Promise<string> {
    return typeof this.token === 'function' ? this.token() : this.token;
  }

  private sit(client: TaskClient, key: string): void {
    this.desk = new Desk(client, key, {
      changed: () => this.requestUpdate(),
      started: (task) => this.tell(new TaskStartedEvent(task)),
      moved: (task) => this.announcer.say(this.sentence(task)),
      finished: (task) => this.tell(new TaskFinishedEvent(task)),
    });
    if (this.draft) this.desk.form.prefill(this.draft);
    this.requestUpdate();
  }

  /** Events are documented on the class: the manifest's reader would take each of these for another one. */
  private tell(event: Event): boolean {
    return this.dispatchEvent(event);
  }

  private sentence({ type, status, phase }: Task): string {
    const at = status === 'running' && phase ? this.words.term(phase) : this.words.term(status as TaskStatus);
    return `${typeName(type, this.words)}: ${at}`;
  }

  private async start(desk: Desk): Promise<void> {
    const { form } = desk;
    if (form.kept.appUrl.trim() === '') form.wrong.set('appUrl', this.words.term('required'));
    const password = this.renderRoot.querySelector<HTMLInputElement>('#password')?.value ?? '';
    const done = form.wrong.has('appUrl') ? false : await desk.start(password);
    this.requestUpdate();
    if (done) this.tab = 'log';
    await this.focusOn(done ? '[part=tabs] [aria-selected=true]' : '[aria-invalid=true]');
  }

  private async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private openForm(desk: Desk, suggestion?: TaskSuggestion): void {
    if (suggestion) desk.form.replace(suggestion.draft());
    desk.showForm();
    void this.focusOn(desk.form.kept.appUrl === '' ? '#appUrl' : '#type');
  }
  private closeForm(desk: Desk): void {
    desk.hideForm();
    void this.focusOn('[part=new-button]');
  }

  /** Where there is room for one pane alone, what was pressed is gone with the other. */
  private open(desk: Desk, id: string): void {
    desk.select(id);
    void this.focusOn('.back');
  }
  private back(desk: Desk): void {
    const { selected, showing } = desk;
    if (showing === 'form') return this.closeForm(desk);
    desk.select(undefined);
    void this.focusOn(`[data-id="${CSS.escape(selected ?? '')}"]`);
  }

  /** The button that asked is gone with a task that is over. */
  private async cancel(desk: Desk): Promise<void> {
    await desk.cancel();
    await this.updateComplete;
    if (!this.shadowRoot?.activeElement?.checkVisibility())
      await this.focusOn('[role=tab][aria-selected=true]');
  }

  private async copy(text: string): Promise<void> {
    this.announcer.say(this.words.term((await copyText(text)) ? 'copied' : 'notCopied'));
  }

  private show(tab: Tab): void {
    this.tab = tab;
    if (tab === 'files') this.desk?.listFiles();
  }

  /** Where there is no room for the list beside a file, what was pressed is gone with it. */
  private async look(file: TaskFile, files?: Files): Promise<void> {
    void files?.look(file);
    await this.updateComplete;
    const row = this.renderRoot.querySelector('.file[aria-current=true]');
    if (row && !row.checkVisibility()) await this.focusOn('[part=preview] .end');
  }
  private async shut(files?: Files): Promise<void> {
    const at = files?.list?.findIndex(({ path }) => path === files.open?.path) ?? -1;
    files?.shut();
    await this.focusOn(`.browse li:nth-child(${at + 1}) button`);
  }

  private give(files: Record<string, string>, task: Task, left = 0): void {
    const { words } = this;
    const count = Object.keys(files).length;
    const taken = count > 0 && !this.tell(new TaskFilesEvent(files, task));
    const done = taken ? words.term('putDone', words.number(count), count) : words.term('putNone');
    this.note = left > 0 ? `${done}; ${words.term('putLeft', words.number(left))}` : done;
    this.announcer.say(this.note);
  }

  private async withFiles(work: () => Promise<void>): Promise<void> {
    const { desk } = this;
    if (desk?.files?.busy) return;
    this.note = '';
    await work().catch((error: unknown) => {
      this.note = problemOf(error).said;
    });
  }

  protected override render(): TemplateResult {
    const { desk, words } = this;
    if (!desk) {
      const bare = !this.endpoint && !this.client;
      return html`${bare ? empty(words.term('noBackend'), words.term('noBackendHint')) : html`<p class="hint pad">${words.term('loading')}…</p>`}${this.announcer.region()}`;
    }
    const listing = {
      suggestions: this.suggestions,
      create: (suggestion?: TaskSuggestion) => this.openForm(desk, suggestion),
      select: (id: string) => this.open(desk, id),
    };
    return html`<div class="desk" data-showing=${desk.showing}>
      ${listView(desk, words, listing)}
      <section class="detail" part="detail">
        ${desk.showing === 'nothing' ? nothing : backButton(words, () => this.back(desk))} ${this.beside(desk)}
      </section>
    </div>
    ${cancelDialog(words, () => void this.cancel(desk))} ${this.announcer.region()}`;
  }

  /** What stands beside the list. */
  private beside(desk: Desk): TemplateResult {
    const { words } = this;
    if (desk.showing === 'task') return this.detail(desk);
    if (desk.showing === 'nothing') return html`<p class="hint pad">${words.term('noneSelected')}</p>`;
    return formView(desk, words, {
      start: () => void this.start(desk),
      changed: () => this.requestUpdate(),
      close: () => this.closeForm(desk),
    });
  }

  private detail(desk: Desk): TemplateResult {
    const { words, tab } = this;
    const { task } = desk;
    if (!task) {
      const gone = desk.view?.problem && desk.view.connection === 'over';
      return html`<p class="hint pad">${gone ? words.term('gone') : `${words.term('loading')}…`}</p>`;
    }
    const ask = () => desk.cancelling || this.renderRoot.querySelector('dialog')?.showModal();
    return html`${taskHead(task, desk, words, ask)}
      ${tabs(tab, words.term('views'), { log: words.term('log'), files: words.term('files') }, (to) => this.show(to))}
      <div class="panel" id="panel-log" role="tabpanel" aria-labelledby="tab-log" ?hidden=${tab !== 'log'}>${tab === 'log' ? this.log(desk) : nothing}</div>
      <div class="panel" id="panel-files" role="tabpanel" aria-labelledby="tab-files" ?hidden=${tab !== 'files'}>${tab === 'files' ? this.files(desk, task) : nothing}</div>`;
  }

  private log({ view, lines }: Desk): TemplateResult {
    const changed = () => {
      this.requestUpdate();
      const found = lines.in(view?.lines ?? []).length;
      this.announcer.say(this.words.term('lines', this.words.number(found), found));
    };
    const { lines: all = [], dropped = 0 } = view ?? {};
    return logView(
      { all, dropped, lines, tail: this.tail, changed, copy: (text) => void this.copy(text) },
      this.words,
    );
  }

  private files(desk: Desk, task: Task): TemplateResult {
    const { files } = desk;
    const note = this.note ? html`<p class="hint pad" part="note">${this.note}</p>` : nothing;
    const doing = {
      puts: this.workspace || this.client !== undefined,
      again: () => desk.listFiles(),
      look: (file: TaskFile) => void this.look(file, files),
      shut: () => void this.shut(files),
      copy: (text: string) => void this.copy(text),
      put: (path: string, text: string) => this.give({ [path]: text }, task),
      putAll: () =>
        void this.withFiles(async () => {
          const found = await files?.texts();
          if (found) this.give(found.files, task, found.left);
        }),
      download: () =>
        void this.withFiles(async () => {
          const zip = await files?.zip();
          if (zip) save(zip, `task-${task.id.replace(/[^\w-]+/g, '').slice(0, 40)}.zip`);
        }),
    };
    return html`${filesView(files, doing, this.words)}${note}`;
  }
}
