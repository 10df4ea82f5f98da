/** The names under which a function is looked for: its own, then the same in `snake_case`, then in `camelCase`. */
export function spellings(name: string): string[] {
  const snake = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const camel = name.replaceAll(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([name, snake, camel])];
}
