import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.js';

export const hashOf = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

async function hashOfFiles(paths) {
  const contents = paths.map(async (path) => [
    relative(root, path),
    await readFile(path).catch(() => 'gone'),
  ]);
  return hashOf(...(await Promise.all(contents)).flat());
}

/**
 * Does the work unless its inputs are those of last time and every output is there (a list: any one of them). Inputs
 * are those named, and what the work gives back as the files that it read.
 */
export async function once(name, inputs, outputs, work) {
  const stamp = join(root, 'dist/.stamps', name);
  const before = existsSync(stamp) ? JSON.parse(await readFile(stamp, 'utf8')) : { read: [] };
  const there = outputs.every((output) => [output].flat().some((path) => existsSync(path)));
  const known = before.read.map((path) => join(root, path));
  if (there && before.hash === (await hashOfFiles([...inputs, ...known]))) return;
  const began = Date.now();
  const read = (await work()) ?? [];
  const hash = await hashOfFiles([...inputs, ...read]);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, JSON.stringify({ hash, read: read.map((path) => relative(root, path)) }));
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
