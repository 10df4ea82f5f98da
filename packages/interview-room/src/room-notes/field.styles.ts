import { css } from 'lit';

/** Boxes to write in. */
export const fieldStyles = css`
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: calc(var(--_target) + 6px);
    padding: 5px var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
    resize: vertical;
    field-sizing: content;
    max-block-size: 20rem;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .muted {
    margin: 0;
    color: var(--_muted);
    font-size: var(--_size-2);
  }
  :is(p, li)[dir='auto'] {
    inline-size: fit-content;
    max-inline-size: 100%;
  }
`;
