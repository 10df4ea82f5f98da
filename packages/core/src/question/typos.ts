import type { GenericSchema } from 'valibot';
import { writePath, type Problem, type Step } from './problem.js';
import { variantOf } from './variant.js';

/*
 * Keys that the format does not know are let be (a page may keep its own things there), but one that is a letter or two
 * away from a known one is a slip that would else be silent: `"hint": […]` would just show no hints.
 */

/** The part of a valibot schema that tells which keys belong where. */
interface Shape {
  type: string;
  entries?: Record<string, Shape>;
  item?: Shape;
  value?: Shape;
  wrapped?: Shape;
  options?: readonly Shape[];
}

/** Keys that look like a misspelt known key, at any depth. */
export function misspelled(schema: GenericSchema, value: unknown): Problem[] {
  return walk(schema as unknown as Shape, value, []);
}

function walk(shape: Shape, value: unknown, at: Step[]): Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  if (shape.wrapped) return walk(shape.wrapped, value, at);
  if (shape.options) return walkUnion(shape.options, value, at);
  if (Array.isArray(value)) {
    const { item } = shape;
    return item ? value.flatMap((each, index) => walk(item, each, [...at, index])) : [];
  }
  const { entries } = shape;
  const slips = entries ? slipsIn(Object.keys(entries), Object.keys(value), at) : [];
  return [...slips, ...Object.entries(value).flatMap(([key, each]) => walkKey(shape, key, each, at))];
}

function walkKey(shape: Shape, key: string, value: unknown, at: Step[]): Problem[] {
  const inner = shape.entries && Object.hasOwn(shape.entries, key) ? shape.entries[key] : shape.value;
  return inner ? walk(inner, value, [...at, key]) : [];
}

function walkUnion(options: readonly Shape[], value: object, at: Step[]): Problem[] {
  const meant = options.filter((option) => option.entries);
  const shape = meant.length > 1 ? (variantOf(value) as Shape | undefined) : meant[0];
  return shape ? walk(shape, value, at) : [];
}

function slipsIn(known: string[], keys: string[], at: Step[]): Problem[] {
  return keys.flatMap((key) => {
    if (known.includes(key)) return [];
    const meant = known.find((name) => !keys.includes(name) && isSlip(key, name));
    if (!meant) return [];
    return [
      { path: writePath([...at, key]), message: `\`${key}\` means nothing here. Did you mean \`${meant}\`?` },
    ];
  });
}

/** Another case, or one letter changed, left out, added or swapped with its neighbour (two in a long name). */
function isSlip(key: string, name: string): boolean {
  if (key.length > 40) return false;
  const allowed = name.length > 7 ? 2 : name.length > 3 ? 1 : 0;
  return distance(key.toLowerCase().replace(/[-_]/g, ''), name.toLowerCase()) <= allowed;
}

/** Optimal string alignment: edits and swaps of neighbours that make one of the other. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swap =
        from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
