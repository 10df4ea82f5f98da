import { css } from 'lit';

/** What `MarkdownStream` adds to the look of `markdownStyles`. Use both. */
export const markdownStreamStyles = css`
  .markdown-stream :is(.chapter, .part) {
    /* Room for focus rings, which a contained box would cut. */
    margin-inline: -4px;
    padding-inline: 4px;
    display: flow-root;
  }
  .markdown-stream .part.done {
    contain: layout paint;
  }
  .markdown-stream .chapter.long {
    contain-intrinsic-size: auto 320rem;
  }
  .markdown-stream .chapter.done {
    content-visibility: auto;
  }
  .markdown-stream .part > :first-child {
    margin-block-start: 0;
  }
  /* Between sections, margins do not collapse. */
  .markdown-stream :is(.part + .part, .chapter + .chapter > .part) > :is(h1, h2, h3, h4, h5, h6):first-child {
    margin-block-start: var(--_space-1);
  }
  .markdown-stream > :last-child > :last-child > :last-child {
    margin-block-end: 0;
  }
  .markdown-stream p:empty {
    display: none;
  }
  .markdown-stream :is(ul, ol):not(.loose) > li > p {
    margin-block: 0;
  }
  .markdown-stream li:has(> p > label > input) {
    list-style: none;
    margin-inline-start: calc(-1 * var(--_space-4));
  }
  .markdown-stream label > input {
    margin: 0;
    margin-inline-end: var(--_space-1);
    vertical-align: -2px;
  }
  .markdown-stream .lines {
    display: block;
  }
  .markdown-stream .math {
    font-family: var(--_mono);
  }
  .markdown-stream .code {
    margin-block: 0 var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
    contain: layout;
  }
  .markdown-stream .code-head {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: var(--_target);
    padding-inline: var(--_space-3) var(--_space-1);
    border-block-end: 1px solid var(--_line);
  }
  .markdown-stream .code-language {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_size-1);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .markdown-stream .code > pre {
    margin: 0;
    border: 0;
    border-radius: 0;
    background: none;
  }
`;
