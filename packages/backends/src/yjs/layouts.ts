import { Text, type Doc } from 'yjs';
import type { Bridge } from '../bridge/index.js';

/** How a document is laid out that someone else made: which of its texts are which files of the room. */
export interface Layout {
  /** The texts that there are, by the path of their file. */
  texts(doc: Doc): Map<string, Text>;
  /** Makes a text for a new file of the room. Absent where the document has no place for one. */
  add?(doc: Doc, path: string): Text | undefined;
  remove?(doc: Doc, path: string): void;
}

/** Where a file of a room goes that has no other name. */
const USUAL = 'python/main.py';
/** So many files of a document are files of the room. */
const MOST = 200;

/**
 * The layout that the settings name: `text=monaco&path=python/main.py`, once or several times, is one text a file; `map=files&language=java`
 * is a map from a file's name to its text. Undefined where the document is laid out as this room would.
 */
export function layoutIn({ settings }: Pick<Bridge, 'settings'>): Layout | undefined {
  const names = settings.getAll('text').filter(Boolean);
  if (names.length > 0) return named(names, settings.getAll('path'));
  const map = settings.get('map');
  return map ? mapped(map, settings.get('language') || 'python') : undefined;
}

/** The paths of files that a layout has before anyone has come. */
export function pathsIn({ settings }: Pick<Bridge, 'settings'>): string[] {
  return settings.getAll('text').map((_, at) => settings.getAll('path')[at] ?? USUAL);
}

function named(names: readonly string[], paths: readonly string[]): Layout {
  const rows = new Map(names.map((name, at) => [paths[at] ?? USUAL, name]));
  return { texts: (doc) => new Map([...rows].map(([path, name]) => [path, doc.getText(name)])) };
}

function mapped(name: string, language: string): Layout {
  const start = `${language}/`;
  const nameOf = (path: string) => (path.startsWith(start) ? path.slice(start.length) : undefined);
  return {
    texts: (doc) => {
      const all = [...doc.getMap(name)].filter((row): row is [string, Text] => isFile(row)).slice(0, MOST);
      return new Map(all.map(([key, text]) => [start + key, text]));
    },
    add: (doc, path) => {
      const key = nameOf(path);
      return key === undefined ? undefined : doc.getMap<Text>(name).set(key, new Text());
    },
    remove: (doc, path) => doc.getMap(name).delete(nameOf(path) ?? ''),
  };
}

const isFile = ([key, value]: readonly [string, unknown]): boolean =>
  value instanceof Text && /^[^/\p{Cc}][^\p{Cc}]{0,200}$/u.test(key) && !key.includes('..');
