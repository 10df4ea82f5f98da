import { css } from 'lit';

/** One line: the time as a number, and what it means in words beside it. */
export const styles = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    font-size: var(--_size-2);
    white-space: nowrap;
  }
  .time {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    unicode-bidi: isolate;
  }
  .note {
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .over {
    color: var(--_warn);
  }
  :host([narrow]) .note {
    display: none;
  }
  dialog {
    inline-size: min(20rem, calc(100vw - 32px));
    white-space: normal;
  }
  label {
    display: block;
    font-weight: 600;
  }
  input {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
  }
  .hint {
    margin: var(--_space-1) 0 0;
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .error {
    color: var(--_bad);
  }
`;
