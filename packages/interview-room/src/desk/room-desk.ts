import type { CodeEditor } from '@interview-room/code-editor';
import type { Question } from '@interview-room/core/question';
import type { RunFinishedEvent, RunPanel, TestsFinishedEvent } from '@interview-room/run-panel';
import type { Diagnostic } from '@interview-room/runtimes';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Policy } from '../far/with-execution.js';
import { Checker } from '../live/checker.js';
import { RoomOpening } from '../live/opening.js';
import type { Places } from '../live/places.js';
import type { Company } from '../live/company.js';
import type { Practice } from '../live/practice.js';
import { filesToRun } from '../practice/files.js';
import { firstLanguage } from '../practice/languages.js';
import { RoomProgressEvent, RoomSolvedEvent } from '../practice/room-events.js';
import { roomKey } from '../practice/room-key.js';
import { recallSketch, rememberSketch, type Sketch } from '../practice/sketch.js';
import { viewOf, type RoomView } from '../practice/view.js';
import type { RoomProblem } from '../problems/problem.js';
import { isKeymap } from '../room-header/keymaps.js';
import { isFresh } from '../storage/fresh.js';
import { recall, remember } from '../storage/memo.js';
import { after, type Choice, type Desk, type Notice } from './desk.js';
import { recordRun, recordTests } from './outcome.js';

/** Languages whose types are looked at while one types. */
const CHECKED: ReadonlySet<string> = new Set(['typescript']);

/** How long after the first edit the panel's code is fetched. */
const FORESIGHT = 500;

function putPending(practice: Practice, { language, path, text, base }: Sketch): void {
  if (text === undefined) return;
  practice.prepare(language);
  practice.add(language, path, text, base ?? practice.text(language, path) ?? '');
}

/** What the desk needs of the element it works for. */
export interface DeskHost extends ReactiveControllerHost, EventTarget, Policy {
  readonly editor: CodeEditor | null;
  readonly panel: RunPanel | null;
  readonly places: Places;
  /** The language that the page asks for. */
  readonly language: string;
  /** What the editor shows, while there is one. */
  readonly text: string | undefined;
  replaceText(text: string): void;
  showShortcuts(): void | Promise<void>;
  report(problem: RoomProblem): void;
  showDiagnostics(found: readonly Diagnostic[]): void;
}

/** One question being worked on: what was chosen, what is open, what there is to say. */
export class RoomDesk implements Desk, ReactiveController {
  readonly opening: RoomOpening;
  private readonly checker: Checker;
  notice?: Notice;
  /** The person has typed or run something since the room was opened. */
  active = false;
  private foreseen = false;
  private choice: Choice;
  private sketch?: Sketch;
  private readonly key: string;
  /** The language of the run that is under way: another may be chosen before it ends. */
  private runLanguage = '';
  /** A run of this person's own is under way. */
  private running = false;

  constructor(
    private readonly host: DeskHost,
    readonly question: Question,
    private readonly company?: Company,
  ) {
    this.key = roomKey(question, location);
    // What a shared room holds is the room's to say, also before it is open.
    if (!company) this.sketch = recallSketch(this.key);
    const keymap = recall('keymap', isKeymap) ?? 'default';
    const language = firstLanguage(question, [this.sketch?.language, host.language]);
    this.choice = { language, path: undefined, keymap };
    const told = {
      opened: (practice: Practice) => this.opened(practice),
      failed: (problem: RoomProblem) => host.report(problem),
    };
    this.opening = new RoomOpening(host, told, company);
    this.checker = new Checker(
      () => this.opening.prepareRunner(host.places),
      () => ({ language: this.language, files: this.files() }),
      (found) => host.showDiagnostics(found),
    );
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.keepPending);
    addEventListener('online', this.again);
  }

  hostDisconnected(): void {
    this.checker.stop();
    removeEventListener('pagehide', this.keepPending);
    removeEventListener('online', this.again);
  }

  get language(): string {
    return this.choice.language;
  }
  get keymap(): Choice['keymap'] {
    return this.choice.keymap;
  }
  get practice(): Practice | undefined {
    return this.opening.practice;
  }
  get ready(): boolean {
    return this.practice !== undefined && this.opening.runner !== undefined;
  }
  get view(): RoomView {
    const { question, choice, sketch, practice } = this;
    return viewOf({ question, ...choice, ...(sketch && { sketch }), ...(practice && { practice }) });
  }
  /** Under which name the small things of this room are kept. */
  get storageKey(): string {
    return this.key;
  }

  /** Brings the editor; and the record with it, unless there surely is none yet. */
  async start(): Promise<void> {
    const shown = this.opening.show();
    shown.catch(() => undefined);
    if (!this.company && !this.sketch && (await isFresh())) await shown;
    else await this.open();
  }

  /** The connection is back: what of the room could not be loaded is asked for again. */
  private readonly again = (): void => {
    if (this.opening.state === 'failed') void this.start().catch(() => undefined);
  };

  open(): Promise<Practice> {
    return this.opening.open(this.question);
  }

  close(): void {
    this.opening.close();
    this.host.removeController(this);
  }

  choose(choice: Partial<Choice>): void {
    this.choice = { ...this.choice, ...choice };
    if (choice.keymap) remember('keymap', choice.keymap);
    if (choice.language) this.practice?.prepare(choice.language);
    this.bringResults();
    if (this.notice?.typed === undefined) this.notice = undefined;
    this.keep();
    this.host.requestUpdate();
  }

  async runLater(mode: 'run' | 'test'): Promise<void> {
    await this.open();
    try {
      await this.opening.prepareRunner(this.host.places);
    } catch (error) {
      const problem: RoomProblem = { code: 'runtime-not-found', message: String(error), detail: error };
      this.host.report(problem);
      this.tell({ text: { problem } });
      return;
    }
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.host.panel?.[mode]();
  }

  /** Shows a run that someone else makes, with the panel's code fetched first where it is not here yet. */
  async follow(events: AsyncIterable<never>, mode: 'run' | 'test', label: string): Promise<void> {
    if (this.running) return;
    await this.opening.prepareRunner(this.host.places);
    this.host.requestUpdate();
    await this.host.updateComplete;
    await this.host.panel?.follow(events, { mode, label });
  }

  replaceText(text: string): void {
    this.host.replaceText(text);
  }
  showShortcuts(): void | Promise<void> {
    return this.host.showShortcuts();
  }
  tell(notice: Notice | undefined): void {
    this.notice = after(this.notice, notice);
    this.host.requestUpdate();
  }

  /** What a run is made of, at this moment. */
  readonly files = (): Record<string, string> =>
    filesToRun(this.question, this.language, this.practice?.texts(this.language) ?? {});

  /** What is worked on, and which file is shown. */
  get work(): { question: Question; language: string; path: string } {
    return { question: this.question, language: this.language, path: this.view.path };
  }

  /** What the person has made of the files so far. */
  get answer(): Readonly<Record<string, string>> {
    return this.practice?.texts(this.language) ?? {};
  }

  /** The person typed: what the last notice offered to take back is no longer theirs to lose. */
  typed(): void {
    this.active = true;
    if (!this.practice) void this.open().catch(() => this.keepPending());
    if (!this.opening.runner) this.foresee();
    if (CHECKED.has(this.language)) this.checker.touch();
    if (this.notice && this.notice.typed === undefined) this.tell(undefined);
  }

  /** Who types will run: the panel's code comes while there is time. The runtimes themselves wait for the run. */
  private foresee(): void {
    if (this.foreseen) return;
    this.foreseen = true;
    setTimeout(() => void this.opening.prepareRunner(this.host.places).catch(() => undefined), FORESIGHT);
  }

  /** What was tested before is shown by the panel: a record that has it brings the panel's code. */
  private bringResults(): void {
    const wanted = !this.opening.runner && this.practice?.lastTests(this.language);
    if (wanted) void this.opening.prepareRunner(this.host.places).catch(() => undefined);
  }

  /** Keeps what the room shows before it is opened the next time. */
  keep(): void {
    if (this.company) return;
    if (!this.practice) return this.keepPending();
    const { path, text, revealed } = this.view;
    const solved = this.view.languages.map(({ id }) => id).filter((id) => this.practice?.isSolved(id));
    rememberSketch(this.key, { language: this.language, path, text, solved, revealed });
  }

  /** Keeps what was typed before there is a record, so that it can be put there by the next page. */
  private readonly keepPending = (): void => {
    const { text } = this.host;
    if (this.company || this.practice || !this.active || text === undefined) return;
    const { path, revealed, text: shown } = this.view;
    const { language, sketch } = this;
    const base = (sketch?.pending && sketch.base) || shown;
    rememberSketch(this.key, { language, path, text, solved: [], revealed, pending: true, base });
  };

  runStarted(label?: string): void {
    if (label) return;
    this.running = true;
    this.active = true;
    this.runLanguage = this.language;
    this.host.requestUpdate();
  }

  runFinished(event: RunFinishedEvent): void {
    if (!event.label) this.running = false;
    // The person reads it in the panel, where the program would have been.
    if (event.failure) this.host.report({ code: 'runtime-not-found', message: event.failure });
    // One that has a label is someone else's, and they recorded it.
    if (this.practice && !event.label) recordRun(this.practice, this.runLanguage, event);
  }

  testsFinished(event: TestsFinishedEvent): void {
    if (!this.practice || event.label) return;
    const progress = recordTests(this.practice, this.runLanguage, event);
    this.host.dispatchEvent(new RoomProgressEvent(progress));
    if (progress.solved) this.host.dispatchEvent(new RoomSolvedEvent(progress));
  }

  private opened(practice: Practice): void {
    const { language = '' } = practice;
    practice.renamed = (from, to) => this.host.editor?.rename(from, to);
    // Another tab, or a browser that cleared one kind of storage and not the other.
    if (!this.sketch && !this.active && language in this.question.languages) this.choice.language = language;
    practice.prepare(this.language);
    this.handOver(practice);
    this.bringResults();
    practice.onProgress(() => this.keep());
    if (this.company) practice.onLanguage((chosen) => this.followLanguage(chosen));
    if (this.company || practice.kept === 'kept') return;
    this.host.report({ code: 'storage-refused', message: 'This browser refuses storage: work is not kept.' });
  }

  /** Those who share a room are in one language. */
  private followLanguage(language: string): void {
    if (language !== this.language && language in this.question.languages) {
      this.choose({ language, path: undefined });
    }
  }

  /** Puts into the new record what was typed before it was there: in this page, or in the one before. */
  private handOver(practice: Practice): void {
    const { question, choice, sketch, active } = this;
    const { text: typed } = this.host;
    const before = viewOf({ question, ...choice, ...(sketch && { sketch }) });
    if (sketch?.pending) putPending(practice, sketch);
    delete this.sketch;
    if (active && typed !== undefined && !before.readonly)
      practice.add(this.language, before.path, typed, before.text);
    // The file that was open the last time, unless another is being written in by now.
    choice.path ??= active || sketch?.language !== this.language ? before.path : sketch.path;
    this.keep();
  }
}
