import * as v from 'valibot';
import { entrySchema } from './entry.js';
import { quickClientFrame, quickServerFrame } from './quick.js';

/*
 * The wire between a room and its backend: one JSON object a frame, the same over a WebSocket and over SSE with POST. Each
 * schema here is documented in docs/PROTOCOL.md, with an example.
 */

/** The version of the wire that this code speaks. */
export const PROTOCOL = 1;

/** The most that one frame may be, in UTF-16 code units of its JSON text, where the backend's `welcome` says nothing else. */
export const FRAME_LIMIT = 4 * 1024 * 1024;
/** The most entries in one `append`. */
export const APPEND_LIMIT = 256;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const short = v.pipe(v.string(), v.maxLength(200));
const kind = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const time = v.pipe(v.number(), v.finite());

/** An entry as its author sends it: place, time and author are given by the backend. */
export const draftSchema = v.object({
  id,
  kind,
  body: v.unknown(),
  audience: v.optional(v.literal('interviewers')),
});

/** An entry that is not for this reader: its place in the chain, and nothing of what it says. */
export const withheldSchema = v.object({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  prev: hash,
  hash,
  withheld: v.literal(true),
});

/** What a log amounts to at `seq`, in the place of the entries up to there. */
export const snapshotSchema = v.object({
  seq: count,
  hash,
  at: time,
  /** The files, as a Yjs update in base64. */
  doc: v.string(),
  /** Whose reducers made `state`: a client of another version asks for the entries instead. */
  version: count,
  state: v.unknown(),
});

/** What a client sends. */
export const clientFrames = {
  /** The first frame: who joins, and the last entry that is known already. */
  hello: v.object({
    type: v.literal('hello'),
    protocol: v.pipe(v.array(count), v.minLength(1), v.maxLength(20)),
    token: v.optional(v.pipe(v.string(), v.maxLength(8192))),
    client: id,
    name: v.optional(short),
    after: count,
    snapshot: v.optional(v.boolean()),
  }),
  /** Entries to add, in this order. Those that were added before are acknowledged again, and no more. */
  append: v.object({
    type: v.literal('append'),
    entries: v.pipe(v.array(draftSchema), v.minLength(1), v.maxLength(APPEND_LIMIT)),
  }),
  /** Something for those who are here now, or for one of them. */
  cast: v.object({ type: v.literal('cast'), kind, body: v.unknown(), to: v.optional(id) }),
  /** Is anyone there? Also how a client learns the backend's clock. */
  ping: v.object({ type: v.literal('ping'), t: time }),
};

/** Why something was not taken. */
export const refusalReasons = [
  'token-missing',
  'token-invalid',
  'token-expired',
  'token-foreign',
  'protocol',
  'room-unknown',
  'room-ended',
  'not-allowed',
  'malformed',
  'too-large',
  'rate',
  'unavailable',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** How a socket is closed after a refusal of the whole. */
export const closeCodes: Readonly<Record<RefusalReason, number>> = {
  'malformed': 4400,
  'protocol': 4400,
  'token-missing': 4401,
  'token-invalid': 4401,
  'token-expired': 4401,
  'token-foreign': 4401,
  'not-allowed': 4403,
  'room-unknown': 4404,
  'room-ended': 4410,
  'too-large': 4413,
  'rate': 4429,
  'unavailable': 1013,
};

/** What a backend sends. */
export const serverFrames = {
  /** The answer to `hello`. The entries after `after`, or after the snapshot, follow. */
  welcome: v.object({
    type: v.literal('welcome'),
    protocol: count,
    you: id,
    role: v.picklist(['candidate', 'interviewer', 'observer', 'assistant']),
    name: short,
    head: v.object({ seq: count, hash, at: time }),
    now: time,
    limits: v.optional(
      v.object({
        frameBytes: v.optional(count),
        entriesPerFrame: v.optional(count),
        framesPerSecond: v.optional(count),
      }),
    ),
    snapshot: v.optional(snapshotSchema),
  }),
  /** Entries of the log, in order and without a gap: one's own too. */
  entries: v.object({
    type: v.literal('entries'),
    entries: v.array(v.union([withheldSchema, entrySchema])),
  }),
  /** These are written. */
  ack: v.object({ type: v.literal('ack'), acks: v.array(v.object({ id, seq: count })) }),
  /** These were not taken (`ids`), or nothing is and the connection ends. */
  refused: v.object({
    type: v.literal('refused'),
    reason: v.fallback(v.picklist(refusalReasons), 'unavailable'),
    message: v.string(),
    ids: v.optional(v.array(id)),
    /** Whether the same may be taken later. */
    retry: v.boolean(),
  }),
  cast: v.object({ type: v.literal('cast'), by: id, client: v.optional(id), kind, body: v.unknown() }),
  pong: v.object({ type: v.literal('pong'), t: time, now: time }),
};

type Frame<T extends Record<string, v.GenericSchema>> = { [K in keyof T]: v.InferOutput<T[K]> }[keyof T];
export type ClientFrame = Frame<typeof clientFrames>;
export type ServerFrame = Frame<typeof serverFrames>;
export type HelloFrame = v.InferOutput<typeof clientFrames.hello>;
export type WelcomeFrame = v.InferOutput<typeof serverFrames.welcome>;
export type RefusedFrame = v.InferOutput<typeof serverFrames.refused>;
export type FrameDraft = v.InferOutput<typeof draftSchema>;
export type WireSnapshot = v.InferOutput<typeof snapshotSchema>;

/** What came of reading a frame: the frame, a type that this version does not know, or why it is none. */
export type Read<F> = { frame: F } | { unknown: string } | { problem: string };

/** Reads a frame that a client sent, from its text or from what JSON made of it. */
export const readClientFrame = (input: unknown): Read<ClientFrame> =>
  read(clientFrames, input, quickClientFrame);
/** Reads a frame that a backend sent. */
export const readServerFrame = (input: unknown): Read<ServerFrame> =>
  read(serverFrames, input, quickServerFrame);

function read<T extends Record<string, v.GenericSchema>>(
  schemas: T,
  input: unknown,
  quick: (value: Record<string, unknown>) => Frame<T> | undefined,
): Read<Frame<T>> {
  const value = typeof input === 'string' ? parsed(input) : input;
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
    return { problem: 'A frame is a JSON object with a "type".' };
  const usual = quick(value as Record<string, unknown>);
  if (usual) return { frame: usual };
  const schema = Object.hasOwn(schemas, value.type) ? schemas[value.type] : undefined;
  if (!schema) return { unknown: value.type };
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { frame: result.output as Frame<T> };
  const [issue] = result.issues;
  return { problem: `${value.type}: ${v.getDotPath(issue) ?? 'frame'}: ${issue.message}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
