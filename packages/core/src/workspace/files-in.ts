import type { Doc } from 'yjs';

/**
 * Path and text of the files in a room's document; with a prefix those that begin with it, without it. For those who read
 * a document and do not write in it: `Workspace` is for those who do.
 */
export function filesIn(doc: Doc, prefix = ''): Record<string, string> {
  const names = [...doc.getMap<string>('files')].filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(
    names.map(([path, name]) => [path.slice(prefix.length), doc.getText(name).toString()]),
  );
}
