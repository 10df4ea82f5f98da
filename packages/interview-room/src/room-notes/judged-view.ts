import type { BodyOf } from '@interview-room/core';
import { icon, type Localize } from '@interview-room/ui';
import { circleAlert, circleCheck, circleMinus, circleX } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/room/en.js';
import type { HiddenCase, HiddenTests } from './hidden-tests.js';

/** What all tests, the hidden ones too, said of one language. */
export type Judged = BodyOf<'tests.judged'> & { readonly at: number };
type Test = Judged['tests'][number];

const STATUS = {
  passed: ['judgedPassed', circleCheck, 'ok'],
  failed: ['judgedFailed', circleX, 'bad'],
  error: ['judgedError', circleAlert, 'bad'],
  skipped: ['judgedSkipped', circleMinus, 'muted'],
} as const;

/** What the hidden tests are, and what all tests said, a language each. */
export function renderJudged(
  words: Localize<Words>,
  hidden: HiddenTests,
  judged: readonly Judged[],
): TemplateResult {
  return html`<section part="judged">
    <h3>${words.term('judged')}</h3>
    ${hidden.cases.length + hidden.files.length > 0 ? renderHidden(words, hidden) : nothing}
    ${judged.length === 0 ? html`<p class="muted">${words.term('judgedNone')}</p>` : nothing}
    ${judged.map((each) => renderLanguage(words, each))}
  </section>`;
}

function renderHidden(words: Localize<Words>, { cases, files }: HiddenTests): TemplateResult {
  return html`<details class="hidden-tests">
    <summary>${words.term('judgedHidden', cases.length + files.length)}</summary>
    <ul>
      ${cases.map((each) => html`<li>${renderCase(words, each)}</li>`)}
      ${files.map(({ path, text }) => html`<li><div class="test" dir="auto">${path}</div><pre dir="ltr">${text}</pre></li>`)}
    </ul>
  </details>`;
}

function renderCase(words: Localize<Words>, { name, input, expected }: HiddenCase): TemplateResult {
  return html`${name === undefined ? nothing : html`<div class="test" dir="auto">${name}</div>`}
    <pre dir="ltr">${input}</pre>
    <dl>
      <dt>${words.term('judgedExpected')}</dt>
      <dd>
        ${expected === undefined ? words.term('judgedError') : html`<code class="expected" dir="ltr">${expected}</code>`}
      </dd>
    </dl>`;
}

function renderLanguage(words: Localize<Words>, { language, summary, tests, error }: Judged): TemplateResult {
  const all = summary.total > 0 && summary.passed === summary.total;
  return html`<details class="judged">
    <summary>
      <span class=${all ? 'ok' : 'bad'}>${icon(all ? circleCheck : circleX)}</span>
      ${words.term('judgedSummary', summary.passed, summary.total)} · ${language}
    </summary>
    ${error ? html`<pre class="bad">${error}</pre>` : nothing}
    <ul class="tests">
      ${tests.map((test) => renderTest(words, test))}
    </ul>
  </details>`;
}

function renderTest(
  words: Localize<Words>,
  { name, status, message, expected, actual, hidden }: Test,
): TemplateResult {
  const [word, sign, tone] = STATUS[status];
  const compared = expected !== undefined || actual !== undefined;
  return html`<li>
    <span class=${tone} role="img" aria-label=${words.term(word)}>${icon(sign)}</span>
    <div>
      <div class="test" dir="auto">${name}</div>
      ${hidden ? html`<div class="mark">${words.term('judgedHiddenOne')}</div>` : nothing}
      ${message && status !== 'passed' ? html`<pre>${message}</pre>` : nothing}
      ${
        compared && status !== 'passed'
          ? html`<dl>
            <dt>${words.term('judgedExpected')}</dt>
            <dd><code dir="ltr">${textOf(expected)}</code></dd>
            <dt>${words.term('judgedActual')}</dt>
            <dd><code dir="ltr">${textOf(actual)}</code></dd>
          </dl>`
          : nothing
      }
    </div>
  </li>`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
