import { css } from 'lit';

/** What floats over the text or docks to it: find and replace, dialogs, completions, remarks. */
export const panelStyles = css`
  .base .cm-panels {
    border: 0;
    background: var(--_sunken);
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--_size-2);
    z-index: 3;
  }
  .base .cm-panels-bottom {
    border-block-start: 1px solid var(--_line);
  }
  .base .cm-panels-top {
    border-block-end: 1px solid var(--_line);
  }
  .base .cm-panel.cm-search,
  .base .cm-panel.cm-dialog {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1);
    padding: var(--_space-2);
    padding-inline-end: calc(var(--_target) + var(--_space-2));
    font-size: var(--_size-2);
  }
  .base .cm-panel.cm-search br {
    flex-basis: 100%;
    block-size: 0;
  }
  .base .cm-panel input[type='checkbox'] {
    margin: 0;
    accent-color: var(--_accent);
  }
  .base .cm-panel.cm-search label,
  .base .cm-panel.cm-dialog label {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: var(--_target);
    padding-inline: var(--_space-1);
    font-size: var(--_size-2);
  }
  .base .cm-textfield {
    flex: 0 1 14em;
    min-inline-size: 8em;
    min-block-size: var(--_target);
    margin: 0;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
    font-family: var(--_mono);
  }
  .base .cm-textfield::placeholder {
    color: var(--_muted);
    font-family: var(--_font);
  }
  .base .cm-button {
    min-block-size: var(--_target);
    margin: 0;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
  }
  .base .cm-panel button[name='close'],
  .base .cm-panel .cm-dialog-close {
    position: absolute;
    inset-block-start: var(--_space-2);
    inset-inline: auto var(--_space-1);
    min-inline-size: var(--_target);
    margin: 0;
    padding: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    font-size: var(--_size-4);
  }
  .base .cm-tooltip {
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: var(--_size-2);
    overflow: hidden;
  }
  .base .cm-tooltip.cm-tooltip-autocomplete > ul {
    font-family: var(--_mono);
    max-block-size: 14em;
  }
  .base .cm-tooltip.cm-tooltip-autocomplete > ul > li {
    padding: 2px var(--_space-2);
    line-height: 1.6;
  }
  .base .cm-tooltip-autocomplete ul li[aria-selected],
  .base .cm-tooltip-autocomplete-disabled ul li[aria-selected] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .base .cm-completionMatchedText {
    text-decoration: none;
    font-weight: 700;
  }
  .base .cm-completionDetail {
    font-style: normal;
    opacity: 1;
    margin-inline-start: 1em;
  }
  .base .cm-diagnostic {
    padding: var(--_space-1) var(--_space-2);
    border: 0;
    border-inline-start: 3px solid var(--_muted);
    white-space: pre-wrap;
  }
  .base .cm-diagnostic-error {
    border-inline-start-color: var(--_bad);
  }
  .base .cm-diagnostic-warning {
    border-inline-start-color: var(--_warn);
  }
  .base .cm-diagnosticSource {
    color: var(--_muted);
    font-size: var(--_size-1);
    opacity: 1;
  }
  /* CodeMirror's squiggles and marks are data: images, which a page's policy may refuse. */
  .base :is(.cm-lintRange, .cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info, .cm-lintRange-hint) {
    padding: 0;
    background-image: none;
    text-decoration: underline wavy var(--_mark, var(--_muted)) 1px;
    text-decoration-skip-ink: none;
    text-underline-offset: 3px;
  }
  .base .cm-lintRange-active {
    background: var(--_sunken);
  }
  .base .cm-lintRange-error,
  .base .cm-lint-marker-error {
    --_mark: var(--_bad);
  }
  .base .cm-lintRange-warning,
  .base .cm-lint-marker-warning {
    --_mark: var(--_warn);
  }
  .base .cm-gutter-lint {
    inline-size: 1em;
  }
  .base .cm-gutter-lint .cm-gutterElement {
    display: grid;
    place-items: center;
    padding: 0;
  }
  .base :is(.cm-lint-marker, .cm-lint-marker-error, .cm-lint-marker-warning, .cm-lint-marker-info) {
    content: normal;
    inline-size: 0.65em;
    block-size: 0.65em;
    border-radius: 50%;
    background: var(--_mark, var(--_muted));
    forced-color-adjust: none;
  }
  .base .cm-lint-marker-warning {
    border-radius: 1px;
    rotate: 45deg;
    scale: 0.85;
  }
  /* As specific as CodeMirror is where the list has the focus. */
  .base .cm-panel.cm-panel-lint ul:is(:focus, *) [aria-selected] {
    background: var(--_selection);
    color: var(--_text);
  }
  .base .cm-vim-panel {
    padding: 2px var(--_space-2);
    min-block-size: 1.7em;
    font-family: var(--_mono);
    font-size: var(--_size-1);
  }
  .base .cm-vim-panel input {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
  }
`;
