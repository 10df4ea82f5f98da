/**
 * Small things that are pleasant to find again (where a splitter stood, which language was used last). A browser
 * may refuse storage, be full, or hold rubbish under the key: none of that is an error, the default is used.
 */
const PREFIX = 'interview-room:';

/** What was kept under `key`, if `accept` says it is of the right kind. */
export function recall<T>(key: string, accept: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
    return accept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps `value` under `key`; `undefined` forgets it. Says whether the browser took it. */
export function remember(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isString = (value: unknown): value is string => typeof value === 'string';
