import { css } from 'lit';

/** How the elements of `renderMarkdown` look. They are styled inside anything of class `markdown`. */
export const markdownStyles = css`
  .markdown {
    overflow-wrap: break-word;
    line-height: 1.6;
  }
  .markdown > :first-child {
    margin-block-start: 0;
  }
  .markdown > :last-child {
    margin-block-end: 0;
  }
  .markdown :is(p, ul, ol, pre, blockquote, .table) {
    margin-block: 0 var(--_space-3);
  }
  .markdown :is(h1, h2, h3, h4, h5, h6) {
    margin-block: var(--_space-4) var(--_space-2);
    font-size: var(--_size-3);
    font-weight: 650;
    line-height: 1.3;
  }
  .markdown h1 {
    font-size: var(--_size-5);
  }
  .markdown h2 {
    font-size: var(--_size-4);
  }
  .markdown :is(ul, ol) {
    padding-inline-start: var(--_space-5);
  }
  .markdown li > :is(ul, ol) {
    margin-block-end: 0;
  }
  .markdown li + li {
    margin-block-start: var(--_space-1);
  }
  .markdown li.task {
    list-style: none;
    margin-inline-start: calc(-1 * var(--_space-4));
  }
  .markdown li.task input {
    margin: 0;
    margin-inline-end: var(--_space-1);
    vertical-align: -2px;
  }
  .markdown a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .markdown code {
    unicode-bidi: isolate;
    direction: ltr;
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_sunken);
    font-family: var(--_mono);
    font-size: 0.93em;
    overflow-wrap: anywhere;
  }
  .markdown pre {
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
    overflow: auto;
    direction: ltr;
    text-align: start;
    tab-size: 4;
  }
  .markdown pre code {
    padding: 0;
    background: none;
    font-size: var(--_code-size);
    overflow-wrap: normal;
  }
  .markdown blockquote {
    margin-inline: 0;
    padding-inline-start: var(--_space-3);
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }
  .markdown .raw {
    white-space: pre-wrap;
  }
  .markdown .table {
    overflow: auto;
  }
  .markdown table {
    border-collapse: collapse;
  }
  .markdown :is(th, td) {
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid var(--_line);
    text-align: start;
  }
  .markdown :is(th, td).align-center {
    text-align: center;
  }
  .markdown :is(th, td).align-right {
    text-align: end;
  }
  .markdown th {
    background: var(--_sunken);
    font-weight: 600;
  }
  .markdown hr {
    margin-block: var(--_space-4);
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .markdown img {
    max-inline-size: 100%;
    block-size: auto;
  }
`;
