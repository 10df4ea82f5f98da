import { expect } from 'chai';
import { html } from 'lit';
import { inside, make } from '../../test/help.js';

const classes = `keyword string escape number comment function type property builtin invalid`.split(' ');

/** Red, green and blue as the browser computes them, from 0 to 1. */
function channels(color: string): number[] {
  return (/rgba?\(([^)]*)\)/.exec(color)?.[1] ?? '')
    .split(/[ ,/]+/)
    .slice(0, 3)
    .map((part) => Number(part) / 255);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const theme of ['light', 'dark'] as const) {
  describe(`the colours of code, ${theme}`, () => {
    it('are at least 4.5:1 on the ground and on the selection', async () => {
      const editor = await make(html`<code-editor theme=${theme}></code-editor>`);
      const probe = inside(editor, '.base')!.appendChild(document.createElement('span'));
      const poor: string[] = [];
      let measured = 0;
      for (const ground of ['--_bg', '--_selection', '--_match']) {
        probe.style.backgroundColor = `var(${ground})`;
        for (const name of [...classes, 'none']) {
          probe.className = `tok-${name}`;
          const { color, backgroundColor } = getComputedStyle(probe);
          const found = contrast(color, backgroundColor);
          measured++;
          if (!(found >= 4.5)) poor.push(`${name} on ${ground}: ${found.toFixed(2)}`);
        }
      }
      expect(poor).to.deep.equal([]);
      expect(measured).to.equal(33);
    });
  });
}
