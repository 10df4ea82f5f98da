import { css } from 'lit';

/**
 * The frame, the text, the gutters. The selectors are CodeMirror's own, whose colours all come from the tokens. A page
 * may give the element a height and any `display`: the text scrolls within it.
 */
export const editorStyles = css`
  :host {
    --_ground: var(--_bg);
    --_line-height: var(--ir-code-line-height, 1.6);
    --_cursor: var(--ir-code-cursor, var(--_accent));
    --_selection: var(--ir-code-selection, light-dark(#dde6fd, #2c3a63));
    --_active-line: var(--ir-code-active-line, light-dark(rgb(59 91 219 / 0.05), rgb(145 167 255 / 0.06)));
    --_match: var(--ir-code-match, light-dark(#fde68a, #43370b));
    display: flex;
    flex-direction: column;
    position: relative;
    min-block-size: var(--ir-editor-min-block-size, 6em);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_ground);
    overflow: hidden;
  }
  @media (pointer: coarse) {
    /* Below 16 px a phone zooms into the field that is touched. */
    :host(:not([font-size])) {
      --_code-size: max(16px, var(--ir-code-size, 16px));
    }
  }
  .base {
    flex: 1;
    border-radius: inherit;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
    max-block-size: 100%;
  }
  .base .cm-editor {
    flex: 1;
    min-block-size: 0;
    min-inline-size: 0;
    direction: ltr;
    background: var(--_ground);
    color: var(--_text);
    outline: none;
  }
  /* Rings are drawn over everything, since the gutters would cover them, and inside, since the frame clips. They hang on
     classes: a \`:has()\` would be looked at again at each key. */
  .base .cm-editor::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    pointer-events: none;
    z-index: 300;
  }
  .base.invalid .cm-editor::after {
    box-shadow: inset 0 0 0 1px var(--_bad);
  }
  .base .cm-focused::after {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .base .cm-scroller {
    overflow: auto;
    font-family: var(--_mono);
    font-size: var(--_code-size);
    line-height: var(--_line-height);
    outline: none;
  }
  .base .cm-content {
    padding-block: var(--_space-2);
    caret-color: var(--_cursor);
  }
  .base .cm-content:focus-visible {
    outline: none;
  }
  .base .cm-line {
    padding-inline: var(--_space-2);
  }
  .base .cm-cursor,
  .base .cm-dropCursor {
    border-inline-start: 2px solid var(--_cursor);
  }
  .base .cm-selectionBackground,
  .base .cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground {
    background: var(--_selection);
  }
  .base .cm-activeLine {
    background: none;
  }
  .base .cm-focused .cm-activeLine {
    background: var(--_active-line);
  }
  .base .cm-gutters {
    border: 0;
    background: var(--_ground);
    color: var(--_muted);
  }
  .base .cm-gutter.cm-lineNumbers .cm-gutterElement {
    min-inline-size: 3ch;
    padding-inline: var(--_space-2) var(--_space-1);
    font-variant-numeric: tabular-nums;
  }
  .base .cm-activeLineGutter {
    background: none;
  }
  .base .cm-focused .cm-activeLineGutter {
    background: var(--_active-line);
    color: var(--_text);
  }
  .base .cm-foldGutter .cm-gutterElement {
    inline-size: 1.4em;
    text-align: center;
    cursor: pointer;
  }
  .base .cm-foldPlaceholder {
    margin-inline: 2px;
    padding-inline: 4px;
    border: 1px solid var(--_line-strong);
    border-radius: 4px;
    background: var(--_sunken);
    color: var(--_muted);
  }
  .base .cm-placeholder {
    color: var(--_muted);
  }
  .base .cm-focused .cm-matchingBracket {
    background: none;
    outline: 1px solid var(--_line-strong);
    border-radius: 2px;
  }
  .base .cm-focused .cm-nonmatchingBracket {
    background: none;
    color: var(--_bad);
  }
  .base .cm-selectionMatch {
    background: none;
    outline: 1px solid var(--_line-strong);
  }
  .base .cm-searchMatch,
  .base .cm-searchMatch-selected {
    background: var(--_match);
  }
  .base .cm-searchMatch-selected {
    outline: 2px solid var(--_accent);
  }
  .base .cm-fat-cursor,
  .base .cm-focused .cm-fat-cursor {
    background: var(--_cursor);
    color: var(--_bg);
  }
  .base [aria-disabled='true'],
  .base [aria-readonly='true'] {
    cursor: default;
  }
  :host(:disabled) {
    --_ground: var(--_sunken);
  }
  .hint {
    position: absolute;
    inset-block-end: var(--_space-2);
    inset-inline: var(--_space-2);
    inline-size: fit-content;
    margin-inline: auto;
    padding: var(--_space-1) var(--_space-3);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: var(--_size-2);
    pointer-events: none;
    z-index: 5;
  }
  @media (forced-colors: active) {
    .base .cm-selectionBackground {
      forced-color-adjust: none;
      background: Highlight;
      opacity: 0.4;
    }
    .base .cm-searchMatch {
      outline: 1px dashed;
    }
  }
`;
