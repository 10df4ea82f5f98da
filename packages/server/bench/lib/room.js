// Rooms of our server for a bench.
import { newId } from '@interview-room/core/protocol';
import { WebSocket } from 'ws';
import { SECRET } from './process.js';

const question = {
  id: 'bench',
  title: 'Bench',
  statement: 'Type.',
  cases: [{ name: 'one', call: 'f', args: [1], expected: 1 }],
  languages: { python: { entry: 'main.py', files: { 'main.py': '' } } },
};

/** Makes a room; gives its id and the tokens of a candidate and an interviewer. */
export async function makeRoom({ url }) {
  const answer = await fetch(`${url}/api/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'authorization': `Bearer ${SECRET}` },
    body: JSON.stringify({ question }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Joins by a bare socket that speaks the wire; `hear` gets each text once the room was entered. */
export function enter({ url }, { id, tokens }, role, hear, hello = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/rooms/${id}/socket`, {
    perMessageDeflate: false,
  });
  const first = { type: 'hello', protocol: [1], token: tokens[role], client: newId(), after: 0, ...hello };
  socket.on('open', () => socket.send(JSON.stringify(first)));
  return new Promise((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`The socket was closed with ${code}.`)));
    socket.on('error', reject);
    socket.on('message', (data) => {
      const text = data.toString();
      hear?.(text, socket);
      if (text.startsWith('{"type":"welcome"')) resolve(socket);
    });
  });
}

export const append = (socket, kind, body, id = newId()) =>
  socket.send(JSON.stringify({ type: 'append', entries: [{ id, kind, body }] }));

/** Makes a room in which a candidate may write. */
export async function openRoom(server) {
  const room = await makeRoom(server);
  const started = Promise.withResolvers?.() ?? deferred();
  const hear = (text) => text.includes('"kind":"stage.changed"') && started.resolve();
  const socket = await enter(server, room, 'interviewer', hear);
  append(socket, 'stage.changed', { stage: 'started' });
  await started.promise;
  socket.close();
  return room;
}

function deferred() {
  let resolve = () => undefined;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
