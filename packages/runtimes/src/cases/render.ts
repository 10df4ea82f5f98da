import type { Json } from './case.js';

const WIDE = 72;

/**
 * A value as text for a person and for a line diff: on one line while that is short, else one item a line. A text of
 * several lines stands as it is.
 */
export function render(value: Json): string {
  if (typeof value === 'string' && value.includes('\n')) return value;
  return write(value, 0);
}

function write(value: Json, depth: number): string {
  const line = flat(value);
  if (line.length + depth * 2 <= WIDE || typeof value !== 'object' || value === null || isWord(value))
    return line;
  const inner = '  '.repeat(depth + 1);
  const items = Array.isArray(value)
    ? value.map((item) => inner + write(item, depth + 1))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${write(item, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function flat(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isWord(value)) return String(value.$ === 'repr' ? value.text : value.$);
  const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

/** What a driver writes for a value that JSON has not. */
function isWord(value: Json): value is { $: string; text?: string } {
  return typeof value === 'object' && value !== null && '$' in value && typeof value.$ === 'string';
}
