import { css } from 'lit';

/** A task: its steps, log and files. */
export const taskStyles = css`
  .bar .title {
    flex: 1 1 14rem;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-2);
  }
  .title .of {
    flex: 1 1 8rem;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: match-parent;
  }
  .asked {
    padding: var(--_space-1) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    font-size: var(--_size-2);
  }
  .asked summary {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: var(--_target);
    border-radius: var(--_radius);
    cursor: pointer;
    list-style: none;
  }
  .asked summary::-webkit-details-marker {
    display: none;
  }
  .asked svg {
    transition: rotate var(--_motion);
  }
  .asked:dir(rtl) svg {
    scale: -1 1;
  }
  .asked[open] svg {
    rotate: 90deg;
  }
  .asked .gist {
    flex: 1;
    min-inline-size: 0;
    margin-inline-start: var(--_space-2);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--_muted);
    text-align: match-parent;
  }
  .asked[open] .gist {
    visibility: hidden;
  }
  .asked p {
    max-block-size: 10rem;
    padding-block: var(--_space-1);
    overflow: auto;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--_space-1);
    padding: var(--_space-2) var(--_space-3);
  }
  .step {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 2px;
    color: var(--_muted);
    font-size: var(--_size-1);
    text-align: center;
    overflow-wrap: anywhere;
  }
  .step + .step::before {
    content: '';
    position: absolute;
    inset-block-start: 11px;
    inset-inline: calc(-50% + 16px) calc(50% + 16px);
    block-size: 1px;
    background: var(--_line-strong);
  }
  .dot {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border: 1px solid var(--_line-strong);
    border-radius: 50%;
  }
  .dot svg.icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .step.done .dot {
    border-color: var(--_ok);
    color: var(--_ok);
  }
  .step.current {
    color: var(--_text);
    font-weight: 600;
  }
  .step.current .dot {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .step.failed .dot {
    border-color: var(--_bad);
    color: var(--_bad);
  }
  .step.absent .dot {
    border-style: dashed;
  }
  .step.todo svg,
  .step.absent svg {
    visibility: hidden;
  }
  .failure {
    padding: var(--_space-1) var(--_space-3);
    color: var(--_bad);
    font-size: var(--_size-2);
    overflow-wrap: anywhere;
    max-block-size: 6em;
    overflow: auto;
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-3);
    min-block-size: 1.5em;
    padding: 0 var(--_space-3) var(--_space-1);
    font-size: var(--_size-1);
    color: var(--_muted);
  }
  .activity {
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .connection {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .connection svg.icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .connection.live {
    color: var(--_ok);
  }
  .connection.offline {
    color: var(--_warn);
  }
  .tabs {
    display: flex;
    gap: var(--_space-1);
    padding-inline: var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    position: relative;
    border-radius: 0;
    color: var(--_muted);
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
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
  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    padding: var(--_space-1) var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .tools input {
    flex: 1 1 7rem;
  }
  .tools .name {
    flex: 1 1 8rem;
    font-family: var(--_mono);
    font-size: var(--_size-1);
    overflow-wrap: anywhere;
  }
  .tools .end {
    margin-inline-start: auto;
  }
  .count {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .log {
    flex: 1;
    overflow: auto;
    overscroll-behavior: contain;
    min-block-size: 4rem;
    padding: var(--_space-2) var(--_space-3);
    background: var(--_sunken);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    line-height: 1.6;
  }
  .log:focus-visible,
  pre:focus-visible {
    outline-offset: -2px;
  }
  .block {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 1920px;
  }
  .line {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .line time,
  .line .agent,
  .line .level {
    color: var(--_muted);
  }
  .line.warning .level {
    color: var(--_warn);
    font-weight: 600;
  }
  .line.error .level {
    color: var(--_bad);
    font-weight: 600;
  }
  mark {
    background: color-mix(in srgb, var(--_accent) 28%, transparent);
    color: inherit;
    outline: 1px solid var(--_accent);
  }
  .latest {
    position: absolute;
    inset-block-end: var(--_space-3);
    inset-inline-end: var(--_space-4);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  button.latest:hover:not(:disabled) {
    background: var(--_sunken);
  }
  .browse {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
  }
  .row.file {
    grid-template: auto / auto minmax(0, 1fr) auto;
    align-items: center;
    padding-block: var(--_space-1);
  }
  .row.file .name {
    font-family: var(--_mono);
    font-size: var(--_size-1);
    font-weight: 400;
    text-align: start;
  }
  .preview {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 10rem;
  }
  pre {
    flex: 1;
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    overflow: auto;
    background: var(--_sunken);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    line-height: 1.6;
  }
  /* A file has all the room that there is. */
  @container (inline-size < 620px) {
    .aside {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .step.current .dot {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
