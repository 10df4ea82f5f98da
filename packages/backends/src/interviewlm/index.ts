import type { Backend } from '@interview-room/core';
import { bridgeBackend, type BridgeOptions } from '../bridge/index.js';
import { Interview } from './interview.js';

export type { Asked, EventType, Heard, OpenFile, Session, VisibleTest } from './session.js';
export { variantOf, variants, type Variant } from './variant.js';

/** An interview over REST and server-sent events: `current`, `legacy`, `proposed` or `streamed`. */
export function interviewLmBackend(options: BridgeOptions): Backend {
  return bridgeBackend(options, (bridge) => new Interview(bridge));
}
