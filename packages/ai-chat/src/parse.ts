/** A list in an attribute: JSON, or its items with `|` between them. */
export function listOf(value: string | null): string[] {
  const text = value?.trim() ?? '';
  if (text.startsWith('[')) {
    const parsed = parsedOf(text);
    if (Array.isArray(parsed)) return parsed.filter((item) => typeof item === 'string');
  }
  return items(text, '|');
}

/** Words in an attribute, with spaces or commas between them. */
export function wordsOf(value: string | null): string[] {
  return items(value ?? '', /[\s,]+/);
}

const items = (text: string, between: string | RegExp): string[] =>
  text
    .split(between)
    .map((item) => item.trim())
    .filter(Boolean);

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
