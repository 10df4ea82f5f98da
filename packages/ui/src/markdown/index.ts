export { renderMarkdown } from './markdown.js';
export { markdownStyles } from './markdown.styles.js';
export { safeLink } from './links.js';
export type { MarkdownOptions } from './options.js';
