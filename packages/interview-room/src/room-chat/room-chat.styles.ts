import { css } from 'lit';

/** A list that scrolls, and below it the box to write in. */
export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_bg);
    overflow: hidden;
  }
  .list {
    flex: 1 1 auto;
    min-block-size: 4rem;
    overflow: auto;
    overscroll-behavior: contain;
    padding: var(--_space-2) 0;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .chunk.far {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 2000px;
  }
  .empty {
    margin: var(--_space-4);
    color: var(--_muted);
    text-align: center;
  }
  li {
    position: relative;
    padding: 1px 0;
    padding-inline: calc(var(--_space-3) + 22px + var(--_space-2)) calc(var(--_space-3) + 28px);
  }
  li:hover,
  li:focus-within {
    background: var(--_sunken);
  }
  .heading {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding-block: var(--_space-2) 2px;
    margin-inline-start: calc(-22px - var(--_space-2));
  }
  .heading .avatar {
    inline-size: 22px;
    block-size: 22px;
    font-size: 9px;
  }
  .heading .avatar.double {
    border-width: 3px;
    font-size: 8px;
  }
  .author {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }
  .meta {
    flex: none;
    color: var(--_muted);
    font-size: var(--_size-1);
    white-space: nowrap;
  }
  li.heading {
    margin-inline-start: 0;
    padding-inline-start: var(--_space-3);
  }
  .text {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .text a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .copy {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: var(--_space-2);
    color: var(--_muted);
    opacity: 0;
  }
  li:hover .copy,
  .copy:focus-visible,
  .copy.done {
    opacity: 1;
  }
  @media (hover: none) {
    .copy {
      opacity: 0.7;
    }
  }
  .rule {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .rule::before,
  .rule::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }
  .rule.fresh {
    color: var(--_accent);
    font-weight: 600;
  }
  .rule.fresh::before,
  .rule.fresh::after {
    border-color: var(--_accent);
  }
  .pending .text {
    color: var(--_muted);
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .failed .note {
    color: var(--_bad);
  }
  .jump {
    align-self: center;
    margin-block: calc(-1 * var(--_target) - 8px) 8px;
    border-color: var(--_line-strong);
    border-radius: 14px;
    background: var(--_raised);
    box-shadow: var(--_shadow);
    z-index: 1;
  }
  .jump:hover:not(:disabled) {
    background: var(--_sunken);
  }
  .typing {
    min-block-size: 1.5em;
    padding-inline: var(--_space-3);
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_size-1);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  form {
    display: flex;
    align-items: end;
    gap: var(--_space-1);
    padding: 0 var(--_space-2) var(--_space-2);
  }
  textarea {
    flex: 1 1 auto;
    min-inline-size: 0;
    min-block-size: calc(var(--_target) + 4px);
    max-block-size: 10rem;
    padding: 5px var(--_space-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_bg);
    color: var(--_text);
    font: inherit;
    resize: none;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .error {
    margin: 0;
    padding: 0 var(--_space-3) var(--_space-2);
    color: var(--_bad);
    font-size: var(--_size-1);
  }
  .readonly {
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: var(--_size-2);
  }
`;
