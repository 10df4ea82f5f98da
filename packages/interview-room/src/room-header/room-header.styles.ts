import { css } from 'lit';

/**
 * One line: what the problem is at its start, what can be chosen at its end. Where that is narrow the title may take
 * more lines, and of "Solved" the icon is seen; the word stays for who listens.
 */
export const styles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    min-block-size: 44px;
    padding-inline: var(--_space-4) var(--_space-2);
    border-block-end: 1px solid var(--_line);
    background: var(--_bg);
  }
  h2 {
    flex: 0 1 auto;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_size-4);
    font-weight: 650;
    line-height: 1.3;
  }
  .state {
    display: inline-flex;
    flex: 0 0 auto;
    align-items: center;
    gap: var(--_space-1);
    color: var(--_muted);
    font-size: var(--_size-1);
    white-space: nowrap;
  }
  .solved {
    color: var(--_ok);
    font-weight: 600;
  }
  .refused {
    color: var(--_warn);
  }
  .space {
    flex: 1 1 0;
  }
  select {
    min-block-size: var(--_target);
    max-inline-size: 10rem;
    padding: 0 var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
    font-size: var(--_size-2);
  }
  .skeleton {
    inline-size: 9rem;
    block-size: 1em;
    border-radius: 4px;
    background: var(--_sunken);
  }
  @container (max-width: 717.98px) {
    :host {
      gap: var(--_space-2);
      padding-inline-start: var(--_space-3);
    }
    .wide,
    .space {
      display: none;
    }
    h2 {
      flex: 1 1 4rem;
      overflow-wrap: anywhere;
      text-wrap: wrap;
    }
    select {
      max-inline-size: 7.5rem;
    }
    :host([crowded]) {
      flex-wrap: wrap;
      padding-block: 6px;
      row-gap: var(--_space-1);
    }
    :host([crowded]) h2 {
      flex: 1 1 100%;
    }
    :host([crowded]) select {
      flex: 1 1 4.5rem;
      min-inline-size: 0;
    }
    :host([crowded]) .space {
      display: block;
    }
  }
  @container (max-width: 419.98px) {
    .solved {
      font-size: 0;
    }
    ::slotted(room-timer) {
      display: none;
    }
  }
`;
