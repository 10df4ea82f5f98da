import { inspect } from 'node-inspect-extracted';
import type { Json } from '../../../cases/case.js';

const DEEP = 200;

/** A result as JSON. What JSON cannot say is marked: `{"$":"NaN"}`, or shown: `{"$":"repr","text":"Map(1) {…}"}`. */
export function encode(value: unknown, depth = 0, inside: readonly object[] = []): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { $: String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'object':
      return value === null ? null : encodeObject(value, depth, inside);
    default:
      return repr(value);
  }
}

function encodeObject(value: object, depth: number, inside: readonly object[]): Json {
  if (depth > DEEP || inside.includes(value)) return repr(value);
  const next = (item: unknown): Json => encode(item, depth + 1, [...inside, value]);
  // Array.from gives the holes of a sparse array as undefined.
  if (Array.isArray(value)) return Array.from(value as unknown[], next);
  if (value instanceof Set) return [...(value as Set<unknown>)].map(next);
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return [...(value as unknown as Iterable<unknown>)].map(next);
  if (!isPlain(value) || '$' in value) return repr(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, next(item)]));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function repr(value: unknown): Json {
  return { $: 'repr', text: inspect(value, { depth: 6 }) };
}
