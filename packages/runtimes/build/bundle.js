import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { root } from './paths.js';

const pack = promisify(gzip);
const WORTH_PACKING = 64 * 1024;

/** Modules of Node that a library names and does not need in a worker. */
const nothing = [
  'util',
  'fs',
  'path',
  'os',
  'crypto',
  'url',
  'inspector',
  'perf_hooks',
  'source-map-support',
  'timers',
];

const stubs = {
  name: 'stubs',
  resolveId: (id) => (nothing.includes(id.replace(/^node:/, '')) ? `\0nothing:${id}` : null),
  load: (id) =>
    id.startsWith('\0nothing:') ? 'export default {}; export const promisify = undefined;' : null,
  // A worker has no `process`, and libraries of two builds keep the one that this does not choose.
  transform: (code) =>
    code.includes('process.env.NODE_ENV')
      ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
      : null,
};

/** One module without imports, as text. */
export async function bundleText(entry, { format = 'es', define = {}, name } = {}) {
  const build = await rollup({
    input: entry,
    plugins: [
      stubs,
      resolve({
        browser: true,
        preferBuiltins: false,
        exportConditions: ['production', 'browser', 'default'],
      }),
      commonjs(),
      json(),
      esbuild({ target: 'es2022', minify: true, define, tsconfig: join(root, 'tsconfig.json') }),
    ],
    onwarn(warning, warn) {
      const known = ['CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED', 'EVAL'];
      if (!known.includes(warning.code)) warn(warning);
    },
  });
  const { output } = await build.generate({
    format,
    name,
    inlineDynamicImports: true,
    generatedCode: 'es2015',
  });
  await build.close();
  const [{ code, imports }] = output;
  if (imports.length > 0) throw new Error(`${entry} still imports ${imports.join(', ')}`);
  return code;
}

/** Written to `out`, or to `out` + `.gz` where it is large; at once, for somebody may be serving the folder. */
export async function bundle(entry, out) {
  const code = await bundleText(entry);
  const packed = code.length >= WORTH_PACKING;
  const [path, other] = packed ? [`${out}.gz`, out] : [out, `${out}.gz`];
  const fresh = join(root, 'dist', `.${process.pid}.tmp`);
  await writeFile(fresh, packed ? await pack(code, { level: 9 }) : code);
  await rename(fresh, path);
  await rm(other, { force: true });
}
