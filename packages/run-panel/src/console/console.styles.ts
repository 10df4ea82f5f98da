import { css, type CSSResultGroup } from 'lit';
import { screenStyles } from './screen.styles.js';

/** The console, what stands in it when it is empty, and the box for input. */
export const consoleStyles: CSSResultGroup = [
  screenStyles,
  css`
  .console {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    position: relative;
  }
  .screen {
    grid-row: 2;
    min-inline-size: 0;
    min-block-size: 0;
    margin: var(--_space-2) 0 var(--_space-1) var(--_space-3);
    overflow: hidden;
  }
  /* The textarea that has the focus is out of sight: the ring is drawn around the whole console, above the terminal. */
  .console:has(.xterm-helper-textarea:focus-visible)::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 20;
    border: 2px solid var(--_accent);
    pointer-events: none;
  }
  .log {
    inset: 0 auto auto 0;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: var(--_space-1);
    padding: var(--_space-3);
    overflow: auto;
    text-align: center;
  }
  .empty svg.icon {
    inline-size: 20px;
    block-size: 20px;
    margin-block-end: var(--_space-1);
    color: var(--_muted);
  }
  .empty button {
    margin-block-start: var(--_space-2);
  }
  .problem {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: flex-start;
    gap: var(--_space-3);
    padding: var(--_space-4);
    overflow: auto;
    background: var(--_sunken);
  }
  .problem > svg.icon {
    margin-block-start: 3px;
    color: var(--_bad);
  }
  .problem .what {
    font-weight: 600;
  }
  .problem .hint {
    margin-block-start: var(--_space-1);
    overflow-wrap: anywhere;
  }
  .problem button {
    margin-block-start: var(--_space-3);
  }
  .plain {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    background: var(--_sunken);
  }
  .plain pre {
    flex: 1;
    margin: 0;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font: var(--_code-size) / 1.6 var(--_mono);
    direction: ltr;
    text-align: left;
  }
  .input {
    border-block-start: 1px solid var(--_line);
    font-size: var(--_size-2);
  }
  .input summary {
    display: flex;
    align-items: center;
    min-block-size: var(--_target);
    padding-inline: var(--_space-3);
    cursor: pointer;
  }
  .input summary::before {
    content: '';
    inline-size: 6px;
    block-size: 6px;
    margin-inline: 1px var(--_space-2);
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
    transition: rotate var(--_motion);
  }
  .input summary:dir(rtl)::before {
    rotate: 135deg;
  }
  .input[open] summary::before {
    rotate: 45deg;
  }
  .input summary:focus-visible {
    outline-offset: -2px;
  }
  .input-body {
    padding: 0 var(--_space-3) var(--_space-2);
  }
  textarea[part='input'] {
    display: block;
    inline-size: 100%;
    margin-block-end: var(--_space-1);
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: inherit;
    font: var(--_code-size) / 1.6 var(--_mono);
    resize: vertical;
  }
`,
];
