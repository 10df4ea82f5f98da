import type { Limits, Runner, RunEvent, TestCase, TestEvent } from '@interview-room/runtimes';
import { Localize, RoomElement } from '@interview-room/ui';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Console } from './console/console.js';
import { consoleWords } from './console/console-words.js';
import { consoleStyles } from './console/console.styles.js';
import {
  RunFinishedEvent,
  RunRequestEvent,
  RunStartedEvent,
  StopRequestEvent,
  TestsFinishedEvent,
  TestsMissingEvent,
  type Mode,
} from './events.js';
import { frame } from './run-panel.styles.js';
import { InputDesk } from './run/input-desk.js';
import { ownRun, type Files } from './run/own-run.js';
import { OwnRunner } from './run/own-runner.js';
import { resultOf } from './run/result.js';
import { defined } from './run/defined.js';
import { ShownRun, type RunHandle } from './run/shown-run.js';
import { strings } from './strings.js';
import { testedOf, type EarlierTests } from './run/tested.js';
import { TestList } from './tests/test-list.js';
import { testsStyles } from './tests/tests.styles.js';
import { testsView } from './tests/tests-view.js';
import { Announcer } from './view/announcer.js';
import { Copier } from './view/copier.js';
import { inputBox } from './view/input-box.js';
import { asked, runShortcut } from './view/keys.js';
import { consoleNotice, emptyTests } from './view/notices.js';
import { Pace } from './view/pace.js';
import { panelTabs, type PanelTab } from './view/panel-tabs.js';
import { statusOf } from './view/status.js';
import { statusBar } from './view/status-bar.js';
import { languageLabel } from './view/language-label.js';
import { mainActions, outputActions, type Toolbar } from './view/toolbar.js';

export type { Limits, Runner, RunEvent, TestCase, TestEvent } from '@interview-room/runtimes';
export type * from './events.js';
export type { Files } from './run/own-run.js';
export type { RunHandle } from './run/shown-run.js';
export type { EarlierTests } from './run/tested.js';

/** How often the elapsed time is drawn. */
const TICK_MS = 500;
/** How often results that stream in are drawn, at most. */
const DRAW_MS = 60;

/**
 * Runs and tests code, and shows what comes of it: a console with input, a list of tests, and in words how it went.
 * It makes runs by itself from `files`, or shows those that someone else makes, by `follow()`.
 *
 * @tag run-panel
 * @summary Run, stop and test code, with a console and a list of tests.
 *
 * @fires {RunRequestEvent} run-request - Run or Test was asked for. Cancel it to make the run elsewhere.
 * @fires {StopRequestEvent} stop-request - Stop was asked for. Cancel it to let the run go on.
 * @fires {RunStartedEvent} run-started - A run is shown from now on.
 * @fires {RunFinishedEvent} run-finished - A run has ended; with its outcome, duration and output.
 * @fires {TestsFinishedEvent} tests-finished - A test run has ended; with its summary and every result.
 * @fires {TestsMissingEvent} tests-missing - Tests were asked for where there are none.
 *
 * @csspart toolbar - The row of buttons and tabs.
 * @csspart run-button - Run.
 * @csspart test-button - Test.
 * @csspart stop-button - Stop.
 * @csspart copy-button - Copy output.
 * @csspart clear-button - Clear.
 * @csspart cancel-button - Cancel, while something is fetched.
 * @csspart retry-button - Try again, when the runtime could not be started.
 * @csspart tabs - The list of tabs.
 * @csspart tab - A tab.
 * @csspart badge - The count on the Tests tab.
 * @csspart console - The console.
 * @csspart empty - What stands in an empty console or list.
 * @csspart problem - What stands in the console when the runtime could not be started.
 * @csspart tests - The list of tests.
 * @csspart test - A test; also `test-passed`, `test-failed`, `test-error` or `test-skipped`.
 * @csspart test-passed - A test that passed.
 * @csspart test-failed - A test that failed.
 * @csspart test-error - A test that ended in an error.
 * @csspart test-skipped - A test that was skipped.
 * @csspart test-details - An opened test.
 * @csspart diff - Expected against actual.
 * @csspart earlier - The line that says that the results are of a run before.
 * @csspart all-pass - The line that says that all tests pass.
 * @csspart rerun-failed - Rerun failed.
 * @csspart input-box - The box for input, where nothing can be typed while a program runs.
 * @csspart input - Its text field.
 * @csspart status - The line at the foot.
 * @csspart progress - The bar of a download.
 *
 * @cssproperty [--ir-run-panel-height=20rem] - The panel's height. A `block-size` set on the element itself wins.
 */
export class RunPanel extends RoomElement {
  static override styles: CSSResultGroup = [RoomElement.styles, frame, consoleStyles, testsStyles];

  /** Runs the code. Without one the panel makes its own at the first run. */
  @property({ attribute: false }) runner?: Runner;
  /** Path → text, or a function that gives it when a run begins. */
  @property({ attribute: false }) files: Files = {};
  /** The language's id: `python`, `javascript`, `typescript`. */
  @property() language = '';
  /** The file that runs. Default: the language's own (`main.py`). */
  @property() entry?: string;
  /** Which of the files are tests. */
  @property({ attribute: false }) testFiles?: string[];
  /** Tests as data. */
  @property({ attribute: false }) cases?: TestCase[];
  /** Tests that ran before, to be shown until others do. */
  @property({ attribute: false }) earlier?: EarlierTests | undefined;
  /** Bounds of a run: `wallMs`, `outputBytes`, `memoryMb`. */
  @property({ attribute: false }) limits?: Limits;
  /** Nothing can be run. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Where the runtimes' files are, for the runner the panel makes. Default: beside the module. */
  @property({ attribute: 'asset-base' }) assetBase?: string;
  /** The page the sandbox is made of, for the runner the panel makes. Default: `sandbox.html` beside the module. */
  @property({ attribute: 'sandbox-url' }) sandboxUrl?: string;
  /** The nonce of the page's Content-Security-Policy. Accepted as on the other elements; the panel makes no inline style, so it needs none. */
  @property({ attribute: 'csp-nonce' }) cspNonce?: string;

  @state() private tab: PanelTab = 'console';
  /** Tests were asked for, and there are none; until anything else is asked for. */
  @state() private untested = false;

  private readonly words = new Localize(this, strings);
  private readonly list = new TestList(this, this.words);
  private readonly announcer = new Announcer(() => this.find('.said'));
  private readonly copier = new Copier(this, (done) =>
    this.announcer.tell(this.words.term(done ? 'copied' : 'notCopied')),
  );
  private readonly ownRunner = new OwnRunner();
  private readonly draw = new Pace(() => this.requestUpdate(), DRAW_MS);
  private readonly desk = new InputDesk(() => this.inputChanged());
  private readonly console = new Console({
    find: (selector) => this.find(selector),
    words: consoleWords(this.words),
    line: (line) => this.desk.push(line),
    interrupt: () => this.stop(),
    changed: () => this.requestUpdate(),
  });
  private shown?: ShownRun | undefined;
  private only?: readonly string[];
  private own?: AbortController;
  private leaving?: ReturnType<typeof setTimeout>;
  private ticking?: ReturnType<typeof setInterval>;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => void this.handleShortcut(event));
  }

  /** Asks for a run, as the button does. */
  run(): void {
    this.ask('run');
  }

  /**
   * Asks for the tests, as the button does. With names, the list then shows only the tests of those names. Where the
   * panel has no tests and the request is not cancelled, that is said, and nothing is run.
   */
  test(only?: string[]): void {
    this.ask('test', only);
  }

  /** Asks for a stop, as the button does. */
  stop(): void {
    const run = this.shown;
    if (run?.stoppable && this.tell(new StopRequestEvent(run.handle.mode))) run.stop();
  }

  /** Empties the console and the list of tests. Does nothing to a program that runs. */
  clear(): void {
    if (!this.shown?.live) this.shown = this.earlier = undefined;
    this.untested = false;
    this.console.clear();
    this.requestUpdate();
  }

  /**
   * Shows a run that is made elsewhere, until its events end or another run is shown. Resolves then.
   *
   * @param events - What `runner.run()` or `runner.test()` gives, or the like of it.
   * @param handle - Its kind, how to stop it, optionally how to type into it and whose it is.
   */
  async follow(events: AsyncIterable<RunEvent | TestEvent>, handle: RunHandle): Promise<void> {
    const run = this.begin(handle);
    await run.follow(events);
    if (this.shown === run) this.finish(run);
  }

  /**
   * Does what a key asks for: Ctrl or Cmd with Enter runs, with Shift tests. The panel listens by itself while the
   * focus is in it; call this from elsewhere (an editor beside it). True if it was one of these keys.
   */
  handleShortcut(event: KeyboardEvent): boolean {
    const mode = event.defaultPrevented ? undefined : asked(event);
    if (!mode || (mode === 'test' && !this.testable)) return false;
    event.preventDefault();
    this.ask(mode);
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.leaving);
    void this.updateComplete.then(() => this.isConnected && this.console.connect());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within the page it is back before this: the program and its output go on.
    this.leaving = setTimeout(() => this.release(), 0);
  }

  /** Events are documented on the class: the manifest's reader would take each of these for another one. */
  private tell(event: Event): boolean {
    return this.dispatchEvent(event);
  }

  private get testable(): boolean {
    return Boolean(this.testFiles?.length || this.cases?.length);
  }

  private ask(mode: Mode, only?: string[]): void {
    if (this.disabled || this.shown?.live) return;
    this.untested = false;
    const stdin = this.desk.offer();
    if (only) this.only = only;
    else delete this.only;
    const isOwn = this.tell(new RunRequestEvent(mode, stdin, only));
    if (isOwn && mode === 'test' && !this.testable) this.untested = this.tell(new TestsMissingEvent());
    else if (isOwn) this.runAlone(mode, stdin);
    else if (this.runner) this.learn(this.runner);
  }

  private runAlone(mode: Mode, stdin: string | AsyncIterable<string>): void {
    const own = new AbortController();
    this.own = own;
    const { language, files, entry, testFiles, cases, limits } = this;
    const order = { mode, language, files, stdin, signal: own.signal };
    const events = ownRun(() => this.ready(), { ...order, ...defined({ entry, testFiles, cases, limits }) });
    void this.follow(events, { mode, stop: () => own.abort() });
  }

  private async ready(): Promise<Runner> {
    const runner = this.runner ?? (await this.ownRunner.get(this.places));
    this.learn(runner);
    return runner;
  }

  private learn(runner: Runner): void {
    void this.desk.learn(runner, this.language).catch(() => undefined);
  }

  private get places(): { assetBase?: string; sandboxUrl?: string } {
    return defined({ assetBase: this.assetBase, sandboxUrl: this.sandboxUrl });
  }

  private begin(handle: RunHandle): ShownRun {
    this.shown?.leave();
    this.untested = false;
    const run = new ShownRun(handle, this.console, () => this.draw.ask());
    this.shown = run;
    this.console.clear();
    this.list.begin(handle.mode === 'test' ? this.only : undefined);
    delete this.only;
    this.tab = handle.mode === 'test' ? 'tests' : 'console';
    this.desk.seat(handle);
    clearInterval(this.ticking);
    this.ticking = setInterval(() => this.requestUpdate(), TICK_MS);
    this.tell(new RunStartedEvent(handle.mode, handle.label));
    return run;
  }

  private finish(run: ShownRun): void {
    clearInterval(this.ticking);
    this.desk.leave();
    delete this.own;
    this.requestUpdate();
    if (run.summary) this.tell(new TestsFinishedEvent(run.summary, run.tests, run.handle.label));
    this.tell(new RunFinishedEvent(resultOf(run, this.console.transcript.text('printed'))));
  }

  /** Out of the page for good: nothing goes on, and nothing is held but the text that was printed. */
  private release(): void {
    if (this.isConnected) return;
    clearInterval(this.ticking);
    this.draw.cancel();
    if (this.own && this.shown?.live) {
      this.shown.leave();
      delete this.shown;
      this.desk.leave();
    }
    this.own?.abort();
    delete this.own;
    this.ownRunner.dispose();
    this.console.disconnect();
  }

  private find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  private inputChanged(): void {
    this.console.accept(this.desk.open, this.desk.waiting);
    this.requestUpdate();
  }

  private copyOutput(): void {
    const { transcript } = this.console;
    const cut = transcript.cut ? `[${this.words.term('leftOut')}]\n` : '';
    void this.copier.copyAll(cut + transcript.text());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('runner') || changed.has('language')) this.desk.foresee(this.runner, this.language);
    if (changed.has('earlier') && this.earlier && !this.shown) this.tab = 'tests';
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('theme')) this.console.restyle();
    this.announcer.say(this.status().said);
  }

  private status(): ReturnType<typeof statusOf> {
    const { shown: run, limits } = this;
    const untested = this.untested && !this.testable;
    const language = languageLabel(this.language, this.runner);
    const waiting = this.desk.waiting && !run?.handle.input;
    return statusOf({ run, language, limits, waiting, untested, runKeys: runShortcut().shown }, this.words);
  }

  private toolbar(): Toolbar {
    return {
      live: this.shown?.live ?? false,
      stoppable: this.shown?.stoppable ?? false,
      disabled: this.disabled,
      testable: this.testable,
      copyable: !this.console.transcript.empty,
      clearable: !this.console.transcript.empty || (!this.shown?.live && Boolean(this.shown ?? this.earlier)),
      copied: this.copier.done,
      copy: () => this.copyOutput(),
      panel: this,
    };
  }

  protected override render(): TemplateResult {
    const { words, tab } = this;
    const bar = this.toolbar();
    const tested = this.testable || this.shown?.handle.mode === 'test';
    const run = this.shown;
    const cancel = run?.stage.at === 'preparing' && run.stoppable ? () => this.stop() : undefined;
    return html`
      <div class="bar" part="toolbar" dir=${words.dir()}>
        ${mainActions(bar, words)} ${tested ? this.tabs() : nothing} ${outputActions(bar, words)}
      </div>
      <div class="panels" dir=${words.dir()}>
        <div class="console" part="console" id="panel-console" role=${tested ? 'tabpanel' : 'group'} aria-label=${words.term('console')} ?hidden=${tested && tab !== 'console'}>
          <div class="probe" aria-hidden="true"></div>
          <div class="screen" dir="ltr"></div>
          <div class="log visually-hidden" role="log" aria-label=${words.term('console')}></div>
          ${this.notices()}
        </div>
        ${tested ? this.tests() : nothing}
      </div>
      ${this.desk.way.batch ? inputBox(this.desk.text, this.desk.way.reason, words, (text) => (this.desk.text = text)) : nothing}
      ${statusBar(this.status(), cancel, words)}
      <div class="said visually-hidden" role="status"></div>
    `;
  }

  private tabs(): TemplateResult {
    const tested = testedOf(this.shown, this.earlier);
    return panelTabs(tested, this.tab, this.words, (tab) => (this.tab = tab));
  }

  private notices(): unknown {
    const language = languageLabel(this.language, this.runner);
    const again = () => this.ask(this.shown?.handle.mode ?? 'run');
    return consoleNotice(this.shown, this.console, language, this.words, again);
  }

  private tests(): TemplateResult {
    const empty = emptyTests(this.shown, this.words, () => (this.tab = 'console'));
    return html`<div class="tests-panel" id="panel-tests" role="tabpanel" aria-labelledby="tab-tests" tabindex="0" ?hidden=${this.tab !== 'tests'}>
      ${testsView(this.list, {
        ...testedOf(this.shown, this.earlier),
        empty,
        rerun: (names) => this.test(names),
        copy: (text) => void this.copier.copy(text),
      })}
    </div>`;
  }
}
