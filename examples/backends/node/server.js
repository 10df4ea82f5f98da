// A backend that a room can join, as small as it can be: one room, its log in memory, tokens that are plain names.
// What it speaks is docs/PROTOCOL.md. Not for the world: anyone who knows a name is let in.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const limits = { frameBytes: 1_000_000, entriesPerFrame: 256 };
const people = {
  ada: { id: 'ada', name: 'Ada', role: 'candidate' },
  grace: { id: 'grace', name: 'Grace', role: 'interviewer' },
  olga: { id: 'olga', name: 'Olga', role: 'observer' },
};
const question = JSON.parse(readFileSync(new URL('../question.json', import.meta.url), 'utf8'));

// The chain: the one way to write an entry, and SHA-256 over it.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}
const digest = (domain, value) =>
  createHash('sha256')
    .update(`interview-room/${domain}\n${canonical(value)}`)
    .digest('hex');

/** A room: a log that only grows, and those who are there. */
class Room {
  entries = [];
  byId = new Map();
  peers = new Set();
  stage = 'waiting';

  constructor() {
    this.write('room', { id: 'opened', kind: 'room.opened', body: { question: { id: question.id, hash: digest('question/1', question) }, content: question } }); // prettier-ignore
  }
  get head() {
    return this.entries.at(-1) ?? { seq: 0, hash: '0'.repeat(64), at: 0 };
  }
  /** Gives a draft its place, and tells everyone. An id that is there already keeps its place. */
  write(by, { id, kind, body, audience }) {
    const there = this.byId.get(id);
    if (there) return there;
    const { seq, hash: prev, at } = this.head;
    const content = { id, seq: seq + 1, at: Math.max(Date.now(), at), by, kind, body, audience, prev };
    const entry = { ...content, hash: digest('entry/1', content) };
    this.entries.push(entry);
    this.byId.set(id, entry);
    if (kind === 'stage.changed') this.stage = body.stage;
    for (const peer of this.peers) peer.send({ type: 'entries', entries: [readBy(peer.who, entry)] });
    return entry;
  }
  cast(from, { kind, body, to }) {
    const frame = { type: 'cast', by: from.who.id, client: from.client, kind, body };
    for (const peer of this.peers) {
      const isSelf = peer.client === from.client && peer.who === from.who;
      if (!isSelf && (to === undefined || to === peer.who.id)) peer.send(frame);
    }
  }
}
const rooms = new Map([['demo', new Room()]]);

/** What someone is given of an entry: who may not read it, its place and hash alone. */
const readBy = ({ role }, entry) =>
  entry.audience && role !== 'interviewer'
    ? { seq: entry.seq, prev: entry.prev, hash: entry.hash, withheld: true }
    : entry;

const PRIVATE = /^(note|score)\.|^coach\.(advised|decided)$|^assist\.whispered$/;
const OWN = /^(room|question|participant|log|assist)\.|^tests\.(graded|judged)$/;
const STEPS = {
  candidate: { waiting: ['started'], started: ['submitted'] },
  interviewer: {
    waiting: ['started', 'ended'],
    started: ['submitted', 'ended'],
    submitted: ['started', 'ended'],
  },
};
/** Why someone may not write an entry now; nothing where they may. */
function whyNot({ role }, stage, { kind, body }) {
  if (role === 'observer' || (OWN.test(kind) && !PRIVATE.test(kind)))
    return `An ${role} may not write "${kind}".`;
  if (PRIVATE.test(kind) || kind.startsWith('timer.'))
    return role === 'interviewer' ? '' : 'That is for interviewers.';
  if (kind === 'stage.changed')
    return STEPS[role][stage]?.includes(body?.stage) ? '' : 'Not from this stage.';
  if (stage === 'ended') return 'The interview has ended.';
  return kind === 'chat.message' || stage === 'started' || role === 'interviewer'
    ? ''
    : 'The interview does not run.';
}

const refused = (reason, message, ids) => ({
  type: 'refused',
  reason,
  message,
  ...(ids && { ids }),
  retry: false,
});
const CLOSE = { 'malformed': 4400, 'protocol': 4400, 'token-missing': 4401, 'token-invalid': 4401, 'room-unknown': 4404, 'too-large': 4413 }; // prettier-ignore
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
function readFrame(text) {
  if (text.length > limits.frameBytes) throw new Refusal('too-large', 'That frame is too long.');
  try {
    const frame = JSON.parse(text);
    if (typeof frame?.type === 'string') return frame;
  } catch {
    // Said below.
  }
  throw new Refusal('malformed', 'A frame is a JSON object with a type.');
}

/** A hello: lets someone in, and sends what they do not have. */
function join(name, hello, peer) {
  if (hello.type !== 'hello') throw new Refusal('malformed', 'The first frame is a hello.');
  if (!hello.protocol?.includes(1)) throw new Refusal('protocol', 'This backend speaks version 1.');
  const { who, room } = identify(hello.token, name);
  Object.assign(peer, { who, room, client: String(hello.client) });
  room.write('room', { id: `joined-${who.id}`, kind: 'participant.joined', body: { ...who, color: Object.keys(people).indexOf(who.id) } }); // prettier-ignore
  const { seq, hash, at } = room.head;
  peer.send({ type: 'welcome', protocol: 1, you: who.id, role: who.role, name: who.name, head: { seq, hash, at }, now: Date.now(), limits }); // prettier-ignore
  const missed = room.entries.slice(hello.after);
  if (missed.length > 0) peer.send({ type: 'entries', entries: missed.map((entry) => readBy(who, entry)) });
  room.peers.add(peer);
}
function leave(peer) {
  if (peer.room?.peers.delete(peer)) peer.room.cast(peer, { kind: 'presence.gone', body: {} });
}

/** Does what a frame asks, for someone who is in; gives what they are answered. */
function answer(peer, frame) {
  if (frame.type === 'ping') return [{ type: 'pong', t: frame.t, now: Date.now() }];
  if (frame.type === 'cast' && peer.who.role !== 'observer') peer.room.cast(peer, frame);
  if (frame.type !== 'append') return [];
  if (frame.entries.length > limits.entriesPerFrame) throw new Refusal('too-large', 'Too many entries.');
  return frame.entries.map((draft) => {
    const why = whyNot(peer.who, peer.room.stage, draft);
    if (why) return refused('not-allowed', why, [draft.id]);
    const mayHide = PRIVATE.test(draft.kind) || (peer.who.role === 'interviewer' && draft.audience);
    const { id, seq } = peer.room.write(peer.who.id, {
      ...draft,
      audience: mayHide ? 'interviewers' : undefined,
    });
    return { type: 'ack', acks: [{ id, seq }] };
  });
}

const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes * 4 });
function serve(name, socket) {
  const peer = { send: (frame) => socket.send(JSON.stringify(frame)) };
  socket.on('message', (data) => {
    try {
      const frame = readFrame(String(data));
      if (peer.who) answer(peer, frame).forEach(peer.send);
      else join(name, frame, peer);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'malformed';
      peer.send(refused(reason, error.message));
      socket.close(CLOSE[reason], reason);
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
