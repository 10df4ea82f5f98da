import { css } from 'lit';

/** The frame: toolbar, panels, status line. */
export const frame = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    container-type: inline-size;
    block-size: var(--ir-run-panel-height, 20rem);
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_bg);
  }
  [hidden] {
    display: none !important;
  }
  button[aria-disabled='true'] {
    color: var(--_muted);
    opacity: 0.72;
  }
  button[aria-disabled='true']:hover {
    background: none;
  }
  button.primary[aria-disabled='true'],
  button.primary[aria-disabled='true']:hover {
    opacity: 1;
    background: color-mix(in srgb, var(--_accent) 14%, var(--_bg));
    color: var(--_muted);
  }
  button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_space-3);
    padding-inline: var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .actions {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    padding-block: 5px;
  }
  .actions.end {
    margin-inline-start: auto;
  }
  .wide {
    display: none;
  }
  .tabs {
    display: flex;
    align-self: stretch;
    gap: var(--_space-1);
  }
  .tabs button {
    position: relative;
    block-size: auto;
    border-radius: 0;
    color: var(--_muted);
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .tabs button[aria-selected='true'] {
    color: var(--_text);
  }
  .tabs button[aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-inline: var(--_space-2);
    inset-block-end: -1px;
    block-size: 2px;
    background: var(--_accent);
  }
  .badge {
    padding: 0 6px;
    border-radius: 999px;
    background: var(--_sunken);
    color: var(--_muted);
    font-size: var(--_size-1);
    font-variant-numeric: tabular-nums;
    line-height: 18px;
  }
  .badge.ok {
    color: var(--_ok);
  }
  .badge.bad {
    color: var(--_bad);
  }
  .panels {
    position: relative;
    display: grid;
    min-block-size: 0;
    background: var(--_sunken);
  }
  .panels > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .status {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: calc(var(--_target) + 5px);
    padding: 2px var(--_space-3);
    border-block-start: 1px solid var(--_line);
    font-size: var(--_size-2);
    color: var(--_muted);
  }
  .status .sign {
    display: inline-flex;
  }
  .status .words {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }
  .status.quiet .words {
    color: var(--_muted);
  }
  .status button {
    margin-inline-start: auto;
  }
  .status.ok .sign {
    color: var(--_ok);
  }
  .status.warn .sign {
    color: var(--_warn);
  }
  .status.bad .sign {
    color: var(--_bad);
  }
  .status.busy .sign {
    color: var(--_accent);
    animation: turn 1.6s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  progress {
    position: absolute;
    inset-inline: 0;
    inset-block-start: -1px;
    inline-size: 100%;
    block-size: 2px;
    border: 0;
    appearance: none;
    background: transparent;
    color: var(--_accent);
  }
  progress::-webkit-progress-bar {
    background: transparent;
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .hint {
    color: var(--_muted);
    font-size: var(--_size-2);
  }
  p {
    margin: 0;
  }
  @container (inline-size >= 560px) {
    .wide {
      display: inline;
    }
  }
  @container (inline-size < 430px) {
    .tabs {
      order: 1;
      inline-size: 100%;
      min-block-size: calc(var(--_target) + 4px);
      margin-inline-start: calc(-1 * var(--_space-1));
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .status.busy .sign {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
    .tabs button {
      border-color: transparent;
    }
    .tabs button[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .tabs button[aria-selected='true']:focus-visible {
      outline-color: HighlightText;
      outline-offset: -4px;
    }
    [aria-selected='true'] .badge {
      background: none;
      color: inherit;
    }
    .badge {
      border: 1px solid;
    }
  }
`;
