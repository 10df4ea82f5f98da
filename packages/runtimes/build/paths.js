import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..');
export const assets = join(root, 'dist/assets');

/** Engine → the folder under `languages` that its driver is in. */
const folders = {
  'python': ['python'],
  'javascript': ['javascript'],
  'typescript-check': ['typescript-check', 'typescript'],
};
export const engines = Object.keys(folders);

/** The driver's source, if it is there. */
export function driverOf(engine) {
  return folders[engine]
    .map((folder) => join(root, 'src/languages', folder, 'driver.ts'))
    .find((path) => existsSync(path));
}

/** All files of a folder of the package, tests left out. */
export function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
