import type { TestResultEvent, TestStatus } from '@interview-room/runtimes';
import { icon } from '@interview-room/ui';
import {
  chevronRight,
  circleAlert,
  circleCheck,
  circleMinus,
  circleX,
  copy,
  rotateCcw,
} from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plain } from '../console/ansi.js';
import type { Tested } from '../run/tested.js';
import { duration, moment } from '../view/measures.js';
import type { DiffLine } from './diff.js';
import { bad, details, type TestList } from './test-list.js';

/** What the view of the tests is drawn from. */
export interface TestsShown extends Tested {
  /** Shown while there is no test: why. */
  empty: TemplateResult;
  rerun(names: string[]): void;
  copy(text: string): void;
}

const ICONS: Record<TestStatus, typeof circleCheck> = {
  passed: circleCheck,
  failed: circleX,
  error: circleAlert,
  skipped: circleMinus,
};

/** The list of tests: a summary with what can be done, then a row a test. */
export function testsView(list: TestList, state: TestsShown): TemplateResult {
  if (state.tests.length === 0) return state.empty;
  const shown = list.shown(state.tests);
  return html`${before(list, state)}${head(list, state)}
    <ul class="tests" part="tests">
      ${repeat(
        shown,
        (test) => test,
        (test) => row(list, test, state),
      )}
    </ul>`;
}

/** Says of results that they are not of this page's runs, and when they came. */
function before({ words }: TestList, { at }: TestsShown): TemplateResult | typeof nothing {
  if (at === undefined) return nothing;
  return html`<p class="earlier" part="earlier">${words.term('earlierTests', moment(at, words))}</p>`;
}

function head(list: TestList, state: TestsShown): TemplateResult | typeof nothing {
  const failed = state.tests.filter(bad);
  const { words } = list;
  if (failed.length === 0 && !list.only) return state.live ? nothing : calm(list, state);
  const narrowed = list.only !== undefined;
  return html`<div class="tests-head">
    ${
      narrowed
        ? html`<button class="bordered" @click=${() => list.filter(false)}>${words.term('showAll')}</button>`
        : html`<button class="bordered" aria-pressed=${list.failedOnly} @click=${() => list.filter(!list.failedOnly)}>${words.term('failedOnly')}</button>`
    }
    ${
      failed.length > 0
        ? html`<button
          class="bordered"
          part="rerun-failed"
          title=${words.term('rerunHint')}
          aria-disabled=${state.live}
          @click=${() => !state.live && state.rerun(failed.map((test) => test.name))}
        >
          ${icon(rotateCcw)}${words.term('rerunFailed')}
        </button>`
        : nothing
    }
  </div>`;
}

function calm(list: TestList, state: TestsShown): TemplateResult | typeof nothing {
  const passed = state.tests.filter((test) => test.status === 'passed').length;
  if (passed === 0 || !state.summary) return nothing;
  return html`<p class="calm" part="all-pass">${icon(circleCheck)}${list.words.term('allPass', list.words.number(passed), passed)}</p>`;
}

function row(list: TestList, test: TestResultEvent, state: TestsShown): TemplateResult {
  const open = list.isOpen(test);
  const { words } = list;
  return html`<li class="test ${test.status}" part="test test-${test.status}">
    <button class="test-row" aria-expanded=${open} @click=${() => list.toggle(test)}>
      <span class="mark">${icon(ICONS[test.status] ?? circleAlert)}</span>
      <span class="visually-hidden">${words.term(test.status)}:</span>
      <span class="name" dir="auto">${test.name}</span>
      <span class="time">${duration(test.durationMs, words)}</span>
      <span class="turn">${icon(chevronRight)}</span>
    </button>
    ${open ? opened(list, test, state) : nothing}
  </li>`;
}

function opened(list: TestList, test: TestResultEvent, state: TestsShown): TemplateResult {
  const { words } = list;
  const compared = test.expected !== undefined && test.actual !== undefined;
  const bare =
    !test.message && !compared && !test.output && test.expected === undefined && test.actual === undefined;
  return html`<div class="details" part="test-details">
    ${bare ? html`<p class="hint">${words.term(test.status === 'skipped' ? 'skippedDetails' : 'noDetails')}</p>` : nothing}
    ${test.message ? html`<pre class="message" dir="auto">${plain(test.message)}</pre>` : nothing}
    ${compared ? diffView(list, list.diff(test)) : [single(words.term('expected'), test.expected), single(words.term('actual'), test.actual)]}
    ${single(words.term('printed'), test.output && plain(test.output))}
    ${bare ? nothing : html`<button @click=${() => state.copy(details(test, words))}>${icon(copy)}${words.term('copyDetails')}</button>`}
  </div>`;
}

function single(label: string, text: string | undefined): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<div class="single"><h4>${label}</h4><pre dir="ltr">${text}</pre></div>`;
}

const SIGNS = { same: ' ', expected: '−', actual: '+' } as const;

function diffView(list: TestList, lines: DiffLine[]): TemplateResult {
  const { words } = list;
  return html`<figure class="diff" part="diff">
    <figcaption>
      <span class="visually-hidden">${words.term('difference')}</span>
      <span class="expected" aria-hidden="true"><b>−</b> ${words.term('expected')}</span>
      <span class="actual" aria-hidden="true"><b>+</b> ${words.term('actual')}</span>
    </figcaption>
    <div class="lines" dir="ltr">
      ${lines.map(
        ({ kind, text }) => html`<div class="line ${kind}">
          <span class="sign" aria-hidden="true">${SIGNS[kind]}</span>${
            kind === 'same' ? nothing : html`<span class="visually-hidden">${words.term(kind)}: </span>`
          }<span class="text">${text || ' '}</span>
        </div>`,
      )}
    </div>
  </figure>`;
}
