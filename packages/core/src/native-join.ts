import type { BackendEvents, BackendSession, Connection, JoinRequest } from './backend.js';
import { systemClock } from './clock.js';
import { IndexedDbKeep } from './log/keep-indexeddb.js';
import { MemoryKeep } from './log/keep-memory.js';
import type { Keep } from './log/keep.js';
import { nameOf } from './native-identity.js';
import { NativeSession } from './native-session.js';
import type { NativeOptions } from './native.js';
import { newId } from './protocol/id.js';
import { addressOf } from './transport/address.js';
import { Choice } from './transport/choice.js';
import { openSocket, type SocketConstructor } from './transport/socket.js';
import { openStream } from './transport/stream.js';

/** Joins a room of a backend that speaks the wire. */
export async function joinNative(
  options: NativeOptions,
  request: JoinRequest,
  events: BackendEvents,
): Promise<BackendSession> {
  const clock = options.clock ?? systemClock;
  const address = addressOf(options.url, request.session);
  const fetcher = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const { token, room } = await nameOf(address, request, clock);
  const { keep, storage } = await openKeep(room, options.keep);
  const Socket = options.WebSocket ?? (globalThis.WebSocket as SocketConstructor | undefined);
  const session = new NativeSession(
    {
      clock,
      random: options.random ?? Math.random,
      client: newId(),
      name: request.name,
      token,
      choice: new Choice(
        address.backend,
        request.transport ?? options.transport ?? (Socket ? undefined : 'stream'),
      ),
      open: {
        socket: Socket ? openSocket(address.socket, Socket) : () => unavailable(),
        stream: openStream(address.room, fetcher, clock),
      },
      keep,
      storage,
      room,
      url: address.room,
      log: { url: `${address.room}/log`, fetcher },
    },
    events,
  );
  await session.start();
  return session;
}

function unavailable(): never {
  throw new TypeError('There is no WebSocket here: give one, or ask for the transport "stream".');
}

async function openKeep(room: string, open: (room: string) => Promise<Keep> = IndexedDbKeep.open) {
  type Storage = Pick<Connection, 'storage' | 'reason'>;
  try {
    return { keep: await open(room), storage: { storage: 'kept' } as Storage };
  } catch {
    return { keep: new MemoryKeep() as Keep, storage: { storage: 'memory', reason: 'refused' } as Storage };
  }
}
