const words = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const startsWell = (name: string) => (/^\d/.test(name) || name === '' ? `value${name}` : name);

export const snakeCase = (name: string) => startsWell(words(name).join('_'));
export const camelCase = (name: string) =>
  startsWell(words(name).map((word, index) => (index === 0 ? word : upperFirst(word))).join('')); // prettier-ignore
/** `two-fer` → `Two fer`. */
export const titleOf = (slug: string) => upperFirst(words(slug).join(' '));

const python = `False None True and as assert async await break class continue def del elif else except finally for from
  global if import in is lambda nonlocal not or pass raise return try while with yield`;
const javascript = `arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof var void while with yield`;
const reserved = { python: new Set(python.split(/\s+/)), javascript: new Set(javascript.split(/\s+/)) };

/** A name that may be used in a language: one that means something there gets an underscore after it. */
export const usable = (name: string, language: keyof typeof reserved) =>
  reserved[language].has(name) ? `${name}_` : name;

/** The name that cases call: usable in all languages, so that the same one leads to each language's own. */
export function callName(property: string): string {
  const name = camelCase(property);
  return usable(name, 'python') === name ? usable(name, 'javascript') : `${name}_`;
}
/** What Python calls that function: the `snake_case` under which the runtimes look for it. */
export const pythonName = (call: string) => call.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
