import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room, type Entry, type SocketConstructor } from '@interview-room/core';
import { fromBase64, toBase64 } from '@interview-room/core/protocol';
import { WebSocket } from 'ws';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
} from 'yjs';
import { startRelay } from '../src/stand-ins/relay/index.js';
import type { StandIn, StandInOptions } from '../src/stand-ins/stand-in.js';

export async function until(done: () => unknown, what = done.toString()): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 2_000, `never: ${what}`);
    await sleep(10);
  }
}

/** Stand-ins and the people at their pads, all let go of by `clear`. */
export class Stage {
  private readonly cleanups: (() => Promise<unknown>)[] = [];

  async clear(): Promise<void> {
    for (const cleanup of this.cleanups.splice(0).reverse()) await cleanup();
  }

  also(cleanup: () => Promise<unknown>): void {
    this.cleanups.push(cleanup);
  }

  async start(options: StandInOptions = {}): Promise<StandIn> {
    const standIn = await startRelay(options);
    this.also(() => standIn.close());
    return standIn;
  }

  async join(
    { url, variant }: Pick<StandIn, 'url' | 'variant'>,
    session: string,
    name = 'Ann',
    random = () => 0,
    Socket: typeof WebSocket = WebSocket,
  ): Promise<Room> {
    const sockets = Socket as unknown as SocketConstructor;
    const options = { url, variant, WebSocket: sockets, storage: 'memory', random } as const;
    const backend = await openBackend('relay', options);
    const room = await Room.join({ backend, session, name });
    this.also(() => room.leave());
    return room;
  }

  /** A pad, and what it is called. */
  async make(
    standIn: StandIn,
    name = 'Ann',
    random = () => 0,
    Socket: typeof WebSocket = WebSocket,
  ): Promise<{ room: Room; id: string }> {
    const room = await this.join(standIn, 'new', name, random, Socket);
    const said = room.offers.notices?.recent.find((each) => each.name === 'session')?.text ?? '';
    const id = /“(.*)”/.exec(said)?.[1];
    assert.ok(id);
    return { room, id };
  }
}

export const pathOf = ({ state }: Room): string =>
  state.language === 'python' ? 'python/main.py' : 'javascript/main.js';
export const textIn = (room: Room): string => room.workspace.text(pathOf(room)).toString();
export const type = (room: Room, text: string, at = room.workspace.text(pathOf(room)).length): void =>
  room.workspace.text(pathOf(room)).insert(at, text);
export const settled = ({ connection: { status, remote } }: Room): boolean =>
  status === 'open' && remote?.unsent === 0;
export const notices = (room: Room): string[] => (room.offers.notices?.recent ?? []).map(({ name }) => name);

/** Where several type. */
export const PLACE = 'here: ';

/** Types as at a keyboard: where the caret is, which stays beside its character whatever else is written. */
export async function typeAll(room: Room, all: string, pause: () => number): Promise<string> {
  const text = room.workspace.text(pathOf(room));
  let caret = createRelativePositionFromTypeIndex(text, text.toString().indexOf(PLACE) + PLACE.length, -1);
  for (const letter of all) {
    const at = text.doc && createAbsolutePositionFromRelativePosition(caret, text.doc)?.index;
    assert.ok(at !== undefined && at !== null);
    text.insert(at, letter);
    caret = createRelativePositionFromTypeIndex(text, at + 1, -1);
    const ms = pause();
    if (ms > 0) await sleep(ms);
  }
  return all;
}

/** What is in a room's log, of a kind if one is named. */
export async function entriesOf(room: Room, kind?: string): Promise<Entry[]> {
  const { entries } = await room.export();
  const own = entries.filter((entry): entry is Entry => 'kind' in entry);
  return kind === undefined ? own : own.filter((entry) => entry.kind === kind);
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function chance(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A presence at a place of a room's text, and the place of one. */
export function placeOf(room: Room, index: number): { path: string; anchor: string; head: string } {
  const path = pathOf(room);
  const at = toBase64(encodeRelativePosition(createRelativePositionFromTypeIndex(room.workspace.text(path), index, -1))); // prettier-ignore
  return { path, anchor: at, head: at };
}
export function cursorOf(room: Room, body: unknown): number | undefined {
  const { head } = body as { head?: string };
  const { doc } = room.workspace.text(pathOf(room));
  const place = head === undefined ? undefined : decodeRelativePosition(fromBase64(head));
  return (place && doc && createAbsolutePositionFromRelativePosition(place, doc)?.index) ?? undefined;
}
