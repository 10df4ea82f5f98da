import type { IncomingMessage } from 'node:http';

/** A request, read. */
export interface Ask {
  readonly method: string;
  /** Without the query, as it came. */
  readonly path: string;
  /** What stood in the place of `:name` and `*name`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** The body as it came. */
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

/** `POST /sessions/:id` as an expression; `*rest` takes slashes too. */
export function patternOf(route: string): RegExp {
  const source = route
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace(/\*(\w+)/g, '(?<$1>.*)');
  return new RegExp(`^${source}/?$`);
}

/** The first row whose key fits, with what stands in the place of its names. */
export function find<T>(
  table: readonly (readonly [RegExp, T])[],
  what: string,
): { row: T; params: Record<string, string> } | undefined {
  for (const [pattern, row] of table) {
    const groups = pattern.exec(what)?.groups;
    if (groups || pattern.test(what)) return { row, params: decoded(groups ?? {}) };
  }
  return undefined;
}

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
