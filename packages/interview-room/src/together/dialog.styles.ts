import { css } from 'lit';

/** How a dialog that asks something looks. */
export const dialogStyles = css`
  dialog {
    inline-size: min(26rem, calc(100vw - 32px));
    padding: var(--_space-4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.35);
  }
  dialog h2 {
    margin: 0 0 var(--_space-2);
    font-size: var(--_size-4);
  }
  dialog p {
    margin: 0 0 var(--_space-2);
  }
  dialog footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
    margin-block-start: var(--_space-4);
  }
`;
