import { css } from 'lit';

/** Messages: a person's in a bubble at the end side, the assistant's as running text. */
export const messageStyles = css`
  .messages {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 56rem;
    /* Room for focus rings, which a contained box would cut. */
    padding-inline: 3px;
    margin-inline: -3px;
  }
  /* What grows, and is likely in sight, is always laid out. */
  .messages.newest {
    content-visibility: visible;
  }
  .message {
    position: relative;
    padding-block: var(--_space-1);
    padding-inline: 3px;
    margin-inline: -3px;
    border-radius: var(--_radius);
  }
  .message:focus-visible {
    outline-offset: -2px;
  }
  .by {
    margin-block-end: 2px;
    color: var(--_muted);
    font-size: var(--_size-1);
    font-weight: 600;
  }
  .user {
    display: flex;
    flex-direction: column;
    align-items: end;
  }
  .user > .text {
    max-inline-size: min(85%, 36rem);
    padding: 7px var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    border-end-end-radius: 3px;
    background: var(--_sunken);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .system > .text {
    color: var(--_muted);
    font-size: var(--_size-2);
    text-align: center;
    white-space: pre-wrap;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-2);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 2px;
    min-block-size: var(--_target);
    margin-block-start: 2px;
    margin-inline: -6px -3px;
    color: var(--_muted);
    opacity: 0;
    transition: opacity var(--_motion);
  }
  .message:is(:hover, :focus-within, .last.assistant) > .actions,
  .actions:has([aria-expanded='true']) {
    opacity: 1;
  }
  .user > .actions {
    justify-content: end;
    margin-block-end: calc(-1 * var(--_space-2));
  }
  .act[aria-pressed='true'] {
    color: var(--_accent);
  }
  .act[aria-pressed='true'] .icon {
    fill: color-mix(in srgb, currentColor 22%, transparent);
  }
  .details {
    padding-inline: var(--_space-1);
    font-size: var(--_size-1);
    font-variant-numeric: tabular-nums;
  }
  .thinking {
    color: var(--_muted);
  }
  .pulse {
    animation: pulse 1.6s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.55;
    }
  }
  .ending {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    margin-block-start: var(--_space-2);
    color: var(--_muted);
    font-size: var(--_size-2);
  }
  .ending .what {
    flex: 1 1 12rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .ending.failed {
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid color-mix(in srgb, var(--_bad) 45%, var(--_line));
    border-radius: var(--_radius);
    color: var(--_text);
  }
  .ending.failed > .icon {
    align-self: start;
    margin-block-start: 2px;
    color: var(--_bad);
  }
  .more {
    color: var(--_muted);
    white-space: pre-wrap;
  }
  .retry {
    font-variant-numeric: tabular-nums;
  }
  .queued > .text {
    border-style: dashed;
    border-color: var(--_line-strong);
    background: none;
    color: var(--_muted);
  }
  .wait {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .wait button {
    font-size: inherit;
    color: var(--_text);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media (hover: none) {
    .actions {
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pulse {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .act {
      border-color: transparent;
    }
    .actions .act[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

/** What an answer has besides text: thoughts, folded, and tools as cards. */
export const partStyles = css`
  summary {
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary .icon {
    color: var(--_muted);
  }
  .reasoning > summary,
  .fold {
    display: inline-flex;
    align-items: center;
  }
  .reasoning > summary {
    gap: var(--_space-1);
    min-block-size: var(--_target);
    margin-inline-start: -3px;
    padding-inline-end: var(--_space-2);
    border-radius: var(--_radius);
    color: var(--_muted);
    font-size: var(--_size-2);
  }
  :is(.reasoning > summary > .icon, .fold .icon):dir(rtl) {
    rotate: 180deg;
  }
  details[open] > summary :is(.fold .icon),
  .reasoning[open] > summary > .icon {
    rotate: 90deg;
  }
  .thoughts {
    padding-inline-start: var(--_space-3);
    border-inline-start: 2px solid var(--_line);
    color: var(--_muted);
    font-size: var(--_size-2);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .tool {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-size: var(--_size-2);
  }
  .tool > summary {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: max(var(--_target), 32px);
    padding-inline: var(--_space-2);
    border-radius: inherit;
  }
  .tool > summary:hover {
    background: var(--_sunken);
  }
  .sign {
    display: inline-flex;
    flex: none;
  }
  .tool.running .sign .icon {
    color: var(--_accent);
    animation: turn 1.6s linear infinite;
  }
  .tool.done .sign .icon {
    color: var(--_ok);
  }
  .tool.failed .sign .icon {
    color: var(--_bad);
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .name {
    flex: none;
    max-inline-size: 60%;
    overflow: hidden;
    font-family: var(--_mono);
    text-overflow: ellipsis;
  }
  .hint {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_muted);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .took {
    flex: none;
    color: var(--_muted);
    font-size: var(--_size-1);
    font-variant-numeric: tabular-nums;
  }
  .call {
    padding: 0 var(--_space-2) var(--_space-2);
  }
  .call .label {
    margin-block: var(--_space-1) 2px;
    color: var(--_muted);
    font-size: var(--_size-1);
  }
  .call pre {
    max-block-size: 14rem;
    margin: 0;
    padding: var(--_space-2);
    border-radius: 4px;
    background: var(--_sunken);
    font-family: var(--_mono);
    font-size: var(--_size-1);
    direction: ltr;
    text-align: start;
    white-space: pre-wrap;
    overflow: auto;
    overflow-wrap: anywhere;
  }
  .call pre.bad {
    border-inline-start: 2px solid var(--_bad);
  }
  .code-actions {
    display: inline-flex;
    gap: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    .tool.running .sign .icon {
      animation: none;
    }
  }
`;
