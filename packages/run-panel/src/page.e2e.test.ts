// What only a page that is drawn, under a policy of its own, can show: style under a strict CSP, and themes that change.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const POLICY = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'";
const POLICIES = {
  'a nonce': `${POLICY}; style-src 'nonce-abc'`,
  'no nonce at all': `${POLICY}; style-src 'none'`,
};

/** Run in the page, before all else. */
const WATCH =
  'window.violations = []; addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample));';
/** Run in the page: a run with every kind of colour, then a test run with its comparison open. */
const SCENE = `
  const panel = document.querySelector('run-panel');
  await customElements.whenDefined('run-panel');
  async function* stream(...events) { yield* events; }
  const exit = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 };
  const text = '\\x1b[31mred \\x1b[38;2;10;20;30mrgb \\x1b[48;2;90;20;30mground \\x1b[0m\\x1b[38;5;200mindexed \\x1b[2mdim \\x1b[7minverse \\x1b[0m\\x1b[1;3;4;9mstyled\\x1b[0m https://example.org 猫\\n';
  await panel.follow(stream({ type: 'stdout', text: text + 'x\\n'.repeat(100) + text }, { type: 'stderr', text: 'oh\\n' }, exit), { mode: 'run', stop() {} });
`;
/** Run in the page: a run that boots, and boots. */
const BOOTING = `
  void document.querySelector('run-panel').follow((async function* () {
    yield { type: 'progress', phase: 'boot' };
    await new Promise(() => undefined);
  })(), { mode: 'run', stop() {} });
`;

describe('the panel in a page', () => {
  let server: Server;
  let browser: Browser;
  const files = new Map<string, string>();
  let policy = '';

  before(async () => {
    const entryPoints = [fileURLToPath(new URL('./define.ts', import.meta.url))];
    const bundled = await build({
      entryPoints,
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      outdir: '/out',
      logLevel: 'error',
      tsconfig: fileURLToPath(new URL('../../../.config/tsconfig.base.json', import.meta.url)),
    });
    for (const file of bundled.outputFiles) files.set(file.path.replace('/out', ''), file.text);
    server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      response.setHeader('Content-Type', file === undefined ? 'text/html' : 'text/javascript');
      if (policy) response.setHeader('Content-Security-Policy', policy);
      response.end(
        file ??
          '<!doctype html><html lang="en"><title>t</title><run-panel csp-nonce="abc" language="python"></run-panel><script type="module" src="/define.js"></script>',
      );
    }).listen(0);
    browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: ARGS.split(' '),
    });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  async function open(policyOfPage = ''): Promise<Page> {
    policy = policyOfPage;
    const page = await browser.newPage({ viewport: { width: 700, height: 500 } });
    await page.addInitScript(WATCH);
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(`(async () => {${SCENE}})()`);
    await page.waitForFunction(() => {
      const rows = document.querySelector('run-panel')?.shadowRoot?.querySelector('.xterm-rows')?.textContent;
      return rows?.includes('styled') && rows.includes('oh');
    });
    return page;
  }

  /** The computed colour or ground of the first span of the terminal that holds this text. */
  const styleOf = (page: Page, text: string, property: 'color' | 'backgroundColor'): Promise<string> =>
    page.evaluate(
      ([wanted, name]) => {
        const spans = [
          ...(document.querySelector('run-panel')?.shadowRoot?.querySelectorAll('.xterm-rows span') ?? []),
        ];
        const span = spans.find((one) => one.textContent?.trim() === wanted);
        return span ? getComputedStyle(span)[name as 'color'] : 'none';
      },
      [text, property],
    );
  const ground = (page: Page): Promise<string | undefined> =>
    page.evaluate(
      () =>
        document
          .querySelector('run-panel')
          ?.shadowRoot?.querySelector<HTMLElement>('.xterm-scrollable-element')?.style.backgroundColor,
    );

  for (const [name, text] of Object.entries(POLICIES)) {
    test(`breaks no rule of a strict policy with ${name}, and is styled`, async () => {
      const page = await open(text);
      assert.equal(await styleOf(page, 'red', 'color'), 'rgb(192, 39, 45)');
      assert.equal(await styleOf(page, 'ground', 'backgroundColor'), 'rgb(90, 20, 30)');
      const tall = await page.evaluate(
        () =>
          document.querySelector('run-panel')?.shadowRoot?.querySelector('.xterm-rows > div')?.clientHeight,
      );
      assert.ok(tall && tall > 10, 'rows have a height');
      // Selected text is styled in a way of its own.
      await page.locator('run-panel .xterm-screen').dblclick({ position: { x: 20, y: 10 } });
      await page.waitForFunction(
        () =>
          document.querySelector('run-panel')?.shadowRoot?.querySelector('.xterm-selection')
            ?.childElementCount,
      );
      assert.deepEqual(await page.evaluate('violations'), []);
      assert.equal(
        await page.evaluate(
          () => document.querySelector('run-panel')?.shadowRoot?.querySelectorAll('style').length,
        ),
        0,
      );
      await page.close();
    });
  }

  test('follows the system’s scheme, a theme, and a token of the page, at once', async () => {
    const page = await open();
    const grounds = [await ground(page)];
    const change = async (act: () => Promise<unknown>): Promise<void> => {
      const before = grounds.at(-1);
      await act();
      await page.waitForFunction(
        (old) =>
          document
            .querySelector('run-panel')
            ?.shadowRoot?.querySelector<HTMLElement>('.xterm-scrollable-element')?.style.backgroundColor !==
          old,
        before,
      );
      grounds.push(await ground(page));
    };
    await change(() => page.emulateMedia({ colorScheme: 'dark' }));
    await change(() =>
      page.evaluate(() => document.querySelector('run-panel')?.setAttribute('theme', 'light')),
    );
    await change(() =>
      page.evaluate(() => document.documentElement.style.setProperty('--ir-sunken', 'rgb(1, 2, 3)')),
    );
    assert.deepEqual(grounds, [
      'rgb(246, 247, 249)',
      'rgb(14, 16, 20)',
      'rgb(246, 247, 249)',
      'rgb(1, 2, 3)',
    ]);
    await page.close();
  });

  test('moves nothing under reduced motion, and keeps borders in forced colours', async () => {
    const page = await open();
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await page.evaluate(BOOTING);
    const sign = page.locator('run-panel .status.busy .sign');
    assert.equal(await sign.evaluate((element) => getComputedStyle(element).animationName), 'none');
    const width = await page
      .locator('run-panel [part=run-button]')
      .evaluate((element) => getComputedStyle(element).borderTopStyle);
    assert.equal(width, 'solid');
    await page.close();
  });

  test('opens links of the output alone, with no way back', async () => {
    const page = await open();
    const link = page.locator('run-panel .xterm-rows span', { hasText: 'https://example.org' }).last();
    const box = await link.boundingBox();
    assert.ok(box);
    await page.evaluate(() => {
      window.open = (...given) => {
        document.title = JSON.stringify(given);
        return null;
      };
    });
    const text = (await link.textContent()) ?? '';
    const x = box.x + ((text.indexOf('https') + 4) / text.length) * box.width;
    await page.mouse.move(x, box.y + 4);
    await page.waitForFunction(() =>
      document.querySelector('run-panel')?.shadowRoot?.querySelector('.xterm-cursor-pointer'),
    );
    await page.mouse.click(x, box.y + 4);
    await page.waitForFunction(() => document.title.startsWith('['));
    assert.deepEqual(JSON.parse(await page.title()), [
      'https://example.org',
      '_blank',
      'noopener,noreferrer',
    ]);
    await page.close();
  });
});
