import { css } from 'lit';

/** Fields, in the form and above the log. */
export const formStyles = css`
  input,
  select,
  textarea {
    min-block-size: var(--_target);
    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: inherit;
    font: inherit;
    font-size: var(--_size-2);
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .form {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    flex: 1;
  }
  .fields {
    display: grid;
    align-content: start;
    gap: var(--_space-3);
    padding: var(--_space-3);
    overflow: auto;
  }
  .field {
    display: grid;
    gap: var(--_space-1);
    max-inline-size: 34rem;
  }
  .field label {
    font-size: var(--_size-2);
    font-weight: 600;
  }
  .field > :is(input, select, textarea) {
    scroll-margin-block: 2rem 3rem;
  }
  .field input,
  .field select {
    min-block-size: calc(var(--_target) + 4px);
  }
  textarea {
    padding-block: var(--_space-1);
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--_bad);
  }
  .wrong {
    color: var(--_bad);
    font-size: var(--_size-2);
    overflow-wrap: anywhere;
  }
  .fields .problem {
    padding-inline: 0;
    border: 0;
  }
  .fields .actions {
    justify-content: start;
  }
`;
