import type { Backend } from '@interview-room/core';
import type { BridgeOptions, OpenFar } from './far.js';
import { BridgeSession } from './session.js';

export type { Bridge, BridgeOptions, Far, Link, OpenFar } from './far.js';

/** A backend that keeps no log of a room: the log is kept in this browser, and the backend hears of it and is heard. */
export function bridgeBackend(options: BridgeOptions, open: OpenFar): Backend {
  return { join: (request, events) => BridgeSession.join(options, request, open, events) };
}
