import { isObject, listOf } from '../wire/index.js';

const LONGEST = 500;
const DEEPEST = 8;
/** What may say what a hidden test expects. */
const KEPT_BACK = /expected|^test_?cases?$|^solution$|^answers?$/i;

/** Something that is not known here, as a text for people: short, and without anything that a candidate may not know. */
export function redacted(value: unknown): string {
  if (typeof value === 'string') return KEPT_BACK_IN_TEXT.test(value) ? '' : value.slice(0, LONGEST);
  return (JSON.stringify(plain(value, 0)) ?? '').slice(0, LONGEST);
}

/** A text that is no JSON but was meant to be: nothing of it can be told apart. */
const KEPT_BACK_IN_TEXT = /expected|test_?cases?/i;

function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value))
    return listOf(value)
      .slice(0, 20)
      .map((each) => plain(each, depth + 1));
  if (!isObject(value)) return typeof value === 'string' ? value.slice(0, LONGEST) : value;
  const fields = Object.entries(value).slice(0, 40);
  return Object.fromEntries(
    fields.filter(([name]) => !KEPT_BACK.test(name)).map(([name, each]) => [name.slice(0, 100), plain(each, depth + 1)]), // prettier-ignore
  );
}
