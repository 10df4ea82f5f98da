/** The hues of people, as a room has them: dark on light grounds, light on dark ones. */
const hues = [
  ['#1d5fb4', '#84b8ff'],
  ['#9c4410', '#ffb27d'],
  ['#7339b5', '#cba6ff'],
  ['#0a6b71', '#66d2d8'],
  ['#a52470', '#ffa0d1'],
  ['#1f7038', '#80d791'],
  ['#665f0e', '#d8cf68'],
  ['#ab2340', '#ff9fa8'],
] as const;

/** The colour of an author, as a style sheet writes it; the accent for one who has no hue. */
export function colorOf(hue: number | undefined): string {
  if (hue === undefined) return 'var(--_accent)';
  const index = Math.abs(Math.trunc(hue)) % hues.length;
  const [light, dark] = hues[index] ?? hues[0];
  return `var(--ir-person-${index + 1}, light-dark(${light}, ${dark}))`;
}

/** Gives what is drawn of an author their colour. By the style's object: a policy may refuse attributes. */
export function colored<E extends HTMLElement>(element: E, hue: number | undefined): E {
  element.style.setProperty('--_who', colorOf(hue));
  return element;
}
