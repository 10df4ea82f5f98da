import { encodeStateAsUpdate, Doc } from 'yjs';
import { Frames, presencesIn, type Frame } from '../src/stand-ins/yjs/frames.js';
import type { Pass } from '../src/testing/altering-sockets.js';
import { breaks, covers, type Row } from './kit-broken.js';

/** What a server gets wrong, by its frames: what is sent in the place of each. */
type Change = (frame: Frame, memory: Map<string, unknown>) => boolean | Uint8Array;
const has = (text: string) => (bytes: Uint8Array) => Buffer.from(bytes).includes(text);
const isNull = ({ kind, bytes }: Frame) => kind === 'awareness' && presencesIn(bytes).some(({ state }) => state === 'null'); // prettier-ignore

/** The frames of a dialect: `false` drops one. */
const changed =
  (wire: Frames, change: Change): Pass =>
  (message, memory) => {
    if (typeof message === 'string') return [message];
    const to = change(wire.read(message), memory);
    return typeof to === 'boolean' ? (to ? [message] : []) : [to];
  };

/** What both servers may get wrong; `all` are the checks that begin by joining. */
const shared = (variant: string, wire: Frames, all: readonly string[]): readonly Row[] => {
  const row = (name: string, fails: readonly string[], change: Change): Row => [variant, name, fails, { toClient: changed(wire, change) }]; // prettier-ignore
  const empty = encodeStateAsUpdate(new Doc());
  return [
    row('a first step is not answered', all, ({ kind }) => kind !== 'step2'),
    row('nobody is asked for what the server lacks', ['asks', 'merge'], ({ kind }) => kind !== 'step1'),
    row('changes are kept, and not told', ['update', 'merge'], ({ kind }) => kind !== 'update'),
    row('who comes later is told of an empty document', ['asks', 'late', 'merge'], ({ kind, room }) => (kind === 'step2' ? wire.sync(room, 'step2', empty) : true)),
    row('what was written away is lost', ['merge'], ({ bytes }) => !has('\u0005away ')(bytes)),
    row('changes arrive as first steps', ['update', 'merge'], ({ kind, bytes, room }) => (kind === 'update' ? wire.sync(room, 'step1', bytes) : true)),
    row('nobody is told who is there', ['awareness', 'gone'], ({ kind }) => kind !== 'awareness'),
    row('nobody is told who went', ['gone'], (frame) => !isNull(frame)),
  ]; // prettier-ignore
};

const plain = new Frames(false);
const yWebsocket: readonly Row[] = [
  ...shared('v2', plain, ['join', 'asks', 'update', 'late', 'merge', 'awareness', 'gone']),
  // Who is there already is told before a first step is answered.
  ['v2', 'who comes later is not told who is there', ['awareness'], { toClient: changed(plain, ({ kind }, memory) => (kind === 'step2' ? (memory.set('in', true), true) : kind !== 'awareness' || memory.has('in'))) }],
]; // prettier-ignore

const named = new Frames(true);
const own = (name: string, fails: readonly string[], change: Change): Row => ['v3', name, fails, { toClient: changed(named, change) }]; // prettier-ignore
const hocuspocus: readonly Row[] = [
  ...shared('v3', named, ['join', 'asks', 'update', 'late', 'merge', 'awareness', 'gone', 'status']),
  own('who gives a token is not told what they may do', ['auth.granted'], ({ kind, number }) => !(kind === 'auth' && number === 2)),
  own('a wrong token is refused without a word', ['auth.denied'], ({ kind, number }) => !(kind === 'auth' && number === 1)),
  own('who writes is not told that it was taken', ['status'], ({ kind }) => kind !== 'status'),
  own('what was taken is told not to be', ['status'], ({ kind, room }) => (kind === 'status' ? named.status(room, false) : true)),
]; // prettier-ignore

breaks('y-websocket', yWebsocket);
covers('y-websocket', yWebsocket);
breaks('hocuspocus', hocuspocus);
covers('hocuspocus', hocuspocus);
