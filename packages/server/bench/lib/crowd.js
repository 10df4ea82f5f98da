// Many rooms of two, each of whom types five times a second. Nothing is decoded that need not be: this process is not to
// be what is measured.
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@interview-room/core/protocol';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { enter, makeRoom } from './room.js';

const TICK = 10;
/** Ticks between two keys of one person: five keys a second. */
const TICKS = 20;
const AT_ONCE = 16;

/** What a person types in a room, each key an update, as texts. All rooms may hear the same. */
function keys(count) {
  const doc = new Y.Doc();
  const updates = [];
  doc.on('update', (update) => updates.push(Buffer.from(update).toString('base64')));
  for (let i = 0; i < count; i++) doc.getText('text').insert(i, 'x');
  return updates;
}

/** How two come into a new room, over our server and over a bare relay. */
export const doors = {
  async ours(server, hear) {
    const room = await makeRoom(server);
    const people = [];
    for (const [side, role] of ['candidate', 'interviewer'].entries())
      people.push(await enter(server, room, role, (text) => hear(side, text)));
    people[1].send(JSON.stringify(append('stage.changed', { stage: 'started' })));
    return people;
  },
  async bare({ url }, hear) {
    const room = newId();
    return Promise.all([0, 1].map((side) => bareSocket(`${url}/${room}`, (text) => hear(side, text))));
  },
};

function bareSocket(url, hear) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', (data) => hear(data.toString()));
  return new Promise((resolve, reject) => socket.on('open', () => resolve(socket)).on('error', reject));
}

const append = (kind, body, id = newId()) => ({ type: 'append', entries: [{ id, kind, body }] });

export class Crowd {
  #rooms = [];
  #sent = new Map();
  #took = [];
  #typed = [keys(2000), keys(2000)];
  #tick = 0;

  constructor(server, door) {
    this.server = server;
    this.door = door;
  }

  get rooms() {
    return this.#rooms.length;
  }

  /** Opens rooms until there are so many. */
  async grow(count) {
    while (this.#rooms.length < count) {
      const more = Math.min(AT_ONCE, count - this.#rooms.length);
      this.#rooms.push(...(await Promise.all(Array.from({ length: more }, () => this.#open()))));
    }
  }

  /** Lets all type for so long; gives how long each key took to the other. */
  async type(ms) {
    const end = performance.now() + ms;
    let due = performance.now();
    this.#took = [];
    while (due < end) {
      for (; due <= performance.now(); due += TICK) this.#step();
      await sleep(1);
    }
    await sleep(200);
    const lost = this.#sent.size;
    this.#sent.clear();
    return { took: this.#took, lost };
  }

  close() {
    for (const { people } of this.#rooms)
      for (const socket of people) socket.removeAllListeners('close').terminate();
  }

  async #open() {
    const people = await this.door(this.server, (side, text) => this.#hear(side, text));
    return { people, typed: [0, 0] };
  }

  #step() {
    const tick = this.#tick++ % TICKS;
    for (let person = tick; person < this.#rooms.length * 2; person += TICKS) {
      const [{ people, typed }, side] = [this.#rooms[person >> 1], person & 1];
      const update = this.#typed[side][typed[side]++];
      const id = newId();
      this.#sent.set(id, { side, at: performance.now() });
      people[side].send(JSON.stringify(append('doc.update', { update }, id)));
    }
  }

  #hear(side, text) {
    if (text.startsWith('{"type":"refused"')) throw new Error(text);
    if (text.startsWith('{"type":"ack"')) return;
    const mark = '"id":"';
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      const id = text.slice(at + mark.length, text.indexOf('"', at + mark.length));
      const sent = this.#sent.get(id);
      if (!sent || sent.side === side) continue;
      this.#sent.delete(id);
      this.#took.push(performance.now() - sent.at);
    }
  }
}
