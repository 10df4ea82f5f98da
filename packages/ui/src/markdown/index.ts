export { renderMarkdown } from './markdown.js';
export { markdownStyles } from './markdown.styles.js';
export { decodeEntities } from './entities.js';
export { safeImage, safeLink } from './links.js';
export type { MarkdownOptions } from './options.js';
