import type { EngineManifest, LanguageInfo, LanguageManifest } from './language.js';
import { python, pythonEngine } from './python/manifest.js';

const javascript: LanguageManifest = {
  id: 'javascript',
  label: 'JavaScript',
  version: 'ES2023',
  extensions: ['js', 'mjs', 'cjs'],
  entry: 'main.js',
  engine: 'javascript',
  testing: ['jest', 'vitest'],
};
const typescript: LanguageManifest = {
  id: 'typescript',
  label: 'TypeScript',
  version: '5.9',
  extensions: ['ts', 'mts', 'cts'],
  entry: 'main.ts',
  engine: 'javascript',
  checker: 'typescript-check',
  testing: ['jest', 'vitest'],
};
const javascriptEngine: EngineManifest = { id: 'javascript', driver: 'javascript.js', assets: [] };
const typescriptCheckEngine: EngineManifest = {
  id: 'typescript-check',
  driver: 'typescript-check.js',
  assets: ['typescript-check/'],
};

/** Every language there is. Adding one is adding a row here and a folder with its driver. */
export const languages: readonly LanguageManifest[] = [python, javascript, typescript];
const engines: readonly EngineManifest[] = [pythonEngine, javascriptEngine, typescriptCheckEngine];

/** The row of a language. Throws where there is none. */
export function languageOf(id: string): LanguageManifest {
  const found = languages.find((language) => language.id === id);
  if (found) return found;
  const known = languages.map((language) => language.id).join(', ');
  throw new TypeError(`There is no language "${id}". There are: ${known}.`);
}

/** The files of an engine. Throws where there is none of that name. */
export function engineOf(id: string): EngineManifest {
  const found = engines.find((engine) => engine.id === id);
  if (found) return found;
  throw new TypeError(`There is no engine "${id}".`);
}

/** A row as the public may see it: its own copy. */
export function languageInfo(row: LanguageManifest): LanguageInfo {
  const { id, label, version, extensions, entry, testing } = row;
  return { id, label, version, extensions: [...extensions], entry, testing: [...testing] };
}
