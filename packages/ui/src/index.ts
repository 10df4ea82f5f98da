export { RoomElement, type Theme } from './base/element.js';
export { define } from './base/define.js';
export { tokens } from './base/tokens.styles.js';
export { base } from './base/base.styles.js';
export { Strings, Localize, type Terms, type Translated } from './localize/localize.js';
export { icon, type IconShapes } from './icons/icon.js';
export { Announcer } from './controllers/announcer.js';
export { copyText } from './helpers/copy-text.js';
export { shortcut, ariaShortcut } from './helpers/shortcut.js';
