import { css } from 'lit';

/** A row of tabs that scrolls sideways when the files are many. */
export const styles = css`
  :host {
    display: flex;
    align-items: stretch;
    min-inline-size: 0;
    background: var(--_sunken);
    border-block-end: 1px solid var(--_line);
  }
  [role='tablist'] {
    display: flex;
    min-inline-size: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  [role='tab'] {
    flex: none;
    min-block-size: 36px;
    padding-inline: var(--_space-3);
    border-radius: 0;
    color: var(--_muted);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    border-block-end: 2px solid transparent;
    direction: ltr;
  }
  [role='tab'][aria-selected='true'] {
    background: var(--_bg);
    color: var(--_text);
    border-block-end-color: var(--_accent);
  }
  [role='tab']:focus-visible {
    outline-offset: -3px;
  }
  [role='tab'] svg.icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .actions {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline: var(--_space-1);
  }
  form {
    position: relative;
    display: flex;
    align-items: center;
    padding-inline: var(--_space-2);
  }
  input {
    inline-size: 11rem;
    min-block-size: 26px;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    direction: ltr;
  }
  .error {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: var(--_space-2);
    z-index: 2;
    inline-size: max-content;
    max-inline-size: 16rem;
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid var(--_bad);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_bad);
    font-size: var(--_size-1);
  }
  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    [role='tab'][aria-selected='true']:focus-visible {
      outline-color: HighlightText;
      outline-offset: -4px;
    }
  }
`;
