import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 12em;
    min-inline-size: 0;
    background: var(--_sunken);
  }
  :host([hidden]) {
    display: none;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1);
    padding: var(--_space-1) var(--_space-2) var(--_space-1) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_bg);
    font-size: var(--_size-2);
  }
  .status {
    flex: 1 1 12em;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-inline-size: 0;
    margin: 0;
  }
  .status span {
    overflow-wrap: anywhere;
  }
  .status .detail {
    color: var(--_muted);
  }
  .status[data-status='open'] svg {
    color: var(--_ok);
  }
  .status[data-status='offline'] svg,
  .status[data-status='failed'] svg {
    color: var(--_warn);
  }
  .actions {
    display: flex;
    gap: var(--_space-1);
    margin-inline-start: auto;
  }
  .console {
    flex: 1;
    position: relative;
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 0;
  }
  /* Until the terminal's own styles are there, which come with its code. */
  .probe {
    position: absolute;
  }
  /* A terminal runs from left to right, whatever language is around it. */
  .screen {
    direction: ltr;
    min-inline-size: 0;
    min-block-size: 0;
    margin: var(--_space-2) 0 var(--_space-1) var(--_space-3);
    overflow: hidden;
  }
  .console:has(.xterm-helper-textarea:focus-visible)::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 20;
    border: 2px solid var(--_accent);
    pointer-events: none;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: var(--_space-2);
    padding: var(--_space-3);
    overflow: auto;
    text-align: center;
  }
  .empty p {
    margin: 0;
  }
  .leave {
    margin: 0;
    padding: 0 var(--_space-3) var(--_space-1);
    color: var(--_muted);
    font-size: var(--_size-1);
    visibility: hidden;
  }
  .console:focus-within + .leave {
    visibility: visible;
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: ButtonText;
      color: ButtonFace;
    }
  }
  button[aria-pressed='true'] {
    color: var(--_accent);
    box-shadow: inset 0 0 0 1px currentColor;
  }
`;
