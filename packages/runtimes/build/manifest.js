import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hashOf } from './stamp.js';

/** `assets.json`: the size of every file, for progress bars, and its hash, for its address. */
export async function writeManifest(assets) {
  const entries = await readdir(assets, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const files = {};
  for (const path of paths.sort()) {
    const name = relative(assets, path).split(sep).join('/');
    if (name === 'assets.json' || name === 'sandbox.html') continue;
    const content = await readFile(path);
    files[name] = { bytes: content.length, hash: hashOf(content).slice(0, 12) };
  }
  await writeFile(join(assets, 'assets.json'), `${JSON.stringify({ files }, null, 1)}\n`);
}
