import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    font-size: var(--_size-2);
  }
  .find {
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  input {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding-inline: var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: inherit;
    font: inherit;
  }
  .log {
    flex: 1;
    min-block-size: 0;
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }
  li {
    padding-block: 2px;
  }
  .of {
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  b {
    font-weight: 600;
  }
  .said {
    display: block;
    font-family: var(--_mono);
    font-size: var(--_size-1);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  [data-level='warning'] b {
    color: var(--_warn);
  }
  [data-level='error'] b {
    color: var(--_bad);
  }
  .empty {
    margin: 0;
    padding: 0 var(--_space-3) var(--_space-3);
    color: var(--_muted);
  }
`;
