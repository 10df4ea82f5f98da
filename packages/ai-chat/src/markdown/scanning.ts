/** The run of one character that begins at `at`. */
export function runAt(text: string, at: number): string {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return text.slice(at, end);
}

/** Where the run of so many backticks begins that closes code, or undefined. */
export function closingTicks(text: string, from: number, length: number): number | undefined {
  for (let at = text.indexOf('`', from); at >= 0;) {
    const run = runAt(text, at);
    if (run.length === length) return at;
    at = text.indexOf('`', at + run.length);
  }
  return undefined;
}

/** What a sticky pattern finds at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const space = /\s/;
const punctuation = /[\p{P}\p{S}]/u;

/** Whether a run of marks between these characters may open emphasis, and whether it may close it (CommonMark 6.2). */
export function flanks(mark: string, before = ' ', after = ' '): { opens: boolean; closes: boolean } {
  const left =
    !space.test(after) && (!punctuation.test(after) || space.test(before) || punctuation.test(before));
  const right =
    !space.test(before) && (!punctuation.test(before) || space.test(after) || punctuation.test(after));
  if (mark !== '_') return { opens: left, closes: right };
  return {
    opens: left && (!right || punctuation.test(before)),
    closes: right && (!left || punctuation.test(after)),
  };
}

const tag =
  /<(?:[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[a-z][a-z\d-]*\s*|!--(?:(?!-->)[^])*--|\?(?:(?!\?>)[^])*\?|![a-z][^>]*|!\[CDATA\[(?:(?!\]\]>)[^])*\]\])>/iy;
const address = /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)*)>/iy;

/** The tag, comment and the like that stands at `at`. */
export function tagAt(text: string, at: number): string | undefined {
  return matchAt(tag, text, at)?.[0];
}

/** The address between angle brackets that stands at `at`. */
export function addressAt(text: string, at: number): string | undefined {
  return matchAt(address, text, at)?.[1];
}

/** Where each bracket that is closed is closed. What stands in code, tags and formulas does not count. */
export function bracketPairs(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (!text.includes(']')) return pairs;
  const open: number[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at];
    if (character === '[') open.push(at);
    const from = character === ']' ? open.pop() : undefined;
    if (from !== undefined) pairs.set(from, at);
    at = skip(text, at, character);
  }
  return pairs;
}

/** Behind what stands at `at` and hides what is in it. */
function skip(text: string, at: number, character: string | undefined): number {
  if (character === '\\') return at + 2;
  if (character === '<') return at + (tagAt(text, at)?.length ?? (addressAt(text, at)?.length ?? -1) + 2);
  if (character !== '`') return at + 1;
  const run = runAt(text, at);
  return (closingTicks(text, at + run.length, run.length) ?? at) + run.length;
}
