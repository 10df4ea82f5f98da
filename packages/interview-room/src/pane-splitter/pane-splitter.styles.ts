import { css } from 'lit';

/** A line one pixel wide that can be gripped eight pixels wide (twenty-four with a finger). */
export const styles = css`
  :host {
    --_grip: 8px;
    position: relative;
    z-index: 1;
    display: block;
    flex: none;
    background: var(--_line);
    touch-action: none;
  }
  :host([orientation='vertical']) {
    inline-size: 1px;
    cursor: col-resize;
  }
  :host([orientation='horizontal']) {
    block-size: 1px;
    cursor: row-resize;
  }
  [role='separator'] {
    position: absolute;
    inset: 0;
  }
  [role='separator']::before {
    content: '';
    position: absolute;
    inset: calc(var(--_grip) / -2) 0;
  }
  :host([orientation='vertical']) [role='separator']::before {
    inset: 0 calc(var(--_grip) / -2);
  }
  [role='separator']::after {
    content: '';
    position: absolute;
    inset: -1px 0;
    opacity: 0;
    background: var(--_accent);
    transition: opacity var(--_motion);
  }
  :host([orientation='vertical']) [role='separator']::after {
    inset: 0 -1px;
  }
  :host(:hover) [role='separator']::after,
  [role='separator']:focus-visible::after,
  :host(:state(moving)) [role='separator']::after {
    opacity: 1;
  }
  @media (pointer: coarse) {
    :host {
      --_grip: 24px;
    }
  }
  @media (forced-colors: active) {
    :host {
      background: CanvasText;
    }
    [role='separator']::after {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
