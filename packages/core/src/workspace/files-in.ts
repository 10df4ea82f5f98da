import type { Doc } from 'yjs';

/** The name of a file's text. The prefix keeps a file called "files" from being taken for the map. */
export const nameOf = (path: string): string => `file:${path}`;

/** Anyone may write anything into the map; what is no name of a text is no file. */
const isTextName = (name: unknown): boolean => typeof name === 'string' && name.startsWith(nameOf(''));

/**
 * The path of each file in a room's document, and the name of its text, sorted by path. What people do at the same time
 * may leave the map in disorder; what it means is the same for everyone, and nothing has to be written for that, so that
 * nobody's repair collides with another's:
 * - Two who rename one file leave two paths to its text. The first of them is the file's, and the other is not there.
 * - Two files that come to one path leave a text without any, as does who removes a file that another writes in. A text
 *   that says something is a file: it is found where it began.
 */
export function pathsIn(doc: Doc): Map<string, string> {
  const files = [...doc.getMap<string>('files')].filter(([, name]) => isTextName(name));
  const seen = new Set<string>();
  const found = new Map(files.sort(byPath).filter(([, name]) => !seen.has(name) && seen.add(name)));
  const lost = [...doc.share.keys()].filter((name) => isTextName(name) && !seen.has(name));
  const astray = lost.sort().filter((name) => doc.getText(name).length > 0);
  if (astray.length === 0) return found;
  for (const name of astray) found.set(freePath(name, found), name);
  return new Map([...found].sort(byPath));
}

const byPath = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1);

/** Where a text began, or beside it: `a.py`, `a-2.py`. */
function freePath(name: string, taken: ReadonlyMap<string, string>): string {
  const path = name.slice(nameOf('').length).replace(/#\d+$/, '');
  const [, stem = path, ending = ''] = /^(.*[^/])(\.[^./]*)$/s.exec(path) ?? [];
  for (let next = 1; ; next++) {
    const free = next === 1 ? path : `${stem}-${next}${ending}`;
    if (!taken.has(free)) return free;
  }
}

/**
 * Path and text of the files in a room's document; with a prefix those that begin with it, without it. For those who read
 * a document and do not write in it: `Workspace` is for those who do.
 */
export function filesIn(doc: Doc, prefix = ''): Record<string, string> {
  const names = [...pathsIn(doc)].filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(
    names.map(([path, name]) => [path.slice(prefix.length), doc.getText(name).toString()]),
  );
}
