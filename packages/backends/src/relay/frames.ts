import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type Json } from '../wire/index.js';

/** Someone at a pad. */
export interface PadPerson {
  readonly id: string;
  readonly name: string;
  readonly cursor?: PadCursor;
}
/** A place in the text, both from 1. */
export interface PadCursor {
  readonly line: number;
  readonly column: number;
}
/** What came of a run. */
export interface PadResult {
  readonly output: string;
  readonly error: string | null;
}

/** What a pad says, whichever of its variants says it. */
export type PadEvent =
  | { readonly kind: 'code'; readonly code: string; readonly by?: string }
  | { readonly kind: 'joined'; readonly person: PadPerson }
  | { readonly kind: 'left'; readonly id: string }
  | { readonly kind: 'present'; readonly people: readonly PadPerson[] }
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'result'; readonly result: PadResult; readonly by?: string }
  | { readonly kind: 'cursor'; readonly by: string; readonly cursor: PadCursor }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly text: string };

/** So long a name may be, and so many people are looked at. */
const LONGEST_NAME = 200;
const MOST_PEOPLE = 100;

type Read = (payload: Json) => PadEvent | undefined;

const code: Read = (payload) => {
  const text = payload['code'] ?? payload['content'];
  return typeof text === 'string' ? { kind: 'code', code: plain(text), ...byOf(payload) } : undefined;
};
const joined: Read = (payload) => {
  const person = personOf(payload['user'] ?? payload['participant'] ?? payload);
  return person && { kind: 'joined', person };
};
const left: Read = (payload) => {
  const id = personOf(payload['user'] ?? payload['participant'] ?? payload)?.id ?? textOf(payload['userId']);
  return id ? { kind: 'left', id } : undefined;
};
const present: Read = (payload) => {
  const people = payload['participants'] ?? payload['users'];
  return Array.isArray(people) ? { kind: 'present', people: peopleOf(people) } : undefined;
};
const language: Read = (payload) => {
  const name = textOf(payload['language']).trim().toLowerCase();
  return name ? { kind: 'language', language: name.slice(0, LONGEST_NAME) } : undefined;
};
const result: Read = (payload) => {
  if (!('output' in payload) && !('error' in payload)) return undefined;
  return { kind: 'result', result: resultOf(payload), ...byOf(payload) };
};
const cursor: Read = (payload) => {
  const place = cursorOf(payload['cursor']);
  const { by } = byOf(payload);
  return place && by ? { kind: 'cursor', by, cursor: place } : undefined;
};
const error: Read = (payload) => {
  const text = textOf(payload['message']) || textOf(payload['error']);
  return { kind: 'error', text: text || 'The pad said that something went wrong.' };
};

/** By their names in the one spelling: `code-change`, `codeChange` and `code_change` are one. */
const events: Readonly<Record<string, Read>> = {
  code_change: code,
  code_update: code,
  user_joined: joined,
  participant_joined: joined,
  user_left: left,
  participant_left: left,
  presence_update: present,
  language_change: language,
  language_updated: language,
  execution_result: result,
  cursor_change: cursor,
  cursor_update: cursor,
  cursor_move: cursor,
  error,
};

/** Reads a frame. What cannot be understood is said as it came. */
export function readFrame(text: string): PadEvent {
  const frame = parseJson(text);
  const type = isObject(frame) ? textOf(frame['type'] ?? frame['event']) : '';
  const unknown: PadEvent = { kind: 'unknown', name: type || 'frame', text: text.slice(0, 1_000) };
  if (!isObject(frame)) return unknown;
  const payload = frame['payload'] ?? frame['data'];
  const name = type
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
  const read = Object.hasOwn(events, name) ? events[name] : undefined;
  return read?.(isObject(payload) ? payload : frame) ?? unknown;
}

/** A text as editors keep it. */
export function plain(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  // A half of a character would not survive being sent.
  return lines.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

export const peopleOf = (people: unknown): PadPerson[] =>
  listOf(people)
    .slice(0, MOST_PEOPLE)
    .flatMap((each) => personOf(each) ?? []);

function personOf(value: unknown): PadPerson | undefined {
  if (typeof value === 'string') return value ? { id: short(value), name: short(value) } : undefined;
  const person = objectOf(value);
  const name = textOf(person['name']) || textOf(person['username']) || textOf(person['userName']);
  const id = textOf(person['id']) || textOf(person['userId']) || name;
  const cursor = cursorOf(person['cursor']);
  return id ? { id: short(id), name: short(name || id), ...(cursor && { cursor }) } : undefined;
}

export function resultOf(payload: Json): PadResult {
  const said = payload['error'];
  const error = said === null || said === undefined || said === '' ? null : written(said);
  return { output: plain(written(payload['output'] ?? '')), error: error === null ? null : plain(error) };
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : ((textOf(objectOf(value)['message']) || JSON.stringify(value)) ?? '');

/** `{line, column}`, and as other editors have it. */
export function cursorOf(value: unknown): PadCursor | undefined {
  const place = objectOf(value);
  const line = numberOf(place['line'] ?? place['lineNumber'] ?? place['row']);
  const column = numberOf(place['column'] ?? place['ch']);
  return line === undefined || column === undefined ? undefined : { line, column };
}

function byOf(payload: Json): { by?: string } {
  const by = textOf(payload['userId']) || textOf(payload['id']) || textOf(payload['name']);
  return by ? { by: short(by) } : {};
}

const short = (text: string): string => text.slice(0, LONGEST_NAME);
