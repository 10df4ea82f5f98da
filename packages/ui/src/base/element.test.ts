import { expect } from 'chai';
import { emulateMedia } from '@web/test-runner-commands';
import { html } from 'lit';
import { fixture } from '../../../../.config/testing/fixture.js';
import { define } from './define.js';
import { RoomElement } from './element.js';

/** Has the browser pretend; Firefox cannot be told so, and is tested under the settings that it has. */
async function emulate(media: Parameters<typeof emulateMedia>[0]): Promise<void> {
  if (!navigator.userAgent.includes('Firefox')) await emulateMedia(media);
}
const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
const lessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

class Probe extends RoomElement {
  protected override render() {
    return html`<button>One</button><button class="bordered">Two</button><button class="primary">Three</button><i></i>`;
  }
}
define('ui-probe', Probe);

const tokens = `bg sunken raised line line-strong text muted accent on-accent ok warn bad`.split(' ');

/** A token's colour as the browser computes it. */
function color(probe: Probe, token: string): string {
  const i = probe.renderRoot.querySelector('i')!;
  i.style.color = `var(--_${token})`;
  return getComputedStyle(i).color;
}

function luminance(color: string): number {
  const parts = (/\(([^)]*)\)/.exec(color)?.[1] ?? '').split(/[ ,/]+/).slice(0, 3);
  const [r = 0, g = 0, b = 0] = parts.map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const dark = 'rgb(20, 22, 27)';
const light = 'rgb(255, 255, 255)';

describe('define', () => {
  it('takes the first class of a tag and lets a second pass', () => {
    const second = class extends HTMLElement {};
    define('ui-probe', second);
    expect(customElements.get('ui-probe')).to.equal(Probe);
  });
});

describe('the theme of RoomElement', () => {
  afterEach(async () => {
    document.documentElement.style.colorScheme = '';
    await emulate({ colorScheme: 'light' });
  });

  it('is the system’s where the page says nothing', async () => {
    const probe = await fixture<Probe>(html`<ui-probe></ui-probe>`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await emulate({ colorScheme });
      expect(color(probe, 'bg')).to.equal(systemIsDark() ? dark : light);
    }
  });

  it('is the page’s where it declares one', async () => {
    await emulate({ colorScheme: 'light' });
    const box = document.body.appendChild(document.createElement('div'));
    box.style.colorScheme = 'dark';
    const probe = await fixture<Probe>(html`<ui-probe></ui-probe>`, box);
    expect(color(probe, 'bg')).to.equal(dark);
    box.remove();
  });

  it('is its own where it is told, and changes live', async () => {
    const probe = await fixture<Probe>(html`<ui-probe theme="dark"></ui-probe>`);
    expect(color(probe, 'bg')).to.equal(dark);
    probe.theme = 'light';
    await probe.updateComplete;
    expect(color(probe, 'bg')).to.equal(light);
    expect(probe.getAttribute('theme')).to.equal('light');
  });

  it('takes the page’s own tokens', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.setProperty('--ir-accent', 'rgb(1, 2, 3)');
    const probe = await fixture<Probe>(html`<ui-probe></ui-probe>`, box);
    expect(color(probe, 'accent')).to.equal('rgb(1, 2, 3)');
    box.remove();
  });
});

for (const theme of ['light', 'dark'] as const) {
  describe(`the tokens, ${theme}`, () => {
    it('are all colours', async () => {
      const probe = await fixture<Probe>(html`<ui-probe theme=${theme}></ui-probe>`);
      expect(new Set(tokens.map((token) => color(probe, token))).size).to.be.greaterThan(9);
    });

    it('can be read: text at least 4.5:1, borders of controls at least 3:1, on every ground', async () => {
      const probe = await fixture<Probe>(html`<ui-probe theme=${theme}></ui-probe>`);
      const poor: string[] = [];
      const check = (token: string, ground: string, least: number) => {
        const found = contrast(color(probe, token), color(probe, ground));
        if (!(found >= least)) poor.push(`${token} on ${ground}: ${found.toFixed(2)}`);
      };
      for (const ground of ['bg', 'sunken', 'raised']) {
        for (const text of ['text', 'muted', 'accent', 'ok', 'warn', 'bad']) check(text, ground, 4.5);
        check('line-strong', ground, 3);
      }
      check('on-accent', 'accent', 4.5);
      expect(poor).to.deep.equal([]);
    });
  });
}

describe('RoomElement among people’s settings', () => {
  it('does not move where less motion is asked for', async () => {
    const probe = await fixture<Probe>(html`<ui-probe></ui-probe>`);
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      await emulate({ reducedMotion });
      const { transitionDuration } = getComputedStyle(probe.renderRoot.querySelector('button')!);
      expect(transitionDuration).to.equal(lessMotion() ? '0s' : '0.12s');
    }
  });

  it('is not there when it is hidden', async () => {
    const probe = await fixture<Probe>(html`<ui-probe hidden></ui-probe>`);
    expect(getComputedStyle(probe).display).to.equal('none');
  });

  it('has targets large enough', async () => {
    const probe = await fixture<Probe>(html`<ui-probe></ui-probe>`);
    for (const button of probe.renderRoot.querySelectorAll('button')) {
      expect(button.getBoundingClientRect().height).to.be.at.least(28);
    }
  });
});
