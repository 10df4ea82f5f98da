import { css } from 'lit';

/** The list floats in the top layer, so that no pane clips it. It is off the screen until it is placed, a moment after it opens. */
export const styles = css`
  :host {
    display: inline-block;
  }
  [role='menu'] {
    position: fixed;
    inset: -99rem auto auto;
    margin: 0;
    min-inline-size: 13rem;
    max-inline-size: min(22rem, 100vw - 16px);
    max-block-size: min(28rem, 100vh - 16px);
    overflow: auto;
    padding: var(--_space-1);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  [role^='menuitem'] {
    display: grid;
    grid-template-columns: 16px 1fr auto;
    gap: var(--_space-2);
    inline-size: 100%;
    font-weight: 400;
    text-align: start;
    justify-content: start;
  }
  [role^='menuitem']:focus-visible {
    outline-offset: -2px;
  }
  [role^='menuitem'] .keys {
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  hr {
    margin: var(--_space-1) 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
`;
