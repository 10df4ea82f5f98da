// The custom-elements manifest of each package with elements. `--check` also validates it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { elements, must, root } from './lib.js';

/** Writes dist/custom-elements.json in every package of elements. */
export async function writeManifests() {
  for (const name of elements) {
    await must('cem', ['analyze', '--config', join(root, '.config/cem.js'), '--quiet'], {
      cwd: join(root, 'packages', name),
    });
  }
}

if (process.argv[1]?.endsWith('manifest.js')) {
  if (process.argv.includes('--check')) process.env.CEM_VALIDATE = '1';
  await writeManifests();
  for (const name of elements) {
    if (existsSync(join(root, 'packages', name, 'dist/custom-elements.json'))) continue;
    console.error(`No manifest for ${name}`);
    process.exit(1);
  }
}
