import type { Json } from './case.js';

/** How two values are compared. */
export interface Comparison {
  /** Default 1e-9 between numbers that are not both whole; given, it holds for all. */
  tolerance?: number;
  unordered?: boolean | 'deep';
}
type JsonObject = { [key: string]: Json };

/** What a driver writes for values that JSON has not. */
const odd: Record<string, number> = { 'NaN': NaN, 'Infinity': Infinity, '-Infinity': -Infinity };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The number that a value is or stands for. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return isObject(value) && typeof value.$ === 'string' ? odd[value.$] : undefined;
}

/** Nothing is nothing: `undefined` in one language is `null` in another. */
const isNothing = (value: Json): boolean => value === null || (isObject(value) && value.$ === 'undefined');

/** Whether two values are equal: deeply, numbers within the tolerance, NaN to NaN, lists as bags if so asked. */
export function isEqual(expected: Json, actual: Json, how: Comparison = {}): boolean {
  if (isNothing(expected) || isNothing(actual)) return isNothing(expected) && isNothing(actual);
  const [a, b] = [numberOf(expected), numberOf(actual)];
  if (a !== undefined || b !== undefined)
    return a !== undefined && b !== undefined && isNear(a, b, how.tolerance);
  if (Array.isArray(expected)) return Array.isArray(actual) && isEqualList(expected, actual, how);
  if (isObject(expected)) return isObject(actual) && isEqualObject(expected, actual, how);
  return expected === actual;
}

function isNear(a: number, b: number, tolerance: number | undefined): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  if (tolerance === undefined && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false;
  return Math.abs(a - b) <= (tolerance ?? 1e-9) * Math.max(1, Math.abs(a), Math.abs(b));
}

function isEqualObject(expected: JsonObject, actual: JsonObject, how: Comparison): boolean {
  const keys = Object.keys(expected);
  if (keys.length !== Object.keys(actual).length) return false;
  return keys.every((key) => {
    const [a, b] = [expected[key], actual[key]];
    return Object.hasOwn(actual, key) && a !== undefined && b !== undefined && isEqual(a, b, below(how));
  });
}

/** `unordered: true` is for the outermost list alone. */
const below = (how: Comparison): Comparison =>
  how.unordered === 'deep' ? how : { ...how, unordered: false };

function isEqualList(expected: Json[], actual: Json[], how: Comparison): boolean {
  if (expected.length !== actual.length) return false;
  if (how.unordered) return isEqualBag(expected, actual, below(how));
  return expected.every((item, at) => isEqual(item, actual[at] as Json, how));
}

/** Pairs off what is written the same, then looks for a perfect matching among the few that are left. */
function isEqualBag(expected: Json[], actual: Json[], how: Comparison): boolean {
  // Within a tolerance, one that fits exactly may be the only one that fits another at all.
  if (how.tolerance !== undefined) return canMatch(expected, actual, how);
  const same = group(actual);
  const left = expected.filter((item) => same.get(JSON.stringify(item))?.pop() === undefined);
  return canMatch(left, [...same.values()].flat(), how);
}

function group(items: Json[]): Map<string, Json[]> {
  const groups = new Map<string, Json[]>();
  for (const item of items) {
    const key = JSON.stringify(item);
    const found = groups.get(key);
    if (found) found.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Kuhn's algorithm: with tolerances, the first that fits may be another's only one. */
function canMatch(left: Json[], right: Json[], how: Comparison): boolean {
  const taken = new Map<number, number>();
  const place = (item: number, seen: Set<number>): boolean =>
    right.some((candidate, at) => {
      if (seen.has(at) || !isEqual(left[item] as Json, candidate, how)) return false;
      seen.add(at);
      const holder = taken.get(at);
      if (holder !== undefined && !place(holder, seen)) return false;
      taken.set(at, item);
      return true;
    });
  return left.every((_, item) => place(item, new Set()));
}
