import { css } from 'lit';

/** What every element looks like before its own styles: type, colours, focus ring, buttons. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    color-scheme: light dark;
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--_size-3);
    line-height: 1.5;
    text-align: start;
  }
  :host(:state(page-scheme)) {
    color-scheme: inherit;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-1);
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: 0 var(--_space-2);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_size-2);
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--_motion);
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, currentColor 9%, transparent);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
  button.primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    padding: 0 var(--_space-3);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button.bordered {
    border-color: var(--_line-strong);
  }
  svg.icon {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }
  }
`;
