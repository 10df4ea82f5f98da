/** The words of the terminal, in English. */
export const en = {
  label: 'Terminal. Press Escape, then Tab, to leave it.',
  toolbar: 'Terminal',
  connecting: 'Connecting…',
  open: 'Connected',
  offline: 'Not connected. It is tried again.',
  ended: 'The shell has ended',
  none: 'There is no terminal here.',
  failed: 'The terminal could not be loaded. Check the connection, then try again.',
  interrupt: 'Interrupt (Ctrl+C)',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying',
  clear: 'Clear',
  reconnect: 'Reconnect',
  retry: 'Try again',
  aloud: 'Screen reader mode',
  leave: 'Escape, then Tab, leaves the terminal',
};

export type Words = typeof en;
