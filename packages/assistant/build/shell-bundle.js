// The shell as one module without imports: its entry for browsers asks for `node:zlib`, which browsers do not have (only
// gzip and its like use it: they answer with an error). Nor does it parse HTML: pages that require trusted types report who
// tries, and `turndown` (html-to-markdown) tries as soon as it is loaded.
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const zlib = `
const none = () => { throw new Error('compression is not available in this shell'); };
export const gunzipSync = none, gzipSync = none, constants = {};
export default { gunzipSync, gzipSync, constants };`;

const turndown = `
export default class { constructor() { throw new Error('HTML cannot be converted in this shell'); } }`;

/** Answers in the place of modules that a page lacks, or must not have. */
const absent = { 'node:zlib': zlib, turndown };

const withoutThem = {
  name: 'without-them',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:zlib|turndown)$/ }, ({ path }) => ({ path, namespace: 'without' }));
    onLoad({ filter: /.*/, namespace: 'without' }, ({ path }) => ({ contents: absent[path] }));
  },
};

/**
 * How esbuild makes it, in place of the compiled `just-bash.ts`.
 * @type {import('esbuild').BuildOptions}
 */
export const shellBundle = {
  entryPoints: [at('src/tools/shell/just-bash.ts')],
  outfile: at('dist/tools/shell/just-bash.js'),
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'eof',
  plugins: [withoutThem],
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};
