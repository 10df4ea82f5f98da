import type { TerminalOffer } from '@interview-room/core';
import type { Session } from '../session.js';

/** The sandbox's shell. */
export function createTerminal(_: Session): TerminalOffer {
  return {
    open: (_size, events) => {
      events.status('ended', 'There is no shell here.');
      return { write: () => {}, interrupt: () => {}, resize: () => {}, close: () => {} };
    },
  };
}
