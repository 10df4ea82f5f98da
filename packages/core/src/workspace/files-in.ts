import type { Doc } from 'yjs';

/**
 * The path of each file in a room's document, and the name of its text, sorted by path. Two who rename a file at the same
 * time leave two paths to its text: the first of them is the file's, for everyone, and the other is as if it were not
 * there. Nothing has to be written for that, so that nobody's repair can collide with another's.
 */
export function pathsIn(doc: Doc): Map<string, string> {
  const all = [...doc.getMap<string>('files')].sort(([one], [other]) => (one < other ? -1 : 1));
  const seen = new Set<string>();
  return new Map(all.filter(([, name]) => !seen.has(name) && seen.add(name)));
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
