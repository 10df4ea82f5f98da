import { build } from 'esbuild';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
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

/** The names are to be free in the file that they are put into. */
const matchers = `
const allMade = new WeakSet(), callOf = Function.prototype.call;
const made = callOf.bind(WeakSet.prototype.add, allMade), isMade = callOf.bind(WeakSet.prototype.has, allMade);`;

/**
 * What `expect` takes for one of its matchers is anything that says so: an object under test may say it at the second look. In
 * ours a matcher is what was made as one, kept where nobody else reaches it.
 */
const madeMatchers = {
  name: 'made-matchers',
  setup({ onLoad }) {
    onLoad({ filter: /@vitest[/\\]expect[/\\]dist[/\\]index\.js$/ }, async ({ path }) => {
      const edits = [
        [/return !!obj && typeof obj === "object" && "asymmetricMatch" in obj[^;]*;/, 'return isMade(obj);'],
        [/(?<=class AsymmetricMatcher \{[^}]*constructor\(sample, inverse = false\) \{)/, 'made(this);'],
      ];
      let contents = await readFile(path, 'utf8');
      for (const [place, text] of edits) {
        if (!place.test(contents)) throw new Error(`${path} is not as it was known: ${place}`);
        contents = contents.replace(place, text);
      }
      return { contents: `${matchers}\n${contents}`, loader: 'js', resolveDir: dirname(path) };
    });
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
    plugins: [nothing, madeMatchers],
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
