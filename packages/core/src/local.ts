import type { Backend, BackendEvents, Connection, JoinRequest } from './backend.js';
import { LocalSession, logName } from './local-session.js';
import { IndexedDbLogStore } from './log/indexeddb.js';
import { MemoryLogStore } from './log/memory.js';
import type { LogStore } from './log/store.js';

/** Where a local room keeps its log. */
export interface LocalOptions {
  /** Default `indexeddb`, which falls back to memory where the browser refuses it, and says so in `room.connection`. */
  storage?: 'indexeddb' | 'memory';
  /** Names the log, within the page's path. Default: the session. */
  room?: string;
}

/** A backend without a server: the log is kept by the browser, for the page's path and the room's name. */
export function localBackend({ storage = 'indexeddb', room }: LocalOptions = {}): Backend {
  return {
    async join(request: JoinRequest, events: BackendEvents) {
      return openLocalLog(logName(room ?? request.session), storage, events);
    },
  };
}

/**
 * Opens a log in this browser by its own name, whatever the page: for a bridge to a backend that keeps none. What others do
 * is added to it by `enter`.
 */
export async function openLocalLog(
  name: string,
  storage: 'indexeddb' | 'memory',
  events: BackendEvents,
): Promise<LocalSession> {
  const { store, connection } = await openStore(storage, name);
  const session = new LocalSession(name, store, connection, events);
  await session.start();
  return session;
}

/** Forgets what a local room of this page kept: its log is gone for all tabs. Rooms that are joined should be left first. */
export async function forgetLocal(room: string): Promise<void> {
  const store = await IndexedDbLogStore.open(logName(room));
  await store.clear();
}

async function openStore(storage: 'indexeddb' | 'memory', log: string) {
  const inMemory = (reason: Connection['reason']) => ({
    store: new MemoryLogStore() as LogStore,
    connection: { status: 'open', storage: 'memory', reason } as Connection,
  });
  if (storage === 'memory') return inMemory('asked');
  try {
    const store: LogStore = await IndexedDbLogStore.open(log);
    return { store, connection: { status: 'open', storage: 'kept' } as Connection };
  } catch {
    return inMemory('refused');
  }
}
