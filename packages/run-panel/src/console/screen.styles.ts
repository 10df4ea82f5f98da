import { css } from 'lit';

/** A terminal (`.screen`), and what its look is read from (`.probe`). */
export const screenStyles = css`
  .screen .xterm,
  .screen .xterm-viewport {
    block-size: 100%;
  }
  .screen .xterm .xterm-viewport {
    background-color: transparent;
    overflow: hidden;
  }
  .screen .composition-view {
    background: var(--_raised);
    color: var(--_text);
  }
  /* Where the terminal's colours are read from: see theme.ts. That they change is told by a transition, which is on
     a pseudo-element, since a colour in transition reads as the old one. */
  .probe {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    visibility: hidden;
    font-family: var(--_mono);
    font-size: var(--_code-size);
  }
  .probe,
  .probe::before {
    border: 0 solid;
    color: var(--_text);
    background-color: var(--_sunken);
    border-block-start-color: var(--_accent);
    border-inline-end-color: var(--_bad);
    border-block-end-color: var(--_ok);
    border-inline-start-color: var(--_warn);
  }
  .probe::before {
    content: '';
    transition: all 1ms;
  }
`;
