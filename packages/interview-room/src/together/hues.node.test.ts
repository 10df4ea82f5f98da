import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hue, HUES, initials, pattern } from './hues.js';

const channel = (hex: string, at: number): number => {
  const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string) =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

describe('the hues of people', () => {
  it('can be read as text on every ground, and under the text that stands on them', () => {
    const grounds = { light: ['#ffffff', '#f6f7f9'], dark: ['#14161b', '#0e1014', '#1c1f26'] } as const;
    for (const theme of ['light', 'dark'] as const)
      for (const each of HUES)
        for (const ground of grounds[theme])
          assert.ok(contrast(each[theme], ground) >= 4.5, `${each[theme]} on ${ground}`);
  });

  it('with the patterns tell sixty-four apart', () => {
    const all = Array.from({ length: 64 }, (_, color) => JSON.stringify([hue(color).name, pattern(color)]));
    assert.equal(new Set(all).size, 64);
  });

  it('are told apart without colour among the first eight', () => {
    const all = Array.from({ length: 8 }, (_, color) => JSON.stringify(pattern(color)));
    assert.equal(new Set(all).size, 8);
  });

  it('can be a page’s own', () => {
    assert.equal(hue(9).css, `var(--ir-person-2, light-dark(${HUES[1]?.light}, ${HUES[1]?.dark}))`);
  });
});

describe('initials', () => {
  const names: [string, string][] = [
    ['Ada Lovelace', 'AL'],
    ['  ada  king  of lovelace ', 'AL'],
    ['Plato', 'P'],
    ['Ada Lovelace (she/her)', 'AL'],
    ['(she/her)', '?'],
    ['', '?'],
    ['👩‍💻 Dev', '👩‍💻D'],
    ['é́mile zola', 'É́Z'],
    ['سارة علي', 'سع'],
    ['王', '王'],
  ];
  for (const [name, expected] of names)
    it(`of “${name}” are ${expected}`, () => assert.equal(initials(name), expected));
});
