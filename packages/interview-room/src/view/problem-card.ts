import { icon, type Localize } from '@interview-room/ui';
import { circleAlert, rotateCcw } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';
import { wordsFor } from '../problems/problem-words.js';
import type { Remark, RoomProblem } from '../problems/problem.js';

/** A file can have a great many mistakes of one kind; the first few tell it. */
const SHOWN = 8;

const renderRemark = ({ path, message }: Remark): TemplateResult =>
  html`<li>${path && !message.startsWith(`\`${path}\``) ? html`<code>${path}</code>: ` : nothing}${withCode(message)}</li>`;

/** What stands between backticks is drawn as code. */
const withCode = (text: string): unknown[] =>
  text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/** What stands in the place of the room: what happened, what is safe, what to do. */
export function renderProblem(
  words: Localize<Words>,
  problem: RoomProblem,
  retry: () => void,
): TemplateResult | typeof nothing {
  const said = wordsFor(words, problem);
  if (!said) return nothing;
  const { remarks = [], detail } = problem;
  return html`<div class="problem" part="problem" role="alert">
    ${icon(circleAlert)}
    <h3>${said.title}</h3>
    <p>${said.todo}</p>
    ${remarks.length > 0 ? html`<ul dir="ltr">${remarks.slice(0, SHOWN).map(renderRemark)}</ul>` : nothing}
    ${typeof detail === 'string' ? html`<p class="address" dir="ltr">${detail}</p>` : nothing}
    <p class="safe">${words.term('problemSafe')}</p>
    <button class="bordered" @click=${retry}>${icon(rotateCcw)}${words.term('roomRetry')}</button>
  </div>`;
}
