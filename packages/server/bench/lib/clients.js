// Two people with a text between them, over each of the servers. All have the same face: a Yjs text, and how many bytes
// went over their sockets.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { newId } from '@interview-room/core/protocol';
import { nativeBackend, Room } from '@interview-room/core';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { append, enter, openRoom } from './room.js';

const FROM_WIRE = Symbol('from the wire');

/** A document whose own updates are sent by `send`. */
function shared(send) {
  const doc = new Y.Doc();
  doc.on('update', (update, origin) => origin !== FROM_WIRE && send(update));
  const receive = (update) => Y.applyUpdate(doc, update, FROM_WIRE);
  return { doc, text: doc.getText('text'), receive };
}

const bytesOf = (socket) => ({ up: socket._socket.bytesWritten, down: socket._socket.bytesRead });

/** A socket that tells of itself, for those who make theirs by themselves. */
function socketsOf(made) {
  return class extends WebSocket {
    constructor(url) {
      super(url, { perMessageDeflate: false });
      made.push(this);
    }
  };
}

async function bareClient({ url }, room) {
  const socket = new WebSocket(`${url}/${room}`, { perMessageDeflate: false });
  const { text, receive } = shared((update) => socket.send(update));
  socket.on('message', (data) => receive(new Uint8Array(data)));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return { text, bytes: () => bytesOf(socket), close: () => socket.terminate() };
}

/** As bare as the one above, with the frames of our wire around each update. */
async function thinClient(server, room, role) {
  const link = {};
  const send = (update) => append(link.socket, 'doc.update', { update: base64(update) });
  const { text, receive } = shared(send);
  const hear = (frame) => {
    const { type, entries = [], ...rest } = JSON.parse(frame);
    if (type === 'refused') throw new Error(JSON.stringify(rest));
    for (const { kind, body } of entries)
      if (kind === 'doc.update') receive(Buffer.from(body.update, 'base64'));
  };
  link.socket = await enter(server, room, role, hear);
  return { text, bytes: () => bytesOf(link.socket), close: () => link.socket.terminate() };
}

const base64 = (update) => Buffer.from(update).toString('base64');

/** What a page of ours has: the room of core, with its outbox. */
async function roomClient(server, { id, tokens }, role) {
  const made = [];
  const backend = nativeBackend({ url: server.url, WebSocket: socketsOf(made) });
  const room = await Room.join({ backend, session: id, token: tokens[role] });
  const text = room.workspace.text('main.py');
  return { text, bytes: () => bytesOf(made.at(-1)), close: () => room.leave() };
}

async function hocuspocusClient({ url }, name) {
  const made = [];
  const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: socketsOf(made) });
  const provider = new HocuspocusProvider({ websocketProvider, name });
  provider.attach();
  await new Promise((resolve) => provider.on('synced', resolve));
  const close = () => {
    provider.destroy();
    websocketProvider.destroy();
  };
  return { text: provider.document.getText('text'), bytes: () => bytesOf(made.at(-1)), close };
}

/** What is measured: which server, how to make a room there, and who joins it. */
export const ways = {
  bare: { server: 'bare', room: async () => newId(), join: bareClient },
  stored: { server: 'stored', room: async () => newId(), join: bareClient },
  floor: { server: 'floor', room: async () => ({ id: newId(), tokens: {} }), join: thinClient },
  ours: { server: 'ours', room: openRoom, join: thinClient },
  room: { server: 'ours', room: openRoom, join: roomClient },
  hocuspocus: { server: 'hocuspocus', room: async () => newId(), join: hocuspocusClient },
};

/** Two people in a room. */
export async function pair(way, server) {
  const { room, join } = ways[way];
  const place = await room(server);
  const author = await join(server, place, 'candidate');
  const other = await join(server, place, 'interviewer');
  const close = () => Promise.all([author.close(), other.close()]);
  return { author, other, close };
}
