import { html, type TemplateResult } from 'lit';

/** Lines that stand where text will be. What is read out is the word, not the lines. */
export const renderSkeleton = (word: string): TemplateResult =>
  html`<div class="skeleton">
    <span class="visually-hidden">${word}</span>${Array.from({ length: 6 }, () => html`<i></i>`)}
  </div>`;
