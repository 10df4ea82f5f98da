export { MarkdownStream } from './stream.js';
export { markdownStreamStyles } from './markdown-stream.styles.js';
export type { CodeBlock, HighlightedText, MarkdownStreamOptions } from './options.js';
