import { icon } from '@interview-room/ui';
import { info } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from './desk.js';

type Words = Desk['words'];

const levels = {
  'off': 'levelOff',
  'consultant': 'levelConsultant',
  'pair-programming': 'levelPairProgramming',
  'full-copilot': 'levelFullCopilot',
} as const;

/** A level as people call it. One that is not known keeps its own name. */
export function levelName(level: string, words: Words): string {
  return Object.hasOwn(levels, level) ? words.term(levels[level as keyof typeof levels]) : level;
}

/** With no model: that there is none, and the two ways to one. The address and the key are placeholders. */
export function notConfigured(words: Words): TemplateResult {
  const lines = `<ai-chat endpoint="https://…" dialect="auto"></ai-chat>\nchat.transport = async function* (request) { … }`;
  return html`<div class="notice" part="problem">
    <p class="strong">${words.term('notConfigured')}</p>
    <p>${words.term('notConfiguredHint')}</p>
    <pre tabindex="0" aria-label=${words.term('codeBlock')}><code>${lines}</code></pre>
  </div>`;
}

/** Why nothing can be written, in the place of the box. */
export function whyMute(text: string): TemplateResult {
  return html`<div class="why" part="disabled-reason">${icon(info)}<span>${text}</span></div>`;
}

/** What could be asked to begin with. */
export function suggestionChips(
  suggestions: readonly string[],
  words: Words,
  ask: (text: string) => void,
): TemplateResult | typeof nothing {
  if (suggestions.length === 0) return nothing;
  return html`<div class="chips" role="group" aria-label=${words.term('suggestions')}>
    ${suggestions.map(
      (text) =>
        html`<button class="bordered chip" part="suggestion" dir="auto" @click=${() => ask(text)}>${text}</button>`,
    )}
  </div>`;
}
