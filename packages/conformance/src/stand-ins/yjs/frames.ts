import { createDecoder, readVarString, readVarUint, readVarUint8Array, type Decoder } from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from 'lib0/encoding';

/** How frames of Yjs servers are numbered; `status` and what is beyond are Hocuspocus's own. */
export const SYNC = 0;
export const AWARENESS = 1;
export const AUTH = 2;
export const ASK = 3;
export const REPLY = 4;
export const STATUS = 8;
export const steps = ['step1', 'step2', 'update'] as const;

/** A frame of one room, read. */
export interface Frame {
  /** The name that it begins with, in the dialect where it does. */
  readonly room: string;
  readonly kind: (typeof steps)[number] | 'awareness' | 'ask' | 'auth' | 'status' | 'unknown';
  readonly bytes: Uint8Array;
  /** A token, a reason, a scope; with `auth` its number too. */
  readonly text: string;
  readonly number: number;
}

export const frame = (write: (encoder: Encoder) => void): Uint8Array => {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
};

/** Frames as a dialect has them: with the room's name at their beginning, or without. */
export class Frames {
  constructor(private readonly named: boolean) {}

  sync(room: string, kind: (typeof steps)[number], bytes: Uint8Array): Uint8Array {
    return this.#made(room, SYNC, (encoder) => {
      writeVarUint(encoder, steps.indexOf(kind));
      writeVarUint8Array(encoder, bytes);
    });
  }
  awareness(room: string, bytes: Uint8Array): Uint8Array {
    return this.#made(room, AWARENESS, (encoder) => writeVarUint8Array(encoder, bytes));
  }
  auth(room: string, number: number, text: string): Uint8Array {
    return this.#made(room, AUTH, (encoder) => {
      writeVarUint(encoder, number);
      writeVarString(encoder, text);
    });
  }
  status(room: string, applied: boolean): Uint8Array {
    return this.#made(room, STATUS, (encoder) => writeVarUint(encoder, applied ? 1 : 0));
  }

  /** Throws where it is none. */
  read(bytes: Uint8Array): Frame {
    const decoder = createDecoder(bytes);
    const room = this.named ? readVarString(decoder) : '';
    return { room, bytes: new Uint8Array(), text: '', number: 0, ...bodyOf(readVarUint(decoder), decoder) };
  }

  #made(room: string, type: number, write: (encoder: Encoder) => void): Uint8Array {
    return frame((encoder) => {
      if (this.named) writeVarString(encoder, room);
      writeVarUint(encoder, type);
      write(encoder);
    });
  }
}

function bodyOf(type: number, decoder: Decoder): Partial<Frame> & Pick<Frame, 'kind'> {
  switch (type) {
    case SYNC:
    case REPLY: {
      const kind = steps[readVarUint(decoder)];
      return kind ? { kind, bytes: readVarUint8Array(decoder) } : { kind: 'unknown' };
    }
    case AWARENESS:
      return { kind: 'awareness', bytes: readVarUint8Array(decoder) };
    case AUTH:
      return { kind: 'auth', number: readVarUint(decoder), text: readVarString(decoder) };
    case ASK:
      return { kind: 'ask' };
    case STATUS:
      return { kind: 'status', number: readVarUint(decoder) };
    default:
      return { kind: 'unknown', number: type };
  }
}

/** Someone's state in a room, as it is told. */
export interface Presence {
  readonly client: number;
  readonly clock: number;
  /** JSON; `null` where they went. */
  readonly state: string;
}

export const presences = (all: readonly Presence[]): Uint8Array =>
  frame((encoder) => {
    writeVarUint(encoder, all.length);
    for (const { client, clock, state } of all) {
      writeVarUint(encoder, client);
      writeVarUint(encoder, clock);
      writeVarString(encoder, state);
    }
  });

/** Throws where it cannot be read. */
export function presencesIn(bytes: Uint8Array): Presence[] {
  const decoder = createDecoder(bytes);
  const all: Presence[] = [];
  for (let left = readVarUint(decoder); left > 0; left--)
    all.push({
      client: readVarUint(decoder),
      clock: readVarUint(decoder),
      state: readVarString(decoder),
    });
  return all;
}
