// The type libraries of the checker, as one packed JSON file: those of the language that ES2023 needs, and our own.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { here } from './paths.js';

const lib = dirname(createRequire(import.meta.url).resolve('typescript/lib/typescript.js'));
const ambient = join(here, '../src/languages/typescript/ambient');
const out = (assets) => join(assets, 'typescript-check/libraries.json.gz');

export const outputs = (assets) => [out(assets)];

/** A library file and all it refers to. */
async function withReferences(name, found = {}) {
  if (found[name]) return found;
  found[name] = (await readFile(join(lib, name), 'utf8')).replace(/^\/\*!.*?\*\/\s*/s, '');
  for (const [, other] of found[name].matchAll(/<reference lib="([^"]+)"/g))
    await withReferences(`lib.${other}.d.ts`, found);
  return found;
}

export async function build(assets) {
  const libraries = await withReferences('lib.es2023.d.ts');
  for (const file of await readdir(ambient))
    libraries[file.replace(/\.txt$/, '')] = await readFile(join(ambient, file), 'utf8');
  await mkdir(dirname(out(assets)), { recursive: true });
  await writeFile(out(assets), await promisify(gzip)(JSON.stringify(libraries), { level: 9 }));
}
