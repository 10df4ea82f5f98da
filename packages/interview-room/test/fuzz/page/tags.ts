/** One character that nothing else is, for each thing that is written. */
const FIRST = 0xf0000;
export const tagOf = (count: number): string => String.fromCodePoint(FIRST + count);
export const tagsIn = (text: string): readonly string[] => text.match(/[\u{f0000}-\u{ffffd}]/gu) ?? [];
