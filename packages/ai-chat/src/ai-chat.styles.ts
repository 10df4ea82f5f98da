import { css } from 'lit';

/** The frame: header, transcript, composer. */
export const frame = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    container-type: inline-size;
    block-size: var(--ir-ai-chat-height, 32rem);
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_bg);
  }
  p {
    margin: 0;
  }
  .header {
    flex: none;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: calc(var(--_target) + 11px);
    padding-inline: var(--_space-3) var(--_space-2);
    border-block-end: 1px solid var(--_line);
  }
  .title {
    min-inline-size: 0;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .level {
    flex: none;
    padding: 1px 8px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    color: var(--_muted);
    font-size: var(--_size-1);
    line-height: 18px;
    white-space: nowrap;
  }
  .bar .clear {
    margin-inline-start: auto;
    color: var(--_muted);
  }
  .list {
    flex: 1 1 auto;
    min-block-size: 4rem;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .content.blank {
    display: grid;
  }
  .content {
    max-inline-size: 47rem;
    min-block-size: 100%;
    margin-inline: auto;
    padding: var(--_space-3);
    padding-inline-end: var(--_space-1);
  }
  .empty {
    display: grid;
    gap: var(--_space-4);
    justify-items: center;
    margin-block: auto;
    padding: var(--_space-4) 0;
    color: var(--_muted);
    text-align: center;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_space-2);
  }
  .chip {
    min-block-size: max(var(--_target), 32px);
    padding: 4px var(--_space-3);
    border-color: var(--_line-strong);
    border-radius: 16px;
    color: var(--_text);
    text-align: start;
    white-space: normal;
  }
  .jump {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 100%;
    inline-size: fit-content;
    margin: 0 auto var(--_space-2);
    padding-inline: var(--_space-3);
    border-color: var(--_line-strong);
    border-radius: 16px;
    background: var(--_raised);
    box-shadow: var(--_shadow);
    z-index: 1;
  }
  .jump:hover:not(:disabled) {
    background: var(--_sunken);
  }
  .foot {
    position: relative;
    flex: none;
  }
  .why {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: var(--_size-2);
    white-space: pre-wrap;
  }
  .why span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .why .icon {
    align-self: start;
    margin-block-start: 2px;
  }
  .notice {
    display: grid;
    gap: var(--_space-2);
    max-inline-size: 34rem;
    margin: auto;
    padding: var(--_space-4) 0;
    color: var(--_muted);
  }
  .notice .strong {
    color: var(--_text);
    font-weight: 600;
  }
  .notice pre {
    margin: 0;
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
    color: var(--_text);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    line-height: 1.6;
    direction: ltr;
    text-align: start;
    overflow: auto;
  }
  .foot .notice {
    margin: 0 auto;
    padding: var(--_space-3);
    border-block-start: 1px solid var(--_line);
  }
  .composer {
    max-inline-size: 47rem;
    margin-inline: auto;
    padding: 0 var(--_space-3) var(--_space-3);
  }
  .box {
    display: flex;
    align-items: end;
    gap: var(--_space-1);
    padding: 3px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-card);
    background: var(--_bg);
  }
  .box:has(textarea:focus-visible) {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }
  .box:has([aria-invalid]) {
    border-color: var(--_bad);
    outline-color: var(--_bad);
  }
  .box button {
    flex: none;
    min-block-size: max(var(--_target), 32px);
    min-inline-size: max(var(--_target), 32px);
    border-radius: 7px;
    padding: 0;
  }
  .box .icon {
    rotate: none;
  }
  .box:dir(rtl) .primary .icon {
    scale: -1 1;
  }
  textarea {
    flex: 1 1 auto;
    min-inline-size: 0;
    min-block-size: max(var(--_target), 32px);
    max-block-size: min(12rem, 40cqi + 6rem);
    padding: 5px var(--_space-2);
    border: 0;
    outline: 0;
    background: none;
    color: var(--_text);
    font: inherit;
    resize: none;
  }
  /* The box around it shows the focus. */
  textarea:focus-visible {
    outline: 0;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .over {
    padding-block-start: var(--_space-1);
    color: var(--_bad);
    font-size: var(--_size-1);
  }
  .editing {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-inline-start: var(--_space-2);
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  @media (forced-colors: active) {
    .box:has(textarea:focus-visible) {
      outline: 2px solid Highlight;
    }
  }
`;
