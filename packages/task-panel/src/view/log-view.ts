import type { TaskLevel, TaskLog } from '@interview-room/backends/tasks';
import { icon } from '@interview-room/ui';
import { arrowDown, copy } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { cutAt, levels, type Lines } from '../desk/lines.js';
import type { Say } from './pieces.js';
import type { Tail } from './tail.js';

/** Lines are laid out in blocks of so many: a block out of sight costs nothing, one that did not change is not drawn again. */
const BLOCK = 100;
const LEVEL_NAMES = {
  debug: 'levelAll',
  info: 'levelInfo',
  warning: 'levelWarning',
  error: 'levelError',
} as const;

interface Shown {
  readonly all: readonly TaskLog[];
  readonly dropped: number;
  readonly lines: Lines;
  readonly tail: Tail;
  changed(): void;
  copy(text: string): void;
}

/** The log of a task, with what narrows it down. */
export function logView(
  { all, dropped, lines, tail, changed, copy: give }: Shown,
  words: Say,
): TemplateResult {
  const shown = lines.in(all);
  const number = (value: number) => words.number(value);
  const narrowed = shown.length !== all.length;
  const count = narrowed ? words.term('linesOf', number(shown.length), number(all.length)) : words.term('lines', number(all.length), all.length); // prettier-ignore
  const blocks = Array.from({ length: Math.ceil(shown.length / BLOCK) }, (_, n) => shown.slice(n * BLOCK, (n + 1) * BLOCK)); // prettier-ignore
  return html`<div class="tools">
      <select aria-label=${words.term('level')} part="level" @change=${(event: Event) => ((lines.level = (event.target as HTMLSelectElement).value as TaskLevel), changed())}>
        ${levels.map((level) => html`<option value=${level} ?selected=${level === lines.level}>${words.term(LEVEL_NAMES[level])}</option>`)}
      </select>
      <input type="search" part="search" aria-label=${words.term('search')} placeholder=${words.term('search')} .value=${lines.search} @input=${(event: Event) => ((lines.search = (event.target as HTMLInputElement).value), changed())} />
      <span class="hint count">${count}</span>
      <button part="copy-button" @click=${() => give(shown.map(asText).join('\n'))}>${icon(copy)}${words.term('copyLog')}</button>
    </div>
    <div class="log" part="log" role="log" aria-live="off" aria-label=${words.term('log')} tabindex="0" @scroll=${tail.onScroll}>
      <div class="lines">
        ${dropped > 0 ? html`<p class="hint">${words.term('leftOut', number(dropped))}</p>` : nothing}
        ${blocks.map((block) => html`<div class="block">${guard([block[0]?.id, block.at(-1)?.id, block.length, lines.search, words.lang()], () => block.map((line) => row(line, lines.search, words)))}</div>`)}
        ${shown.length > 0 ? nothing : html`<p class="hint">${words.term(all.length > 0 ? 'noMatch' : 'noLines')}</p>`}
      </div>
    </div>
    ${tail.following ? nothing : html`<button class="bordered latest" part="latest-button" @click=${() => tail.toEnd()}>${icon(arrowDown)}${words.term('latest')}</button>`}`;
}

function row({ at, level, message, agent }: TaskLog, search: string, words: Say): TemplateResult {
  return html`<div class="line ${level}">${at === undefined ? nothing : html`<time>${clockOf(at)}</time> `}<span class="level">${words.term(level)}</span> ${agent ? html`<span class="agent">${agent}</span> ` : nothing}<span class="said" dir="auto">${cutAt(message, search).map((part, n) => (n % 2 === 1 ? html`<mark>${part}</mark>` : part))}</span></div>`; // prettier-ignore
}

const two = (value: number): string => String(value).padStart(2, '0');
function clockOf(time: number): string {
  const at = new Date(time);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
}

const asText = ({ at, level, message, agent }: TaskLog): string =>
  [at === undefined ? '' : new Date(at).toISOString(), level.toUpperCase(), agent, message].filter(Boolean).join(' '); // prettier-ignore
