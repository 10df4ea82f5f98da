import { APPEND_LIMIT, FRAME_LIMIT } from '@interview-room/core/protocol';

/** How much of everything the server takes. */
export interface Limits {
  /** The most that one frame may be, in UTF-16 code units. */
  frameBytes: number;
  entriesPerFrame: number;
  /** How many frames a second one connection may send for long; three seconds' worth may come at once. */
  framesPerSecond: number;
  /** How many characters a second, likewise; four of the longest frames may come at once. */
  bytesPerSecond: number;
  /** How long a room's log may become by what people write. */
  roomEntries: number;
  /** The most that the body of a request to the API may be, in bytes. */
  bodyBytes: number;
  /** How many requests a second one key or token may make of the API. */
  requestsPerSecond: number;
  /** How many programs one person may have run in a minute, where the server runs any. */
  runsPerMinute: number;
  /** How long a connection may take to say hello. */
  helloMs: number;
  /** How often a socket is asked whether it is still there; one that has not answered by the next time is dropped. */
  pingMs: number;
  /** How often a stream says that it is still there. */
  streamPingMs: number;
  /** Who has more bytes than this waiting to be sent is let go, and comes back for the rest. */
  bufferBytes: number;
  /** How long a room without anyone is kept in memory. */
  idleMs: number;
  /** After how many entries snapshots are made. */
  snapshotEvery: number;
}

export const defaultLimits: Readonly<Limits> = {
  frameBytes: FRAME_LIMIT,
  entriesPerFrame: APPEND_LIMIT,
  framesPerSecond: 100,
  bytesPerSecond: 1024 * 1024,
  roomEntries: 500_000,
  bodyBytes: 4 * 1024 * 1024,
  requestsPerSecond: 50,
  runsPerMinute: 30,
  helloMs: 10_000,
  pingMs: 30_000,
  streamPingMs: 15_000,
  bufferBytes: 16 * 1024 * 1024,
  idleMs: 60_000,
  snapshotEvery: 2000,
};

/** Limits from a text such as `framesPerSecond=200,idleMs=5000`. Throws where one is none. */
export function readLimits(text: string): Partial<Limits> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(pairs.map(readLimit));
}

function readLimit(pair: string): [string, number] {
  const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
  const number = Number(value);
  if (!Object.hasOwn(defaultLimits, name)) throw new TypeError(`There is no limit "${name}".`);
  if (value === '' || !Number.isSafeInteger(number) || number < 1)
    throw new TypeError(`The limit ${name} is a whole number of 1 or more.`);
  return [name, number];
}
