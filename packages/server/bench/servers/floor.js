// The least that a room on our wire can cost: what is sent is parsed, chained by SHA-256, put into SQLite, and sent to all
// as our server sends it. Nobody is asked who they are or what they may, nothing is checked, and nothing is remembered.
import * as crypto from 'node:crypto';

import { join } from 'node:path';
import Database from 'libsql';
import { WebSocketServer } from 'ws';
import { ready } from './report.js';

const db = new Database(join(process.argv[2], 'floor.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.exec('CREATE TABLE entries (key INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?)');
const { hash } = crypto;
const sha256 = hash
  ? (text) => hash('sha256', text, 'hex')
  : (text) => crypto.createHash('sha256').update(text).digest('hex');

const rooms = new Map();
let [key, prev] = [0, '0'.repeat(64)];

function append(room, socket, { id, kind, body }) {
  const entry = { at: Date.now(), body, by: 'someone', id, kind, prev, seq: ++key };
  const text = JSON.stringify(entry);
  prev = sha256(text);
  insert.run([key, text, prev]);
  const frame = `{"type":"entries","entries":[${text.slice(0, -1)},"hash":"${prev}"}]}`;
  for (const other of room) if (other !== socket) other.send(frame);
  socket.send(frame);
  socket.send(JSON.stringify({ type: 'ack', acks: [{ id, seq: key }] }));
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, { url }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('message', (data) => {
    const { type, entries } = JSON.parse(data.toString());
    if (type === 'hello') socket.send('{"type":"welcome"}');
    else append(room, socket, entries[0]);
  });
  socket.on('close', () => room.delete(socket));
});
server.on('listening', () => ready(`ws://127.0.0.1:${server.address().port}`));
