import { isObject, objectOf, parseJson, textOf, type Json } from '../wire/index.js';
import { utcOf } from './time.js';

/** Something that the backend said, whatever its envelope. */
export interface Word {
  /** `interview_started`, `message`, `subprocess_output`. */
  readonly name: string;
  readonly data: Json;
  /** When, in milliseconds since 1970, where it says so. */
  readonly at?: number;
}

/** Longer frames are not read. */
const LONGEST = 1_000_000;
const ENVELOPE: ReadonlySet<string> = new Set(['type', 'event_type', 'session_id', 'data']);

/**
 * Reads a frame of either variant: what it is stands in `data.event_type`, in `event_type` or in `type`, and what it says in
 * `data`, in `data.data` or flat beside them.
 */
export function readFrame(text: string): Word {
  if (text.length > LONGEST) return { name: 'too-long', data: { length: text.length } };
  const frame = parseJson(text);
  if (!isObject(frame)) return { name: 'unreadable', data: { text: text.slice(0, 1000) } };
  const own = objectOf(frame['data']);
  const inner = objectOf(own['data']);
  const name = [own['event_type'], frame['event_type'], frame['type']].map(textOf).find(Boolean) ?? 'unnamed';
  const data = Object.fromEntries(
    [frame, own, inner].flatMap((each) => Object.entries(each).filter(([key]) => !ENVELOPE.has(key))),
  );
  // Text alone in the place of an object: the output of a process.
  const said = typeof frame['data'] === 'string' ? { ...data, data: frame['data'] } : data;
  const at = utcOf(data['timestamp']);
  return { name: nameOf(name), data: said, ...(at !== undefined && { at }) };
}

/** The same for `inactivity-nudge` and `Inactivity_Nudge`. */
const nameOf = (name: string): string => name.slice(0, 100).toLowerCase().replace(/[-\s]/g, '_');

/** What a word says, as text; the first of the names that there is. */
export const saidIn = (data: Json, ...names: readonly string[]): string =>
  names
    .map((name) => textOf(data[name]).trim())
    .find(Boolean)
    ?.slice(0, 20_000) ?? '';

/** All that a word says, for people to look at. */
export function shownIn(data: Json): string {
  try {
    return JSON.stringify(data).slice(0, 2000);
  } catch {
    // Nested deeper than can be written out.
    return '…';
  }
}
