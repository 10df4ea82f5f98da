// A door of its own, for it comes with xterm: a terminal for shells, to be loaded when one is wanted.
export { Shell } from './console/shell.js';
export type { TerminalHost } from './console/terminal.js';
