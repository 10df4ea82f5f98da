/** So much of the end of what was said has to be found again, where the beginnings differ. */
const TAIL = 40;

/**
 * What a text has beyond what was said in so many steps. A backend keeps an answer with other spaces between its steps than
 * they came with, or only the last step of it: so spaces do not count, and where all does not begin the text, the last step may.
 */
export function added(steps: readonly string[], whole: string): string {
  const all = steps.join('');
  const last = steps.findLast((step) => step.trim() !== '') ?? '';
  for (const said of [all, last]) {
    const at = past(said, whole);
    if (at !== undefined) return all.trim() === '' ? whole.trimStart() : whole.slice(at);
  }
  const tail = all.trimEnd().slice(-TAIL);
  const found = tail.length < TAIL ? -1 : whole.lastIndexOf(tail);
  return found < 0 ? '' : whole.slice(found + tail.length);
}

/** Where a text goes on after another that it begins with, or that begins with it; undefined where neither is so. */
function past(said: string, whole: string): number | undefined {
  let at = 0;
  for (const char of said) {
    if (isSpace(char)) continue;
    let next = at;
    while (next < whole.length && isSpace(whole.charAt(next))) next++;
    if (next >= whole.length) return whole.length;
    if (!whole.startsWith(char, next)) return undefined;
    at = next + char.length;
  }
  // A space that was said is not said again.
  if (/\s$/.test(said)) while (at < whole.length && isSpace(whole.charAt(at))) at++;
  return at;
}

const isSpace = (char: string): boolean => /\s/.test(char);
