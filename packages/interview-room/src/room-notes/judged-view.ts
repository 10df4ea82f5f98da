import type { BodyOf } from '@interview-room/core';
import { icon, type Localize } from '@interview-room/ui';
import { circleAlert, circleCheck, circleMinus, circleX } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/room/en.js';

/** What the hidden tests said of one language. */
export type Judged = BodyOf<'tests.judged'> & { readonly at: number };
type Test = Judged['tests'][number];

const STATUS = {
  passed: ['judgedPassed', circleCheck, 'ok'],
  failed: ['judgedFailed', circleX, 'bad'],
  error: ['judgedError', circleAlert, 'bad'],
  skipped: ['judgedSkipped', circleMinus, 'muted'],
} as const;

/** What the hidden tests said, a language each. */
export function renderJudged(words: Localize<Words>, judged: readonly Judged[]): TemplateResult {
  return html`<section part="judged">
    <h3>${words.term('judged')}</h3>
    ${judged.length === 0 ? html`<p class="muted">${words.term('judgedNone')}</p>` : nothing}
    ${judged.map((each) => renderLanguage(words, each))}
  </section>`;
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
  { name, status, message, expected, actual }: Test,
): TemplateResult {
  const [word, sign, tone] = STATUS[status];
  const compared = expected !== undefined || actual !== undefined;
  return html`<li>
    <span class=${tone} role="img" aria-label=${words.term(word)}>${icon(sign)}</span>
    <div>
      <div class="test" dir="auto">${name}</div>
      ${message && status !== 'passed' ? html`<pre>${message}</pre>` : nothing}
      ${
        compared && status !== 'passed'
          ? html`<dl>
            <dt>${words.term('judgedExpected')}</dt>
            <dd><code>${textOf(expected)}</code></dd>
            <dt>${words.term('judgedActual')}</dt>
            <dd><code>${textOf(actual)}</code></dd>
          </dl>`
          : nothing
      }
    </div>
  </li>`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
