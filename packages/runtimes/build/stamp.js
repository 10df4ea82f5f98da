import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './paths.js';

export const hashOf = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/** Does the work unless the inputs are those of last time and every output is there (a list: any one of them). */
export async function once(name, inputs, outputs, work) {
  const stamp = join(root, 'dist/.stamps', name);
  const contents = await Promise.all(inputs.map(async (path) => [path, await readFile(path)]));
  const now = hashOf(...contents.flat());
  const before = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  const there = outputs.every((output) => [output].flat().some((path) => existsSync(path)));
  if (before === now && there) return;
  const began = Date.now();
  await work();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, now);
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
