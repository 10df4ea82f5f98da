/** A path that was taken, or why it was not, in words for a model. */
export type Taken<Value> =
  { readonly ok: Value; readonly error?: undefined } | { readonly error: string; readonly ok?: undefined };

/** Where the shell has the workspace. A path that begins so means the same file. */
export const MOUNT = '/workspace';

const LONGEST = 300;

/** What a path may not be, and what is said of one that is. Order matters: the first that holds is told. */
const refusals: readonly [when: (path: string) => boolean, error: string][] = [
  [(path) => path === '', 'A path is missing.'],
  [(path) => path.length > LONGEST, 'The path is too long.'],
  [(path) => /\p{C}/u.test(path), 'A path has no control characters and no invisible ones.'],
  [(path) => path.includes('\\'), 'Paths have "/" between their parts, not "\\".'],
  // A full-width dot or slash is none here, and may become one elsewhere.
  [(path) => path.normalize('NFKC') !== path.normalize('NFC'), 'A path has no look-alike characters.'],
  [(path) => /%2e|%2f|%5c/i.test(path), 'Paths are not percent-encoded.'],
  [(path) => /^[a-z][a-z0-9+.-]*:/i.test(path), 'A path is no address and has no drive.'],
  [
    (path) => path.startsWith('/') || path.startsWith('~'),
    `That is outside the workspace: paths are relative, such as "main.py".`,
  ],
  [(path) => path.split('/').includes('..'), 'That may lead outside the workspace: a path has no "..".'],
  [(path) => path.split('/').some((part) => part === '__proto__'), 'A file cannot have this name.'],
];

/** The path of the workspace that a model means. */
export function takePath(value: unknown): Taken<string> {
  if (typeof value !== 'string') return { error: 'A path is a text.' };
  const inside = value.startsWith(`${MOUNT}/`) ? value.slice(MOUNT.length + 1) : value;
  const refused = refusals.find(([when]) => when(inside));
  if (refused) return { error: refused[1] };
  const path = parts(inside).join('/').normalize('NFC');
  return path === '' ? { error: 'That is the workspace itself, not a file in it.' } : { ok: path };
}

/** The folder that a model means: '' for the workspace as a whole. */
export function takeFolder(value: unknown): Taken<string> {
  if (
    value === undefined ||
    value === MOUNT ||
    (typeof value === 'string' && /^[./]*$/.test(value) && !value.includes('..'))
  )
    return { ok: '' };
  return takePath(value);
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/** Whether a path is a folder or in it. */
export const isIn = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);
