import { JoinRefusedError, nativeBackend, type Backend } from '@interview-room/core';
import { bridgeBackend, type BridgeOptions } from '../bridge/index.js';
import { YjsFar } from './far.js';
import { mirroredBackend } from './mirrored.js';
import { hocuspocusWire, yWebsocketWire, type YjsWire } from './wire.js';

/*
 * Spoken on the wire itself, not by the providers: these reconnect by themselves and for ever, where a bridge makes one try at
 * a time, and keep awareness of everyone who ever was.
 */

/** A room of a server of `y-websocket`: `ws://host:1234`. */
export const yWebsocketBackend = (options: BridgeOptions): Backend => yjsBackend(options, yWebsocketWire);

/** A room of a Hocuspocus server. The token is what its `onAuthenticate` is given. */
export const hocuspocusBackend = (options: BridgeOptions): Backend => yjsBackend(options, hocuspocusWire);

/** The log is kept in this browser, or where the setting `log` says: on a backend that speaks our wire. */
function yjsBackend(options: BridgeOptions, wire: YjsWire): Backend {
  const { variant: _, storage: __, url, ...own } = options;
  const settings = new URL(url, globalThis.location?.href).searchParams;
  const log = settings.get('log');
  if (!log) return bridgeBackend(options, (bridge) => new YjsFar(bridge, wire));
  // A text that others laid out is brought together with ours as text, by each page for itself: in one log it would come twice.
  if (settings.has('text') || settings.has('map')) return { join: async () => Promise.reject(together()) };
  const address = new URL(log, globalThis.location?.href).href;
  return mirroredBackend(options, wire, nativeBackend({ ...own, url: address }));
}

const together = () =>
  new JoinRefusedError(
    'unavailable',
    'The settings "text" and "map" cannot stand beside "log": leave out either.',
    false,
  );
