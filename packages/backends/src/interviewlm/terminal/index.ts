import type { TerminalOffer } from '@interview-room/core';
import type { Session } from '../session.js';
import { Connection } from './connection.js';
import { plain } from './plain.js';
import { pty } from './pty.js';
import { tunnel } from './tunnel.js';

/** In the order in which they are tried. */
const ways = () => [tunnel, pty, plain()];

/** The sandbox's shell. */
export function createTerminal(session: Session): TerminalOffer {
  return { open: (size, events) => new Connection(session, ways(), size, events) };
}
