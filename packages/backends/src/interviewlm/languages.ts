/** Names of languages as the question format has them, with others' names for them and how their files end. */
const LANGUAGES: Readonly<Record<string, { also?: readonly string[]; suffixes: readonly string[] }>> = {
  python: { also: ['python3', 'py'], suffixes: ['py'] },
  javascript: { also: ['js', 'node', 'nodejs'], suffixes: ['js', 'mjs', 'cjs', 'jsx'] },
  typescript: { also: ['ts'], suffixes: ['ts', 'tsx'] },
  java: { suffixes: ['java'] },
  cpp: { also: ['c++'], suffixes: ['cpp', 'cc', 'cxx'] },
  c: { suffixes: ['c'] },
  csharp: { also: ['c#'], suffixes: ['cs'] },
  go: { also: ['golang'], suffixes: ['go'] },
  rust: { also: ['rs'], suffixes: ['rs'] },
  ruby: { also: ['rb'], suffixes: ['rb'] },
  php: { suffixes: ['php'] },
  kotlin: { suffixes: ['kt'] },
  swift: { suffixes: ['swift'] },
};

export const suffixesOf = (language: string): readonly string[] =>
  (Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language]?.suffixes : undefined) ?? [];

/** A language by the question format's name; where the backend names none, that of its files. */
export function languageName(said: string, paths: readonly string[]): string {
  const name = said.trim().toLowerCase();
  if (name === '') return languageOfFiles(paths) ?? 'python';
  const known = Object.entries(LANGUAGES).find(([own, { also }]) => own === name || also?.includes(name));
  return known?.[0] ?? (name.replace(/[^a-z0-9+#-]+/g, '-').slice(0, 50) || 'python');
}

function languageOfFiles(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const suffix = path.split('.').at(-1) ?? '';
    const found = Object.entries(LANGUAGES).find(([, { suffixes }]) => suffixes.includes(suffix));
    if (found) return found[0];
  }
  return undefined;
}
