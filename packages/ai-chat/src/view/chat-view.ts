import { icon } from '@interview-room/ui';
import { arrowDown, eraser } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from './desk.js';
import { levelName, notConfigured, suggestionChips, whyMute } from './notices.js';

type Words = Desk['words'];

/** The header: whose talk this is, how much the assistant may do, and a way to begin anew. */
export function headerView(words: Words, level: string, clear: (() => void) | undefined): TemplateResult {
  const label = words.term('clear');
  return html`<div class="header" part="header">
    <slot name="header">
      <div class="bar">
        <div class="title"><slot name="heading">${words.term('assistant')}</slot></div>
        ${level ? html`<span class="level" part="level" title=${words.term('levelTitle')}>${levelName(level, words)}</span>` : nothing}
        ${
          clear
            ? html`<button class="clear" part="clear-button" aria-label=${label} title=${label} @click=${clear}>
                ${icon(eraser)}
              </button>`
            : nothing
        }
      </div>
    </slot>
  </div>`;
}

/** What stands where nothing was said yet. Without suggestions, not even none, nothing can be asked. */
export function emptyView(
  words: Words,
  configured: boolean,
  suggestions: readonly string[] | undefined,
  ask: (text: string) => void,
): TemplateResult {
  if (!configured && suggestions) return notConfigured(words);
  return html`<div class="empty" part="empty">
    <slot name="empty"><p>${words.term(suggestions ? 'emptyHint' : 'emptyRead')}</p></slot>
    ${suggestions ? suggestionChips(suggestions, words, ask) : nothing}
  </div>`;
}

/** Back to the end, with the count of what came meanwhile. */
export function jumpView(words: Words, count: number, act: () => void): TemplateResult {
  const label = [words.term('latest'), ...(count > 0 ? [words.term('newCount', count)] : [])].join(' · ');
  return html`<button class="jump" part="jump-button" @click=${act}>${icon(arrowDown)}<span>${label}</span></button>`;
}

/** Why there is no box to write in; undefined if there is. */
export function muteView(
  words: Words,
  { level, readonly, disabledReason }: { level: string; readonly: boolean; disabledReason: string },
): TemplateResult | undefined {
  if (level === 'off') return whyMute(words.term('isOff'));
  if (disabledReason) return whyMute(disabledReason);
  return readonly ? whyMute(words.term('isReadonly')) : undefined;
}
