/** The library files the checker knows, by name: the language's own (`lib.es2023.d.ts`, …) and what the engine adds. */
export type Libraries = Readonly<Record<string, string>>;

/** The name of the asset that holds them, as JSON. */
export const LIBRARIES = 'libraries.json';
export const FOLDER = '/libraries/';

export function readLibraries(asset: ArrayBuffer): Libraries {
  return JSON.parse(new TextDecoder().decode(asset)) as Libraries;
}
