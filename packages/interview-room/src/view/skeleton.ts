import { html, nothing, type TemplateResult } from 'lit';

/** Lines that stand where text will be. What is read out is the word, not the lines. */
export const renderSkeleton = (word: string): TemplateResult =>
  html`<div class="skeleton">
    <span class="visually-hidden">${word}</span>${Array.from({ length: 6 }, () => html`<i></i>`)}
  </div>`;

/** A bar that is empty yet. */
export const renderBar = (kind: 'title' | 'files' | 'run'): TemplateResult =>
  html`<div class="bar ${kind}">${kind === 'title' ? html`<i></i>` : nothing}</div>`;
