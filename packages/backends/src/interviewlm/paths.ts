/** The folder of the sandbox in which all files are. */
const WORKSPACE = '/workspace/';
const LONGEST = 400;

/** A path within the workspace: `/workspace/src/a.py` → `src/a.py`. Empty where it is none, or leads out of it. */
export function relative(remote: string): string {
  const path = remote.startsWith(WORKSPACE) ? remote.slice(WORKSPACE.length) : remote;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const wrong = parts.includes('..') || /[\\\0-\x1f]/.test(path) || path.length > LONGEST;
  return wrong || `/${parts.join('/')}` === WORKSPACE.slice(0, -1) ? '' : parts.join('/');
}

/** As the backend writes it: `src/a.py` → `/workspace/src/a.py`. */
export const absolute = (path: string): string => `${WORKSPACE}${path}`;

/** Within one language of the room: `python/src/a.py` → `src/a.py`. */
export const withoutLanguage = (path: string): string => path.slice(path.indexOf('/') + 1);

/** What is of no use in an editor, or too much for one. */
export const isLeftOut = (path: string): boolean =>
  /(^|\/)(node_modules|\.git|__pycache__|\.venv|\.next)\//.test(path) ||
  /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|tar|wasm|so|pyc|class|exe|woff2?|mp[34])$/i.test(path);

/** Where what was typed is put aside: `solution.mine.py`, `solution.mine-2.py`. */
export function asideOf(path: string, word: string, taken: (path: string) => boolean): string {
  const dot = path.lastIndexOf('.') > path.lastIndexOf('/') ? path.lastIndexOf('.') : path.length;
  for (let count = 1; ; count++) {
    const name = `${path.slice(0, dot)}.${word}${count > 1 ? `-${count}` : ''}${path.slice(dot)}`;
    if (!taken(name)) return name;
  }
}
