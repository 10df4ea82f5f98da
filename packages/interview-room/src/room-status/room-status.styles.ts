import { css } from 'lit';

/** A word with its sign, which opens what there is to say; or that alone, as a bar across a room. */
export const styles = css`
  :host {
    display: inline-block;
    font-size: var(--_size-2);
  }
  :host([bar]) {
    display: block;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: var(--_target);
    white-space: nowrap;
  }
  /* Where there is hardly room, the sign says that all is well; what is not well keeps its word. */
  @container (max-width: 419.98px) {
    .badge.ok span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    button.badge.ok {
      min-inline-size: 24px;
      padding-inline: 0;
    }
  }
  .calm {
    color: var(--_muted);
  }
  .ok {
    color: var(--_ok);
  }
  .warn {
    color: var(--_warn);
  }
  .bad {
    color: var(--_bad);
  }
  .floating {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: min(22rem, 100vw - 16px);
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    white-space: normal;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
  }
  .bar .sentences {
    flex: 1 1 13rem;
    min-inline-size: 0;
  }
  .sentences {
    color: var(--_text);
  }
  p {
    margin: 0;
  }
  p + p,
  .floating .again {
    margin-block-start: var(--_space-2);
  }
  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
`;
