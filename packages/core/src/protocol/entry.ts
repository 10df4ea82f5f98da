import * as v from 'valibot';

/** Who may read an entry. Absent means everyone in the room. */
export type Audience = 'interviewers';

/** One thing that happened in a room, as the log keeps it. */
export interface Entry<Kind extends string = string, Body = unknown> {
  /** Chosen by its author; appending the same one again changes nothing. */
  readonly id: string;
  /** Its place in the log, from 1, given by the log. */
  readonly seq: number;
  /** When the log took it, in milliseconds since 1970, by the log's clock. */
  readonly at: number;
  /** The participant who wrote it. */
  readonly by: string;
  readonly kind: Kind;
  readonly body: Body;
  readonly audience?: Audience;
  /** The hash of the entry before, in hexadecimal. */
  readonly prev: string;
  /** SHA-256 over all of the above, see `chain.ts`. */
  readonly hash: string;
}

/** An entry as its author hands it in, before the log gives it a place. */
export type Draft<Kind extends string = string, Body = unknown> = Pick<
  Entry<Kind, Body>,
  'id' | 'by' | 'kind' | 'body' | 'audience'
>;

/** In the place of an entry that is not for its reader: enough to check the chain. */
export interface Withheld {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly withheld: true;
}

/** What a reader is given of a log. */
export type Delivered = Entry | Withheld;

export const isWithheld = (delivered: Delivered): delivered is Withheld => 'withheld' in delivered;

/** What someone may know of an entry that is not for them. */
export const withhold = ({ seq, prev, hash }: Entry): Withheld => ({ seq, prev, hash, withheld: true });

/** Something told to whoever is there now and never kept: a cursor, a person typing. */
export interface Cast {
  readonly by: string;
  /** Which of their tabs or devices it came from. */
  readonly client?: string;
  readonly kind: string;
  readonly body: unknown;
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The shape of an entry from outside. Fields that it does not name are kept, for they are hashed too. */
export const entrySchema = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.number(),
  by: v.string(),
  kind: v.string(),
  body: v.unknown(),
  audience: v.optional(v.literal('interviewers')),
  prev: hash,
  hash,
});
