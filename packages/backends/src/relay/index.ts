import type { Backend } from '@interview-room/core';
import { bridgeBackend, type BridgeOptions } from '../bridge/index.js';
import { RelayFar } from './far.js';

/**
 * A shared pad: one text and a language, relayed between browsers, where whole texts are written and the last one wins. Variants:
 * `impl` (default), `docs`, `flat`. Asked for the session `new`, or for none, it makes a pad and says what it is called.
 */
export function relayBackend(options: BridgeOptions): Backend {
  return bridgeBackend(options, (bridge) => new RelayFar(bridge));
}
