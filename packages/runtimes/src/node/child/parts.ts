import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { engineOf } from '../../languages/index.js';
import type { WorkerBoot } from '../../sandbox/protocol.js';

export type EngineParts = Pick<WorkerBoot, 'engine' | 'driver' | 'assets'>;

/** Reads what an engine is made of from the folder of the built assets. */
export async function readParts(base: string, id: string): Promise<EngineParts> {
  const { driver, assets } = engineOf(id);
  const names = assets.flatMap((name) => (name.endsWith('/') ? filesIn(base, name) : [name]));
  return {
    engine: id,
    driver: read(base, driver).toString('utf8'),
    assets: await Promise.all(names.map((name) => assetOf(base, name))),
  };
}

function filesIn(base: string, folder: string): string[] {
  const path = join(base, folder);
  return existsSync(path) ? readdirSync(path).map((name) => folder + name) : [];
}

/** A file, unpacked; it may be shipped packed under its own name with `.gz`. */
function read(base: string, name: string): Buffer {
  const path = join(base, name);
  const there = existsSync(path) ? path : `${path}.gz`;
  const bytes = readFileSync(there);
  return there.endsWith('.gz') && bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

async function assetOf(base: string, path: string): Promise<EngineParts['assets'][number]> {
  const name = path.replace(/\.gz$/, '');
  const bytes = new Uint8Array(read(base, path));
  return { name, data: name.endsWith('.wasm') ? await WebAssembly.compile(bytes) : bytes.buffer };
}
