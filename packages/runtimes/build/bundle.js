import { build } from 'esbuild';
import { rename, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { root } from './paths.js';

const pack = promisify(gzip);
const WORTH_PACKING = 64 * 1024;

/** Modules of Node that a library names and does not need in a worker. A package of the same name goes first. */
const nothing = {
  name: 'nothing',
  setup({ onResolve, onLoad, resolve }) {
    const names = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);
    onResolve({ filter: names }, async ({ path, pluginData, ...where }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { ...where, pluginData: 'asked' });
      const real = found.errors.length === 0 && !found.external && isAbsolute(found.path);
      return real ? found : { path, namespace: 'nothing' };
    });
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** One module without imports: its text, and the files it was made of. */
export async function bundleText(entry, { format = 'esm', define = {} } = {}) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format,
    platform: 'browser',
    target: 'es2022',
    absWorkingDir: root,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins: [nothing],
    logLevel: 'error',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const outside = imports.filter((one) => one.external).map((one) => one.path);
  if (outside.length > 0) throw new Error(`${entry} still imports ${outside.join(', ')}`);
  const files = Object.keys(metafile.inputs).filter((path) => !path.includes(':'));
  return { code: outputFiles[0].text, files: files.map((path) => resolve(root, path)) };
}

/** Written to `out`, or to `out` + `.gz` where it is large; at once, for somebody may be serving the folder. */
export async function bundle(entry, out) {
  const { code, files } = await bundleText(entry);
  const packed = code.length >= WORTH_PACKING;
  const [path, other] = packed ? [`${out}.gz`, out] : [out, `${out}.gz`];
  const fresh = join(root, 'dist', `.${process.pid}.tmp`);
  await writeFile(fresh, packed ? await pack(code, { level: 9 }) : code);
  await rename(fresh, path);
  await rm(other, { force: true });
  return files;
}
