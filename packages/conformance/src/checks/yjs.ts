import { randomUUID } from 'node:crypto';
import { Doc } from 'yjs';
import { Mismatch, Skip, type Check, type Probe, type Suite } from '../kit/check.js';
import { Peer } from './yjs/peer.js';

const source = 'docs/BACKENDS.md#yjs';

type Row = readonly [
  id: string,
  capability: string,
  title: string,
  run: (probe: Probe, room: string) => Promise<unknown>,
];
const FILE = 'main';
const text = ({ doc }: Peer): string => doc.getText(FILE).toString();
const says = (words: string) => (peer: Peer) => text(peer) === words;

/** A room of its own for each check, so that none finds what another wrote. */
const roomOf = ({ settings }: Probe): string => `${settings['session'] ?? 'conformance'}-${randomUUID()}`;

const rows: readonly Row[] = [
  [
    'join',
    'session',
    'a first step is answered with what is there',
    async (probe, room) => (await Peer.join(probe, room)).close(),
  ],
  [
    'asks',
    'files',
    'the server asks for what it lacks: what was written without it reaches the others',
    async (probe, room) => {
      const doc = new Doc();
      doc.getText(FILE).insert(0, 'written away');
      await Peer.join(probe, room, doc);
      const other = await Peer.join(probe, room);
      await other.until(says('written away'), 'written away');
    },
  ],
  [
    'update',
    'files',
    'a change reaches everyone else',
    async (probe, room) => {
      const [one, other] = [await Peer.join(probe, room), await Peer.join(probe, room)];
      one.doc.getText(FILE).insert(0, 'one');
      await other.until(says('one'), 'an update with "one"');
      other.doc.getText(FILE).insert(3, ' other');
      await one.until(says('one other'), 'an update with "one other"');
    },
  ],
  [
    'late',
    'files',
    'who comes later has all of it',
    async (probe, room) => {
      const one = await Peer.join(probe, room);
      one.doc.getText(FILE).insert(0, 'from before');
      const witness = await Peer.join(probe, room);
      await witness.until(says('from before'), 'from before');
      const late = await Peer.join(probe, room);
      await late.until(says('from before'), 'from before');
    },
  ],
  [
    'merge',
    'files',
    'of two who write at once, and of one who was away, nothing is lost',
    async (probe, room) => {
      const one = await Peer.join(probe, room);
      const two = await Peer.join(probe, room);
      one.close();
      one.doc.getText(FILE).insert(0, 'away ');
      two.doc.getText(FILE).insert(0, 'here ');
      const again = await Peer.join(probe, room, one.doc);
      for (const peer of [two, again])
        await peer.until((each) => text(each).length === 10, 'both "away " and "here "');
      if (text(two) !== text(again)) throw new Mismatch(text(two), text(again), 'Two have different texts.');
    },
  ],
  [
    'awareness',
    'session',
    'who is there is told to the others, and to who comes later',
    async (probe, room) => {
      const one = await Peer.join(probe, room);
      const two = await Peer.join(probe, room);
      one.appear({ user: { name: 'Ada' } });
      const sees = ({ present }: Peer) => present.get(one.doc.clientID)?.state.includes('Ada') ?? false;
      await two.until(sees, { client: one.doc.clientID, state: { user: { name: 'Ada' } } });
      const late = await Peer.join(probe, room);
      await late.until(sees, { client: one.doc.clientID, state: { user: { name: 'Ada' } } });
    },
  ],
  [
    'gone',
    'session',
    'who goes without a word is told to be gone',
    async (probe, room) => {
      const one = await Peer.join(probe, room);
      const two = await Peer.join(probe, room);
      one.appear({ user: { name: 'Ada' } });
      const state = ({ present }: Peer) => present.get(one.doc.clientID)?.state;
      await two.until((peer) => state(peer) !== undefined, { client: one.doc.clientID });
      one.close();
      await two.until((peer) => state(peer) === 'null', { client: one.doc.clientID, state: null });
    },
  ],
];

/** What Hocuspocus has beside. */
const ownRows: readonly Row[] = [
  [
    'auth.granted',
    'session',
    'who gives a token is told what they may do',
    async (probe, room) => {
      const peer = await Peer.open(probe, room);
      await peer.until(({ heard }) => heard.some(({ kind, number }) => kind === 'auth' && number === 2), 'a frame of authentication with a scope: [room, 2, 2, "read-write"]'); // prettier-ignore
    },
  ],
  [
    'auth.denied',
    'session',
    'a wrong token is refused with a reason',
    async (probe, room) => {
      const peer = await Peer.open(probe, room, 'wrong');
      await peer.until(({ heard }) => heard.some(({ kind }) => kind === 'auth'), '[room, 2, 1, reason]');
      const { number } = peer.heard.find(({ kind }) => kind === 'auth') ?? {};
      if (number === 2) throw new Skip('It lets in everyone: it asks for no token.');
    },
  ],
  [
    'status',
    'files',
    'who writes is told that it was taken',
    async (probe, room) => {
      const peer = await Peer.join(probe, room);
      peer.doc.getText(FILE).insert(0, 'taken');
      await peer.until(({ heard }) => heard.some(({ kind, number }) => kind === 'status' && number === 1), '[room, 8, 1]'); // prettier-ignore
    },
  ],
];

const suiteOf = (dialect: string, variants: readonly string[], all: readonly Row[]): Suite => ({
  dialect,
  variants,
  checks: all.map(([id, capability, title, run]): Check => ({
    id: `${dialect}.${id}`,
    capability,
    title,
    source,
    run: async (probe) => {
      // Whoever a check let in leaves when it is over.
      const over = new AbortController();
      const signal = AbortSignal.any([probe.signal, over.signal]);
      try {
        await run({ ...probe, signal, note: (what, value) => probe.note(what, value) }, roomOf(probe));
      } finally {
        over.abort();
      }
    },
  })),
});

/** The wire of a server of `y-websocket`. */
export const yWebsocketSuite = suiteOf('y-websocket', ['v2'], rows);
/** The wire of a Hocuspocus server. */
export const hocuspocusSuite = suiteOf('hocuspocus', ['v3'], [...ownRows, ...rows]);
