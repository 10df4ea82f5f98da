import { css } from 'lit';

/** A column to read from top to bottom, and what to do at its end. */
export const styles = css`
  :host {
    container-type: inline-size;
    background: var(--_bg);
    overflow: auto;
  }
  .page {
    display: grid;
    gap: var(--_space-4);
    max-inline-size: 44rem;
    margin-inline: auto;
    padding: var(--_space-5) var(--_space-4);
  }
  h2 {
    margin: 0;
    font-size: var(--_size-5);
    line-height: 1.3;
  }
  h3 {
    margin: 0 0 var(--_space-1);
    font-size: var(--_size-3);
    font-weight: 650;
  }
  p {
    margin: 0;
  }
  .muted {
    color: var(--_muted);
    font-size: var(--_size-2);
  }
  .records {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--_space-3) var(--_space-4);
    padding: var(--_space-4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_sunken);
  }
  .records .live {
    grid-column: 1 / -1;
  }
  ul {
    display: grid;
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li,
  .wait {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: var(--_space-2);
    overflow-wrap: anywhere;
  }
  :is(li, .wait) .icon {
    margin-block-start: 3px;
  }
  .person {
    align-items: center;
  }
  .no {
    color: var(--_muted);
  }
  .good .icon {
    color: var(--_ok);
  }
  .poor .icon {
    color: var(--_warn);
  }
  .pairs {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--_space-4);
  }
  form {
    display: grid;
    gap: var(--_space-3);
  }
  .field {
    display: grid;
    gap: var(--_space-1);
    max-inline-size: 26rem;
  }
  .field label {
    font-weight: 600;
  }
  input:not([type='checkbox']) {
    inline-size: 100%;
    min-block-size: max(34px, var(--_target));
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
  }
  .consent {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: var(--_space-2);
    min-block-size: var(--_target);
  }
  .consent input {
    inline-size: 18px;
    block-size: 18px;
    margin: 2px 0 0;
    accent-color: var(--_accent);
  }
  .error {
    color: var(--_bad);
    font-size: var(--_size-2);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }
  .actions .primary {
    min-block-size: max(34px, var(--_target));
    font-size: var(--_size-3);
  }
  .link {
    display: flex;
    gap: var(--_space-2);
  }
  .link button {
    flex: none;
  }
  .link input {
    flex: 1 1 auto;
    min-inline-size: 0;
    direction: ltr;
    font-family: var(--_mono);
    font-size: var(--_size-1);
  }
  .try {
    display: grid;
    gap: var(--_space-2);
  }
  .try[hidden] {
    display: none;
  }
  @container (max-width: 559.98px) {
    .records,
    .pairs {
      grid-template-columns: 1fr;
    }
    .page {
      padding: var(--_space-4) var(--_space-3);
    }
  }
`;
