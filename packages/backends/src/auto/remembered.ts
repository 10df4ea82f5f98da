import { isObject, parseJson, textOf } from '../wire/index.js';
import type { Found } from './signs.js';

/*
 * What a backend spoke when it was last reached, so that a room that is kept here can be seen without it. A browser that keeps
 * nothing, and Node, have none.
 */
const nameOf = (base: string): string => `interview-room/dialect ${base}`;

export function recall(base: string): Found | undefined {
  const kept = parseJson(attempt(() => localStorage.getItem(nameOf(base))) ?? '');
  const dialect = isObject(kept) ? textOf(kept['dialect']) : '';
  if (!isObject(kept) || !dialect) return undefined;
  const variant = textOf(kept['variant']);
  return { dialect, ...(variant && { variant }), by: 'what it spoke before' };
}

export function remember(base: string, { dialect, variant = '' }: Found): void {
  attempt(() => localStorage.setItem(nameOf(base), JSON.stringify({ dialect, variant })));
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
