import { css } from 'lit';

/**
 * The statement, its hints and its examples, in one column that scrolls. Code reads from left to right, whatever the
 * page does.
 */
export const styles = css`
  :host {
    padding: var(--_space-4);
    background: var(--_bg);
  }
  h2 {
    margin: 0 0 var(--_space-2);
    font-size: var(--_size-5);
    line-height: 1.3;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    margin: 0 0 var(--_space-3);
    padding: 0;
    list-style: none;
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .meta li {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .difficulty {
    font-weight: 600;
  }
  .difficulty.easy {
    color: var(--_ok);
  }
  .difficulty.medium {
    color: var(--_warn);
  }
  .difficulty.hard {
    color: var(--_bad);
  }
  .tag {
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: 99px;
  }
  .meta svg.icon {
    inline-size: 14px;
    block-size: 14px;
  }
  details {
    margin-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_line);
    padding-block-start: var(--_space-3);
  }
  summary {
    inline-size: fit-content;
    border-radius: var(--_radius);
    color: var(--_muted);
    font-size: var(--_size-2);
    font-weight: 600;
    cursor: pointer;
  }
  dl.examples {
    margin: var(--_space-2) 0 0;
    display: grid;
    gap: var(--_space-2);
  }
  dl.examples div {
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    direction: ltr;
    text-align: left;
  }
  dt,
  dd {
    margin: 0;
  }
  dd::before {
    content: '→ ';
    color: var(--_muted);
  }
  ol.hints {
    margin: var(--_space-4) 0 0;
    padding: 0;
    list-style: none;
    display: grid;
    gap: var(--_space-2);
  }
  ol.hints > li {
    padding: var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .hint-title {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    margin: 0 0 var(--_space-1);
    color: var(--_muted);
    font-size: var(--_size-1);
    font-weight: 600;
  }
  button.hint {
    margin-block-start: var(--_space-3);
  }
  ::slotted(pre) {
    direction: ltr;
    text-align: left;
  }
`;
