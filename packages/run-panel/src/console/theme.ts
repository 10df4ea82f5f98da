import type { ITheme } from '@xterm/xterm';

/** What xterm needs to know of how the panel looks. It cannot read custom properties, so they are read for it. */
export interface Look {
  theme: ITheme;
  fontFamily: string;
  fontSize: number;
}

/** The colours that no token stands for, readable on the console's ground in either scheme. */
const EXTRA = {
  light: { magenta: '#9c36b5', cyan: '#0b7285', brightBlack: '#5f6672', white: '#5f6672', scroll: '#1b1f27' },
  dark: { magenta: '#e599f7', cyan: '#66d9e8', brightBlack: '#8f97a5', white: '#c5cad3', scroll: '#e8eaee' },
};

/**
 * Reads the look off a probe: an element whose colour properties are set to the tokens (see `console.styles.ts`), so
 * that the browser resolves `light-dark()`, fallbacks and whatever the page has put in.
 */
export function lookOf(probe: HTMLElement): Look {
  const style = getComputedStyle(probe);
  const background = style.backgroundColor;
  const extra = EXTRA[isDark(background) ? 'dark' : 'light'];
  const [red, green, yellow] = [
    style.borderInlineEndColor,
    style.borderBlockEndColor,
    style.borderInlineStartColor,
  ];
  const blue = style.borderBlockStartColor;
  const { magenta, cyan, brightBlack, white } = extra;
  return {
    fontFamily: style.fontFamily,
    fontSize: parseFloat(style.fontSize),
    theme: {
      background,
      foreground: style.color,
      cursor: style.color,
      cursorAccent: background,
      selectionBackground: withAlpha(blue, 0.28),
      scrollbarSliderBackground: withAlpha(extra.scroll, 0.22),
      scrollbarSliderHoverBackground: withAlpha(extra.scroll, 0.36),
      scrollbarSliderActiveBackground: withAlpha(extra.scroll, 0.48),
      black: style.color,
      red,
      green,
      yellow,
      blue,
      magenta,
      cyan,
      white,
      brightBlack,
      brightRed: red,
      brightGreen: green,
      brightYellow: yellow,
      brightBlue: blue,
      brightMagenta: magenta,
      brightCyan: cyan,
      brightWhite: style.color,
    },
  };
}

/**
 * Calls `changed` whenever a colour of the probe changes, for whatever reason: the system's scheme, the page's, a
 * theme attribute, a token. The probe's `::before` has a transition of next to no length, whose start is an event.
 */
export function watchLook(probe: HTMLElement, changed: () => void): () => void {
  probe.addEventListener('transitionrun', changed);
  return () => probe.removeEventListener('transitionrun', changed);
}

function channels(color: string): number[] {
  if (color.startsWith('#')) return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const numbers = (color.match(/[\d.]+/g) ?? []).map(Number).slice(0, 3);
  return color.startsWith('color(') ? numbers.map((value) => value * 255) : numbers;
}

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = channels(color);
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}

function withAlpha(color: string, alpha: number): string {
  return `rgba(${channels(color).map(Math.round).join(', ')}, ${alpha})`;
}
