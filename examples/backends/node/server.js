// A backend that a room can join, as small as it can be: one room, its log in memory, tokens that are plain names.
// What it speaks is docs/PROTOCOL.md; how entries are chained and who may what comes from core, as in the browser.
// Not for the world: anyone who knows a name is let in.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as protocol from '@interview-room/core/protocol';
import { WebSocketServer } from 'ws';

const limits = { frameBytes: 1_000_000, entriesPerFrame: 100 };
const people = {
  ada: { id: 'ada', name: 'Ada', role: 'candidate' },
  grace: { id: 'grace', name: 'Grace', role: 'interviewer' },
  olga: { id: 'olga', name: 'Olga', role: 'observer' },
};
const question = JSON.parse(readFileSync(new URL('../question.json', import.meta.url), 'utf8'));

/** A room: a log that only grows, and those who are there. */
class Room {
  entries = [];
  byId = new Map();
  peers = new Set();
  stage = 'waiting';

  constructor() {
    const named = { id: question.id, hash: protocol.hashQuestion(question) };
    this.write('room', { id: 'opened', kind: 'room.opened', body: { question: named, content: question } });
  }
  get head() {
    const { seq, hash, at } = this.entries.at(-1) ?? protocol.emptyHead;
    return { seq, hash, at };
  }
  /** Gives a draft its place, and tells everyone. An id that is there already keeps its place. */
  write(by, draft) {
    const there = this.byId.get(draft.id);
    if (there) return there;
    const { entry } = protocol.seal({ ...draft, by }, this.head, Date.now());
    this.entries.push(entry);
    this.byId.set(entry.id, entry);
    if (entry.kind === 'stage.changed') this.stage = entry.body.stage;
    for (const peer of this.peers) peer.send({ type: 'entries', entries: [readBy(peer.who, entry)] });
    return entry;
  }
  cast(from, { kind, body, to }) {
    const frame = { type: 'cast', by: from.who.id, client: from.client, kind, body };
    for (const peer of this.peers)
      if (peer !== from && (to === undefined || to === peer.who.id)) peer.send(frame);
  }
}
const rooms = new Map([['demo', new Room()]]);

/** What someone is given of an entry: who may not read it, its place and hash alone. */
const readBy = ({ role }, entry) =>
  protocol.mayRead(role, entry.audience) ? entry : protocol.withhold(entry);

/** Why someone may not write an entry now; nothing where they may. */
function whyNot({ role }, stage, { kind, body }) {
  if (!protocol.may(role, stage, kind)) return `An ${role} may not write "${kind}" while it is "${stage}".`;
  const isStep = kind === 'stage.changed' && !protocol.mayEnter(role, stage, body?.stage);
  return isStep ? `From "${stage}" there is no such step for you.` : '';
}

const refused = (reason, message, ids) => ({ type: 'refused', reason, message, ids, retry: false });
/** Ends a connection: thrown wherever something is not taken at all. */
class Refusal extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

function identify(token, name) {
  if (token === undefined) throw new Refusal('token-missing', 'A token is needed.');
  if (!Object.hasOwn(people, token)) throw new Refusal('token-invalid', 'Nobody has this token.');
  const room = rooms.get(name);
  if (!room) throw new Refusal('room-unknown', 'There is no such room.');
  return { who: people[token], room };
}
/** A frame, or nothing where this version does not know its type. */
function readFrame(text) {
  if (text.length > limits.frameBytes) throw new Refusal('too-large', 'That frame is too long.');
  const { frame, problem } = protocol.readClientFrame(text);
  if (problem) throw new Refusal('malformed', problem);
  return frame;
}

/** A hello: lets someone in, and sends what they do not have. */
function join(name, hello, peer) {
  if (hello?.type !== 'hello') throw new Refusal('malformed', 'The first frame is a hello.');
  if (!hello.protocol.includes(1)) throw new Refusal('protocol', 'This backend speaks version 1.');
  const { who, room } = identify(hello.token, name);
  Object.assign(peer, { who, room, client: hello.client });
  const body = { ...who, color: Object.keys(people).indexOf(who.id) };
  room.write('room', { id: `joined-${who.id}`, kind: 'participant.joined', body });
  const { id: you, ...as } = who;
  peer.send({ type: 'welcome', protocol: 1, you, ...as, head: room.head, now: Date.now(), limits });
  const missed = room.entries.slice(hello.after);
  if (missed.length > 0) peer.send({ type: 'entries', entries: missed.map((entry) => readBy(who, entry)) });
  room.peers.add(peer);
}
function leave(peer) {
  if (peer.room?.peers.delete(peer)) peer.room.cast(peer, { kind: 'presence.gone', body: {} });
}

/** Does what a frame asks, for someone who is in; gives what they are answered. */
function answer(peer, frame) {
  const { who, room } = peer;
  if (frame.type === 'ping') return [{ type: 'pong', t: frame.t, now: Date.now() }];
  if (frame.type === 'cast' && protocol.mayCast(who.role, frame.kind)) room.cast(peer, frame);
  if (frame.type !== 'append') return [];
  if (frame.entries.length > limits.entriesPerFrame) throw new Refusal('too-large', 'Too many entries.');
  return frame.entries.map((draft) => {
    const why = whyNot(who, room.stage, draft);
    if (why) return refused('not-allowed', why, [draft.id]);
    const asked = who.role === 'interviewer' ? draft.audience : undefined;
    const { id, seq } = room.write(who.id, { ...draft, audience: protocol.audienceOf(draft.kind) ?? asked });
    return { type: 'ack', acks: [{ id, seq }] };
  });
}

const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes * 4 });
function serve(name, socket) {
  const peer = { send: (frame) => socket.send(JSON.stringify(frame)) };
  socket.on('message', (data) => {
    try {
      const frame = readFrame(String(data));
      if (!peer.who) join(name, frame, peer);
      else if (frame) answer(peer, frame).forEach(peer.send);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'malformed';
      peer.send(refused(reason, error.message));
      socket.close(protocol.closeCodes[reason], reason);
    }
  });
  socket.on('close', () => leave(peer));
  socket.on('error', () => socket.terminate());
}

const server = createServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'authorization');
  if (request.method === 'OPTIONS') return response.writeHead(204).end();
  const [, name] = /^\/api\/rooms\/([^/]+)\/log$/.exec(request.url) ?? [];
  if (!name || request.method !== 'GET') return response.writeHead(404).end();
  try {
    const { who, room } = identify(request.headers.authorization?.replace('Bearer ', ''), name);
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    response.end(room.entries.map((entry) => `${JSON.stringify(readBy(who, entry))}\n`).join(''));
  } catch (error) {
    response.writeHead(401).end(error.message);
  }
});
server.on('upgrade', (request, socket, head) => {
  const [, name] = /^\/api\/rooms\/([^/]+)\/socket$/.exec(request.url) ?? [];
  if (name) sockets.handleUpgrade(request, socket, head, (open) => serve(name, open));
  else socket.destroy();
});
server.listen(Number(process.env.PORT ?? 8788), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}`),
);
