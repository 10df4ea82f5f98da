import type { Runner } from '@interview-room/runtimes';

const LABELS: Record<string, string> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  cpp: 'C++',
  csharp: 'C#',
  php: 'PHP',
  sql: 'SQL',
};

/** A language's name. The runner may know it better than its id tells. */
export function languageLabel(id: string, runner?: Pick<Runner, 'languages'>): string {
  const known = runner?.languages().find((language) => language.id === id);
  return known?.label ?? LABELS[id] ?? id.charAt(0).toUpperCase() + id.slice(1);
}
