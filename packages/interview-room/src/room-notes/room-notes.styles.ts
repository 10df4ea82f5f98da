import { css } from 'lit';

/** Sections below one another, in a column that may be narrow. */
export const styles = css`
  :host {
    container-type: inline-size;
    min-block-size: 0;
    overflow: auto;
    background: var(--_bg);
  }
  .private {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
    font-weight: 600;
    font-size: var(--_size-2);
  }
  section,
  details.guide {
    padding: var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  summary {
    min-block-size: var(--_target);
    align-content: center;
    font-weight: 600;
    cursor: pointer;
  }
  .mark {
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .expected {
    white-space: pre-wrap;
  }
  details.judged summary .icon {
    vertical-align: -3px;
  }
  h3 {
    margin: 0 0 var(--_space-2);
    font-size: var(--_size-3);
    font-weight: 650;
  }
  ul {
    display: grid;
    gap: var(--_space-2);
    margin: 0 0 var(--_space-2);
    padding: 0;
    list-style: none;
  }
  .note {
    padding-block-end: var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .moment {
    min-inline-size: 0;
    padding: 0 var(--_space-1);
    color: var(--_accent);
    font-variant-numeric: tabular-nums;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .who {
    flex: 1 1 0;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .text {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
    margin-block-start: var(--_space-1);
  }
  .notice {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
    margin-block-end: var(--_space-2);
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .notice:empty {
    display: none;
  }
  .ok {
    color: var(--_ok);
  }
  .bad {
    color: var(--_bad);
  }
  .tests {
    margin-block-start: var(--_space-2);
  }
  .tests li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-2);
  }
  .tests .icon {
    margin-block-start: 3px;
  }
  .test {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }
  pre {
    inline-size: fit-content;
    max-inline-size: 100%;
    margin: 0;
    color: var(--_muted);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  pre.bad {
    color: var(--_bad);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 var(--_space-2);
    margin: 0;
    font-size: var(--_size-1);
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  code {
    font-family: var(--_mono);
  }
`;
