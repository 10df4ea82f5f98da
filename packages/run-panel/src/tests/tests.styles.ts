import { css } from 'lit';

/** The list of tests. */
export const testsStyles = css`
  .tests-panel {
    overflow: auto;
    background: var(--_bg);
  }
  .tests-head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
  }
  .calm {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_ok);
    color: var(--_ok);
    font-weight: 600;
    font-size: var(--_size-2);
  }
  .earlier {
    padding: var(--_space-2) var(--_space-3) 0;
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  ul.tests {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .test {
    border-block-end: 1px solid var(--_line);
    content-visibility: auto;
    contain-intrinsic-block-size: auto 33px;
  }
  .test-row {
    display: flex;
    justify-content: flex-start;
    gap: var(--_space-2);
    inline-size: 100%;
    min-block-size: calc(var(--_target) + 4px);
    padding: 3px var(--_space-3);
    border: 0;
    border-radius: 0;
    white-space: normal;
    text-align: start;
  }
  .test-row:focus-visible {
    outline-offset: -2px;
  }
  .mark {
    display: inline-flex;
  }
  .passed .mark {
    color: var(--_ok);
  }
  .failed .mark,
  .error .mark {
    color: var(--_bad);
  }
  .skipped .mark,
  .skipped .name {
    color: var(--_muted);
  }
  .name {
    /* A name in another direction than the panel's still begins beside its sign. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .time {
    color: var(--_muted);
    font-size: var(--_size-1);
    font-variant-numeric: tabular-nums;
  }
  .turn {
    display: inline-flex;
    color: var(--_muted);
    transition: rotate var(--_motion);
  }
  .turn:dir(rtl) {
    scale: -1 1;
  }
  [aria-expanded='true'] .turn {
    rotate: 90deg;
  }
  .details {
    display: grid;
    gap: var(--_space-3);
    justify-items: start;
    padding: var(--_space-1) var(--_space-3) var(--_space-3);
    padding-inline-start: calc(var(--_space-3) + 16px + var(--_space-2));
  }
  .details > * {
    max-inline-size: 100%;
    min-inline-size: 0;
  }
  .details pre,
  .lines {
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_sunken);
    font: var(--_size-2) / 1.6 var(--_mono);
    overflow-wrap: anywhere;
  }
  .details pre,
  .line .text {
    white-space: pre-wrap;
  }
  .details pre.message {
    padding: 0;
    background: none;
  }
  .single,
  .diff {
    justify-self: stretch;
    margin: 0;
  }
  h4,
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space-3);
    margin: 0 0 var(--_space-1);
    color: var(--_muted);
    font-size: var(--_size-1);
    font-weight: 600;
  }
  figcaption b {
    font-family: var(--_mono);
  }
  figcaption .expected b {
    color: var(--_ok);
  }
  figcaption .actual b {
    color: var(--_bad);
  }
  .lines {
    padding-inline: 0;
  }
  .line {
    display: flex;
    padding-inline: var(--_space-3);
    border-inline-start: 3px solid transparent;
  }
  .line .text {
    min-inline-size: 0;
  }
  .line .sign {
    flex: none;
    inline-size: 2ch;
    user-select: none;
  }
  .line.expected {
    border-color: var(--_ok);
    background: color-mix(in srgb, var(--_ok) 9%, transparent);
  }
  .line.actual {
    border-color: var(--_bad);
    background: color-mix(in srgb, var(--_bad) 9%, transparent);
  }
  .line.expected .sign {
    color: var(--_ok);
  }
  .line.actual .sign {
    color: var(--_bad);
  }
  @container (inline-size < 430px) {
    .details {
      padding-inline-start: var(--_space-3);
    }
  }
`;
