import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
    font-size: var(--_size-2);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }
  .about {
    margin: var(--_space-1) 0 0;
    color: var(--_muted);
  }
  select {
    min-block-size: var(--_target);
    min-inline-size: 0;
    max-inline-size: 100%;
    padding-inline: var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
  }
  label {
    display: inline-flex;
    flex-wrap: wrap;
    max-inline-size: 100%;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: var(--_target);
  }
  .name:has(+ select) {
    font-weight: 600;
  }
  details {
    margin-block-start: var(--_space-1);
  }
  summary {
    min-block-size: var(--_target);
    align-content: center;
    cursor: pointer;
    font-weight: 600;
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-3);
    padding-block: var(--_space-1) var(--_space-2);
  }
  .advice,
  .reply {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-1);
    margin-block-start: var(--_space-2);
    padding: var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_bg);
  }
  .advice p,
  .reply p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
    margin-block-start: var(--_space-1);
  }
`;
