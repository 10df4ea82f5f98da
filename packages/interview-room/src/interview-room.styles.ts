import { css } from 'lit';

/**
 * Two panes where there is room for two, one and tabs where there is not. Widths are the room's own.
 * `.bar`, where there is no question yet, is as high as what will stand there.
 */
export const styles = css`
  :host {
    --_height: var(--ir-height, 38rem);
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_bg);
    block-size: var(--_height);
    min-inline-size: 0;
  }
  .room {
    position: relative;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .panes {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: grid;
    grid-template-columns: minmax(0, calc(var(--_columns, 40) * 1%)) auto minmax(0, 1fr);
  }
  .panes.single {
    grid-template-columns: minmax(0, 1fr);
  }
  .panes[data-shared] {
    grid-template-columns: minmax(0, calc(var(--_columns, 40) * 0.75%)) auto minmax(0, 1fr) minmax(15rem, 19rem);
  }
  #room {
    display: flex;
    flex-direction: column;
    overflow: hidden;
    border-inline-start: 1px solid var(--_line);
  }
  .bar {
    display: flex;
    flex: none;
    align-items: center;
    block-size: calc(max(43px, var(--_target)) + 1px);
    padding-inline: var(--_space-4);
    border-block-end: 1px solid var(--_line);
  }
  .bar.files {
    block-size: calc(max(36px, var(--_target)) + 1px);
    background: var(--_sunken);
  }
  .bar.run {
    block-size: calc(var(--_target) + 11px);
  }
  .bar i {
    inline-size: 9rem;
    block-size: 1em;
    border-radius: 4px;
    background: var(--_sunken);
  }
  .pane {
    min-inline-size: 0;
    min-block-size: 0;
  }
  #problem {
    overflow: auto;
    overscroll-behavior: contain;
  }
  #problem:focus-visible,
  #run:focus-visible {
    outline-offset: -2px;
  }
  .work {
    display: grid;
    min-inline-size: 0;
    min-block-size: 0;
    grid-template-rows: minmax(0, calc(var(--_rows, 60) * 1%)) auto minmax(0, 1fr);
  }
  #code {
    display: flex;
    flex-direction: column;
  }
  code-editor,
  .preview {
    flex: 1;
    min-block-size: 0;
  }
  code-editor {
    border: 0;
    border-radius: 0;
  }
  #run {
    overflow: hidden;
  }
  run-panel {
    block-size: 100%;
  }
  run-panel:not(:defined) {
    display: flex;
    flex-direction: column;
  }
  .run-bar {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    padding: 5px var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .run-rest {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    color: var(--_muted);
    background: var(--_sunken);
  }
  .preview {
    position: relative;
    overflow: hidden;
    direction: ltr;
    text-align: left;
  }
  .preview pre {
    margin: 0;
    padding: 8px 0;
    counter-reset: line;
    font-family: var(--_mono);
    font-size: var(--_code-size);
    line-height: 1.6;
    tab-size: 4;
  }
  .preview code {
    font: inherit;
  }
  .preview .line {
    display: block;
    white-space: pre;
  }
  .preview .line::before {
    counter-increment: line;
    content: counter(line);
    display: inline-block;
    inline-size: 52px;
    padding-inline-end: 31px;
    color: var(--_muted);
    text-align: end;
  }
  .preview .start {
    position: absolute;
    inset: 0;
    align-items: flex-end;
    justify-content: flex-end;
    padding: var(--_space-3);
    border-radius: 0;
    cursor: text;
  }
  .preview .start:hover:not(:disabled) {
    background: none;
  }
  .preview .start:focus-visible {
    outline-offset: -2px;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: var(--_target);
    padding-inline: var(--_space-3);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    cursor: pointer;
  }
  .start:hover .badge {
    background: var(--_sunken);
  }
  .notice {
    position: absolute;
    inset-block-end: var(--_space-3);
    inset-inline: var(--_space-3);
    z-index: 2;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    inline-size: fit-content;
    margin-inline: auto;
    padding: var(--_space-1) var(--_space-2) var(--_space-1) var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    font-size: var(--_size-2);
  }
  .notice[hidden] {
    display: none;
  }
  .copy-typed[data-done] .todo,
  .copy-typed:not([data-done]) .done {
    display: none;
  }
  .notice-text {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--_space-2);
  }
  .problem {
    grid-column: -2 / -1;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    justify-content: center;
    gap: var(--_space-2);
    max-inline-size: 34rem;
    margin: auto;
    padding: var(--_space-5);
    max-block-size: 100%;
    overflow: auto;
  }
  .problem > svg.icon {
    inline-size: 24px;
    block-size: 24px;
    color: var(--_bad);
  }
  .problem h3,
  .problem p,
  .problem ul {
    margin: 0;
  }
  .problem h3 {
    font-size: var(--_size-4);
  }
  .problem ul {
    padding-inline-start: var(--_space-4);
    align-self: stretch;
    font-size: var(--_size-2);
  }
  .problem code,
  .problem .address {
    overflow-wrap: anywhere;
    font-family: var(--_mono);
    font-size: var(--_size-1);
  }
  .problem .safe,
  .problem .address {
    color: var(--_muted);
  }
  .problem button {
    margin-block-start: var(--_space-2);
  }
  .skeleton {
    display: grid;
    align-content: start;
    gap: var(--_space-3);
    padding: var(--_space-4);
  }
  .skeleton i {
    block-size: 0.8em;
    border-radius: 4px;
    background: var(--_sunken);
  }
  .skeleton i:nth-child(3n) {
    inline-size: 60%;
  }
  .pane-tabs {
    display: none;
    border-block-start: 1px solid var(--_line);
  }
  .pane-tabs button {
    flex: 1;
    min-block-size: 44px;
    border-radius: 0;
    border-block-start: 2px solid transparent;
    color: var(--_muted);
  }
  .pane-tabs button[aria-selected='true'] {
    border-block-start-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .pane-tabs button:focus-visible {
    outline-offset: -3px;
  }
  @container (max-width: 717.98px) {
    .panes,
    .work {
      display: block;
      block-size: 100%;
    }
    .panes {
      block-size: auto;
      overflow: hidden;
    }
    pane-splitter {
      display: none;
    }
    #problem,
    #code,
    #run,
    #room {
      block-size: 100%;
      display: none;
      border: 0;
    }
    [data-pane='problem'] #problem,
    [data-pane='run'] #run {
      display: block;
    }
    [data-pane='code'] #code,
    [data-pane='room'] #room {
      display: flex;
    }
    [data-pane='problem'] .work,
    [data-pane='room'] .work {
      display: none;
    }
    .pane-tabs {
      display: flex;
    }
    .notice {
      inset-block-end: 56px;
    }
  }
  @media (forced-colors: active) {
    .pane-tabs button[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .pane-tabs button[aria-selected='true']:focus-visible {
      outline-color: HighlightText;
      outline-offset: -4px;
    }
  }
`;
