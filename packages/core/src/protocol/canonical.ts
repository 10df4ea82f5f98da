/**
 * The one way to write a JSON value, so that everyone hashes the same bytes: keys sorted by UTF-16 code units, no white
 * space, numbers and texts as `JSON.stringify` writes them (RFC 8785). Fields that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let fields = '';
  // A loop that makes no lists on its way: every entry is written here, and written again to be verified.
  for (const key of Object.keys(value).sort()) {
    const each = (value as Record<string, unknown>)[key];
    if (each !== undefined) fields += `${fields && ','}${JSON.stringify(key)}:${canonicalJson(each)}`;
  }
  return `{${fields}}`;
}
