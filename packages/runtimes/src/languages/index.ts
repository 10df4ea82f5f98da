import type { LanguageInfo, LanguageManifest } from './language.js';

/** Every language there is. Adding one is adding a row here and a folder with its driver. */
export const languages: readonly LanguageManifest[] = [
  {
    id: 'python',
    label: 'Python',
    version: '3.14 (Pyodide 314.0.7)',
    extensions: ['.py'],
    entry: 'main.py',
    engine: 'python',
    testing: ['unittest', 'pytest'],
  },
  {
    id: 'javascript',
    label: 'JavaScript',
    version: 'of this browser',
    extensions: ['.js', '.mjs', '.cjs'],
    entry: 'main.js',
    engine: 'javascript',
    testing: ['jest', 'vitest'],
  },
  {
    id: 'typescript',
    label: 'TypeScript',
    version: '5.9',
    extensions: ['.ts', '.mts', '.cts'],
    entry: 'main.ts',
    engine: 'javascript',
    checker: 'typescript-check',
    testing: ['jest', 'vitest'],
  },
];

/** The row of a language. Throws where there is none. */
export function languageOf(id: string): LanguageManifest {
  const found = languages.find((language) => language.id === id);
  if (found) return found;
  throw new TypeError(
    `There is no language "${id}". There are: ${languages.map((language) => language.id).join(', ')}.`,
  );
}

/** A row as the public may see it: its own copy. */
export function languageInfo({
  id,
  label,
  version,
  extensions,
  entry,
  testing,
}: LanguageManifest): LanguageInfo {
  return { id, label, version, extensions: [...extensions], entry, testing: [...testing] };
}
