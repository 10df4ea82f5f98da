import { css } from 'lit';

/** What a backend offers, in the room. It comes with that part's code, and is laid into the room then. */
export const farStyles = css`
  .far {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .far[hidden] {
    display: none;
  }
  .far > :is(ai-chat, room-log, room-terminal, task-panel) {
    flex: 1;
    min-block-size: 0;
    block-size: auto;
    border: 0;
    border-radius: 0;
  }
  .far .help {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    font-size: var(--_size-2);
  }
  .far select {
    min-block-size: var(--_target);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: inherit;
    font: inherit;
  }
  .far .choices {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    /* In line with what is said above, not with the icons. */
    padding: var(--_space-2) 6px;
  }
  .far .choices button {
    color: var(--_text);
    max-inline-size: 100%;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .next svg {
    display: none;
  }
  .next:dir(rtl) svg {
    scale: -1 1;
  }
  /* How far one is, and an arrow; what the button is called is still read out. */
  @container (max-width: 419.98px) {
    .next span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .next svg {
      display: inline;
    }
  }
  .told {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-1) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
    font-size: var(--_size-2);
  }
  .told > svg,
  .told > button {
    flex: none;
  }
  .told .words {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    min-inline-size: 0;
  }
  .told p {
    flex: 1 1 12rem;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .told[data-level='warning'] > svg {
    color: var(--_warn);
  }
  .told[data-level='error'] > svg {
    color: var(--_bad);
  }
`;
