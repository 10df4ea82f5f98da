import { css } from 'lit';

/** A row of discs that opens a list; or the list alone. */
export const styles = css`
  :host {
    display: block;
    background: var(--_bg);
  }
  :host([compact]) {
    display: inline-block;
  }
  button.row {
    gap: 0;
    padding: 0 2px;
    border-radius: var(--_radius);
  }
  .row .avatar + .avatar,
  .row .avatar + .more {
    margin-inline-start: -6px;
  }
  .row .avatar {
    outline: 1px solid var(--_bg);
  }
  .more {
    display: inline-grid;
    place-items: center;
    min-inline-size: 28px;
    block-size: 28px;
    padding: 0 4px;
    border: 1px solid var(--_line-strong);
    border-radius: 14px;
    background: var(--_bg);
    color: var(--_muted);
    font-size: var(--_size-1);
    font-weight: 600;
  }
  .list[popover] {
    position: fixed;
    inset: -99rem auto auto;
    margin: 0;
    inline-size: min(21rem, 100vw - 16px);
    max-block-size: min(28rem, 100vh - 16px);
    overflow: auto;
    padding: var(--_space-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  ul {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 var(--_space-2);
    padding: var(--_space-1);
    border-radius: var(--_radius);
  }
  li.followed {
    box-shadow: inset 3px 0 var(--_hue);
    padding-inline-start: var(--_space-2);
  }
  :host(:dir(rtl)) li.followed {
    box-shadow: inset -3px 0 var(--_hue);
  }
  .name {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }
  .facts {
    color: var(--_muted);
    font-size: var(--_size-1);
    overflow-wrap: anywhere;
  }
`;
