/** A piece of what is told of the room with a question: with its text only where that has changed. */
export interface ContextItem {
  readonly name: string;
  readonly hash: string;
  readonly text?: string;
}

/** A piece of the room, whole. */
export interface ContextPart {
  readonly name: string;
  readonly text: string;
}

/** A fingerprint of 53 bits: only to see whether a text is the one that was told before (cyrb53, public domain). */
export function hashOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
}

/** The fingerprints of what was told so far, the newest of each name. */
export const toldHashes = (
  turns: readonly { readonly context?: readonly { name: string; hash: string }[] | undefined }[],
): Map<string, string> =>
  new Map(turns.flatMap(({ context = [] }) => context.map(({ name, hash }) => [name, hash] as const)));

/** What is sent of the room: the fingerprint of each piece, and its text unless it is as it was told. */
export const itemsOf = (parts: readonly ContextPart[], told: ReadonlyMap<string, string>): ContextItem[] =>
  parts.map(({ name, text }) => {
    const hash = hashOf(text);
    return told.get(name) === hash ? { name, hash } : { name, hash, text };
  });
