const code = ['.js', '.ts', '.mjs', '.mts', '.cjs', '.cts', '.jsx', '.tsx'];
/** What TypeScript lets one write for a file that will be: `./a.js` names `a.ts`. */
const written: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
};

export function extensionOf(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? '';
}
export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}
export function isCode(path: string): boolean {
  return code.includes(extensionOf(path));
}
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** `a/../b/./c` → `b/c`. Undefined where it leads out of the workspace. */
export function normalize(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Whether a specifier names a file of the workspace rather than a package. */
export function isRelative(specifier: string): boolean {
  return (
    /^\.{0,2}\//.test(specifier) ||
    specifier === '.' ||
    specifier === '..' ||
    specifier.startsWith('file:///')
  );
}

/** The file that a specifier means, as Node and TypeScript would look for it. */
export function resolve(specifier: string, from: string, has: (path: string) => boolean): string | undefined {
  const plain = specifier.replace(/^file:\/\/\//, '/').replace(/[?#].*$/, '');
  const base = normalize(plain.startsWith('/') ? plain : `${directoryOf(from)}/${plain}`);
  return base === undefined ? undefined : candidates(base).find(has);
}

function candidates(base: string): string[] {
  const extension = extensionOf(base);
  const stem = base.slice(0, base.length - extension.length);
  const index = base === '' ? 'index' : `${base}/index`;
  return [
    base,
    ...(written[extension] ?? []).map((other) => stem + other),
    ...[...code, '.json'].map((other) => base + other),
    ...[...code, '.json'].map((other) => index + other),
  ];
}
