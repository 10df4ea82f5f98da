import { css } from 'lit';

/** The frame: the list beside what is shown, or one of the two where there is room for one alone. */
export const frame = css`
  :host {
    display: grid;
    container-type: inline-size;
    block-size: var(--ir-task-panel-height, 32rem);
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_bg);
  }
  [hidden] {
    display: none !important;
  }
  button[aria-disabled='true'] {
    opacity: 0.72;
  }
  /* Its ground must not be late where its text is another at once. */
  [part~='new-button'] {
    transition: none;
  }
  h2,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2 {
    font-size: var(--_size-3);
    font-weight: 600;
  }
  .desk {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    min-inline-size: 0;
  }
  .desk > section {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .desk[data-showing='nothing'] > .detail,
  .desk:not([data-showing='nothing']) > .list {
    display: none;
  }
  .detail {
    position: relative;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    min-block-size: calc(var(--_target) + 10px);
    padding: 5px var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  .bar h2 {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .back {
    align-self: start;
    margin: 2px var(--_space-1);
  }
  .list .tools span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .list .tools button {
    max-inline-size: 100%;
  }
  .list .rows {
    flex: 1;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .row {
    display: grid;
    grid-template: auto auto / minmax(0, 1fr) auto;
    gap: 0 var(--_space-2);
    inline-size: 100%;
    block-size: auto;
    padding: var(--_space-2) var(--_space-3);
    border: 0;
    border-block-end: 1px solid var(--_line);
    border-radius: 0;
    text-align: start;
    white-space: normal;
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row[aria-current='true'] {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    box-shadow: inset 3px 0 0 var(--_accent);
  }
  :host(:dir(rtl)) .row[aria-current='true'] {
    box-shadow: inset -3px 0 0 var(--_accent);
  }
  .row .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .of,
  .when,
  .hint {
    color: var(--_muted);
    font-size: var(--_size-1);
    font-weight: 400;
  }
  .row .of {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
  }
  .when {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .pad {
    padding: var(--_space-3);
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    font-size: var(--_size-1);
    white-space: nowrap;
    color: var(--_muted);
  }
  .sign {
    display: inline-flex;
  }
  .status.ok {
    color: var(--_ok);
  }
  .status.bad {
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
  .empty {
    display: grid;
    align-content: center;
    gap: var(--_space-1);
    padding: var(--_space-5) var(--_space-4);
    color: var(--_muted);
    text-align: center;
  }
  .empty .lead {
    color: var(--_text);
    font-weight: 600;
  }
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    font-size: var(--_size-2);
  }
  .problem svg {
    color: var(--_warn);
  }
  .problem p {
    flex: 1 1 12rem;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
  }
  dialog {
    max-inline-size: min(26rem, calc(100vw - 32px));
    padding: var(--_space-4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  dialog p {
    margin-block: var(--_space-2) var(--_space-4);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }
  @container (inline-size >= 620px) {
    .desk {
      grid-template-columns: minmax(200px, 34%) minmax(0, 1fr);
    }
    .desk[data-showing] > .detail,
    .desk:not([data-showing='nothing']) > .list {
      display: flex;
    }
    .list {
      border-inline-end: 1px solid var(--_line);
    }
    .back {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .status.busy .sign {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .row[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .row[aria-current='true']:focus-visible {
      outline-width: 4px;
    }
  }
`;
