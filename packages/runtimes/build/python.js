// Python's files under dist/assets/pyodide: Pyodide as npm ships it, our harness, and the memory of an interpreter that
// has loaded both. Runs by itself (`node packages/runtimes/build/python.js`) or from build/index.js.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const harness = join(here, '../src/languages/python/harness');
const pack = promisify(gzip);
const copied = ['pyodide.mjs', 'python_stdlib.zip'];
const packed = ['pyodide.asm.wasm', 'pyodide.asm.mjs', 'pyodide-lock.json'];

/** The harness' sources by name, as the driver takes them. */
export async function harnessSources() {
  const names = (await readdir(harness)).filter((name) => name.endsWith('.py')).sort();
  const entries = names.map(async (name) => [name.slice(0, -3), await readFile(join(harness, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * The interpreter asks once, when it starts, whether stacks can be switched, and the snapshot keeps the answer. Node 20
 * cannot; most browsers that will load the snapshot can, and where they cannot the driver never asks for it.
 */
function pretendStackSwitching() {
  if ('Suspending' in WebAssembly) return () => undefined;
  WebAssembly.Suspending = function Suspending(run) {
    return run;
  };
  WebAssembly.promising = (run) => run;
  return () => {
    delete WebAssembly.Suspending;
    delete WebAssembly.promising;
  };
}

/** Python takes the running script for its own name, and the snapshot would keep where it was built. */
function pretendName() {
  const [, script] = process.argv;
  process.argv[1] = '/usr/bin/python';
  return () => {
    process.argv[1] = script;
  };
}

/** Boots the very files that ship, loads the harness and the usual modules, and keeps the memory. */
async function makeSnapshot(folder, sources) {
  const restore = pretendStackSwitching();
  const restoreName = pretendName();
  const load = (name) => import(pathToFileURL(join(folder, name)).href);
  const [{ default: createPyodideModule }, { loadPyodide }] = await Promise.all([
    load('pyodide.asm.mjs'),
    load('pyodide.mjs'),
  ]);
  const python = await loadPyodide({
    indexURL: folder,
    createPyodideModule,
    env: { HOME: '/home/room', PYTHONDONTWRITEBYTECODE: '1', LANG: 'C.UTF-8' },
    // As `engine.ts` has it: the snapshot refers to these by name.
    jsglobals: { eval: () => undefined, setTimeout, clearTimeout, setInterval, clearInterval },
    _makeSnapshot: true,
  });
  python.globals.set('_sources', JSON.stringify(sources));
  python.runPython(sources.install);
  restore();
  restoreName();
  return python.makeMemorySnapshot();
}

const made = [...copied, ...[...packed, 'snapshot.bin', 'harness.json'].map((name) => `${name}.gz`)];

/** What a build leaves behind: with all of it there and the inputs unchanged, there is nothing to do. */
export const outputs = (assets) => made.map((name) => join(assets, 'pyodide', name));

/** @param {string} assets the folder that is served */
export async function buildPython(assets) {
  const folder = join(assets, 'pyodide');
  const source = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  await mkdir(folder, { recursive: true });
  await Promise.all(copied.map((name) => copyFile(join(source, name), join(folder, name))));
  const sources = await harnessSources();
  const write = async (name, bytes) => writeFile(join(folder, `${name}.gz`), await pack(bytes, { level: 9 }));
  await write('harness.json', JSON.stringify(sources));
  await write('snapshot.bin', await makeSnapshot(source, sources));
  for (const name of packed) await write(name, await readFile(join(source, name)));
  const left = (await readdir(folder)).filter((name) => !made.includes(name));
  await Promise.all(left.map((name) => rm(join(folder, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPython(join(here, '../dist/assets'));
