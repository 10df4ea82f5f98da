/** One person's colour: dark on light grounds, light on dark ones, either readable as text and under text. */
export interface Hue {
  readonly light: string;
  readonly dark: string;
}

/** What tells people apart without colour: how a line of theirs is drawn, and the shape of what bears their initials. */
export interface Pattern {
  readonly line: 'solid' | 'dashed' | 'dotted' | 'double';
  readonly shape: 'round' | 'square';
}

/** The eight hues, in the order of joining. */
export const HUES: readonly Hue[] = [
  { light: '#1d5fb4', dark: '#84b8ff' },
  { light: '#9c4410', dark: '#ffb27d' },
  { light: '#7339b5', dark: '#cba6ff' },
  { light: '#0a6b71', dark: '#66d2d8' },
  { light: '#a52470', dark: '#ffa0d1' },
  { light: '#1f7038', dark: '#80d791' },
  { light: '#665f0e', dark: '#d8cf68' },
  { light: '#ab2340', dark: '#ff9fa8' },
];

const LINES = ['solid', 'dashed', 'dotted', 'double'] as const;

/** Which of the eight a person has. Those who join ninth and later have the same hues, with other patterns. */
export const hueIndex = (color: number): number => Math.abs(Math.trunc(color)) % HUES.length;

/** A person's hue, and how a style sheet writes it: `--ir-person-1` … `--ir-person-8` are a page's to set. */
export function hue(color: number): Hue & { readonly name: string; readonly css: string } {
  const index = hueIndex(color);
  const { light, dark } = HUES[index] ?? { light: 'black', dark: 'white' };
  const name = `--ir-person-${index + 1}`;
  return { name, light, dark, css: `var(${name}, light-dark(${light}, ${dark}))` };
}

/** A person's pattern: with the hue it is theirs alone among the first sixty-four. */
export function pattern(color: number): Pattern {
  const index = (hueIndex(color) + Math.floor(Math.abs(color) / HUES.length)) % HUES.length;
  return { line: LINES[index % LINES.length] ?? 'solid', shape: index < LINES.length ? 'round' : 'square' };
}

/** The first letters of the first and the last word of a name: as one reads them, and without what is in brackets. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /^[^\p{Ps}]/u.test(word));
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${letter(first)}${letter(last)}`.toLocaleUpperCase() || '?';
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const letter = (word: string): string =>
  graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? '';
