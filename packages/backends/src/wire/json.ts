/** An object of JSON of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** What a text says as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The object that it is, or an empty one. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
/** The text that it is, or an empty one; numbers are written out. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** The finite number that it is; undefined where it is none. */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
