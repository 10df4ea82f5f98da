import type { Backend } from '@interview-room/core';
import { bridgeBackend, type BridgeOptions } from '../bridge/index.js';
import { YjsFar } from './far.js';
import { hocuspocusWire, yWebsocketWire } from './wire.js';

/*
 * Spoken on the wire itself, not by the providers: these reconnect by themselves and for ever, where a bridge makes one try at
 * a time, and keep awareness of everyone who ever was.
 */

/** A room of a server of `y-websocket`: `ws://host:1234`. */
export const yWebsocketBackend = (options: BridgeOptions): Backend =>
  bridgeBackend(options, (bridge) => new YjsFar(bridge, yWebsocketWire));

/** A room of a Hocuspocus server. The token is what its `onAuthenticate` is given. */
export const hocuspocusBackend = (options: BridgeOptions): Backend =>
  bridgeBackend(options, (bridge) => new YjsFar(bridge, hocuspocusWire));
