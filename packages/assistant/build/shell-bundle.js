// The shell as one module without imports: its entry for browsers asks for `node:zlib`, which browsers do not have (only
// gzip and its like use it: they answer with an error).
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const zlib = `
const none = () => { throw new Error('compression is not available in this shell'); };
export const gunzipSync = none, gzipSync = none, constants = {};
export default { gunzipSync, gzipSync, constants };`;

/** Answers for Node's modules that a browser lacks. */
const withoutNode = {
  name: 'without-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:zlib$/ }, ({ path }) => ({ path, namespace: 'without-node' }));
    onLoad({ filter: /.*/, namespace: 'without-node' }, () => ({ contents: zlib }));
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
  plugins: [withoutNode],
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};
