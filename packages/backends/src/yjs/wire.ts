import {
  createDecoder,
  hasContent,
  readVarString,
  readVarUint,
  readVarUint8Array,
  type Decoder,
} from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from 'lib0/encoding';

/** What a server of Yjs rooms says. */
export type Heard =
  | { readonly type: 'step1' | 'step2' | 'update' | 'awareness'; readonly bytes: Uint8Array }
  | { readonly type: 'ask-awareness' | 'applied' | 'not-applied' }
  | { readonly type: 'denied' | 'scope' | 'closed'; readonly text: string }
  | { readonly type: 'unknown'; readonly text: string };

/** The frames of one kind of server. */
export interface YjsWire {
  readonly name: string;
  /** Where a room is: the address of the socket. */
  url(base: string, room: string, token: string): string;
  /** What is said first. */
  hello(room: string, token: string): readonly Uint8Array[];
  frame(room: string, kind: 'step1' | 'step2' | 'update' | 'awareness', bytes: Uint8Array): Uint8Array;
  /** Throws where a frame is none. */
  read(frame: Uint8Array, room: string): Heard;
}

/** What both kinds number alike. */
const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const ASK_AWARENESS = 3;
const kinds = ['step1', 'step2', 'update'] as const;

/** A server of `y-websocket`: the room stands in the address, and nothing but this in the frames. */
export const yWebsocketWire: YjsWire = {
  name: 'y-websocket',
  url: (base, room, token) =>
    `${base}/${inAddress(room)}${token ? `?token=${encodeURIComponent(token)}` : ''}`,
  hello: () => [],
  frame: (_, kind, bytes) => made((encoder) => writeBody(encoder, kind, bytes)),
  read(frame) {
    const decoder = createDecoder(frame);
    const type = readVarUint(decoder);
    if (type === AUTH)
      return readVarUint(decoder) === 0 ? { type: 'denied', text: readVarString(decoder) } : unknown(type);
    return readBody(type, decoder);
  },
};

/** A server of Hocuspocus 2 and 3: one socket for many rooms, each frame begins with its name; who joins proves it. */
export const hocuspocusWire: YjsWire = {
  name: 'Hocuspocus',
  url: (base) => base,
  hello: (room, token) => [
    made((encoder) => {
      writeVarString(encoder, room);
      writeVarUint(encoder, AUTH);
      writeVarUint(encoder, 0);
      writeVarString(encoder, token);
    }),
  ],
  frame: (room, kind, bytes) =>
    made((encoder) => {
      writeVarString(encoder, room);
      writeBody(encoder, kind, bytes);
    }),
  read(frame, room) {
    const decoder = createDecoder(frame);
    const name = readVarString(decoder);
    if (name !== room) return { type: 'unknown', text: 'a frame for another room' };
    const type = readVarUint(decoder);
    if (type === AUTH) return readAuth(decoder);
    // What answers a first step comes under a number of its own.
    if (type === 4) return readBody(SYNC, decoder);
    if (type === 5 || type === 6)
      return { type: 'unknown', text: `stateless: ${readVarString(decoder).slice(0, 500)}` };
    if (type === 7) return { type: 'closed', text: hasContent(decoder) ? readVarString(decoder) : '' };
    if (type === 8) return { type: readVarUint(decoder) === 1 ? 'applied' : 'not-applied' };
    return readBody(type, decoder);
  },
};

const unknown = (type: number): Heard => ({ type: 'unknown', text: `a frame of the kind ${type}` });

function readAuth(decoder: Decoder): Heard {
  const type = readVarUint(decoder);
  if (type === 1) return { type: 'denied', text: readVarString(decoder) };
  if (type === 2) return { type: 'scope', text: readVarString(decoder) };
  return unknown(AUTH);
}

function readBody(type: number, decoder: Decoder): Heard {
  if (type === AWARENESS) return { type: 'awareness', bytes: readVarUint8Array(decoder) };
  if (type === ASK_AWARENESS) return { type: 'ask-awareness' };
  const kind = type === SYNC ? kinds[readVarUint(decoder)] : undefined;
  return kind ? { type: kind, bytes: readVarUint8Array(decoder) } : unknown(type);
}

function writeBody(encoder: Encoder, kind: 'awareness' | (typeof kinds)[number], bytes: Uint8Array): void {
  writeVarUint(encoder, kind === 'awareness' ? AWARENESS : SYNC);
  if (kind !== 'awareness') writeVarUint(encoder, kinds.indexOf(kind));
  writeVarUint8Array(encoder, bytes);
}

function made(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}

/** A name as the providers put it into an address: slashes stay. */
const inAddress = (room: string): string => encodeURI(room).replace(/[?#]/g, encodeURIComponent);
