// A problem solved with the keyboard alone, and axe on every state that the walk passes through, in both themes, wide and narrow.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const solution =
  'two_sum = lambda n, t: next([i, j] for j in range(len(n)) for i in range(j) if n[i] + n[j] == t)';

declare const told: string[];
declare const axe: { run(context: string, options: object): Promise<AxeResults> };

/** Where the focus is, through shadow roots: the tag of every element on the way, outermost first. */
const focusPath = () => {
  const path: string[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null)
    path.push(at.localName);
  return path;
};

async function violations(page: Page, where = 'interview-room'): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate(
    (context) =>
      axe.run(context, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    where,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Presses a key until the focus is where it should be. */
async function pressUntil(page: Page, key: string, wanted: (path: string[]) => boolean): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    if (wanted(await page.evaluate(focusPath))) return;
  }
  assert.fail(`${key} never led there; the focus is on ${(await page.evaluate(focusPath)).join(' > ')}`);
}

const inEditor = (path: string[]) => path.includes('code-editor');

describe('the keyboard', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    server = await serve({ port: 8450 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${server.url}/packages/interview-room/test/pages/room.html`);
    await page.locator('code-editor .cm-content').waitFor({ state: 'attached' });
    return page;
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`solves a problem, ${colorScheme}`, async () => {
      const page = await open(1200, colorScheme);
      assert.deepEqual(await page.evaluate(focusPath), ['body'], 'nothing takes the focus by itself');
      assert.deepEqual(await violations(page), []);

      await page.keyboard.press('Tab');
      await pressUntil(page, 'Tab', inEditor);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(solution);
      assert.deepEqual(await violations(page), []);

      await page.keyboard.press('Control+Shift+Enter');
      await page.waitForFunction(() => told.includes('room-solved'), undefined, { timeout: 60_000 });
      assert.ok(inEditor(await page.evaluate(focusPath)), 'the focus stays in the editor');
      assert.deepEqual(await violations(page), []);

      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      assert.ok(!inEditor(await page.evaluate(focusPath)), 'Escape, then Tab, leaves the editor');
      await pressUntil(page, 'Tab', (path) => path[0] === 'button');
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        'after',
        'Tab leads out of the room',
      );
      await pressUntil(page, 'Shift+Tab', inEditor);
      await page.keyboard.press('F6');
      assert.ok(!inEditor(await page.evaluate(focusPath)), 'F6 leads to the next pane');
      await page.context().close();
    });

    it(`is as good at 320 px, ${colorScheme}`, async () => {
      const page = await open(320, colorScheme);
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Tab');
      await pressUntil(page, 'Tab', (path) => path.includes('interview-room'));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `nothing sticks out: ${width}`);

      await pressUntil(page, 'F6', inEditor);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(solution);
      await page.keyboard.press('Control+Shift+Enter');
      await page.waitForFunction(() => told.includes('room-solved'), undefined, { timeout: 60_000 });
      const focused = await page.evaluate(focusPath);
      assert.ok(
        focused.includes('interview-room') && !inEditor(focused),
        'the focus goes where the run is shown',
      );
      await pressUntil(page, 'F6', inEditor);
      await page.context().close();
    });
  }

  const examples = ['practice/', 'practice/more.html', 'elements/'].concat(
    ['code-editor', 'run-panel', 'interview-room', 'ai-chat', 'task-panel'].map(
      (name) => `elements/${name}.html`,
    ),
  );
  for (const example of examples)
    it(`reads and fits at 320 px, in both themes: examples/${example}`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport: { width: 320, height: 900 }, colorScheme });
        const page = await context.newPage();
        await page.goto(`${server.url}/examples/${example}`, { waitUntil: 'networkidle' });
        const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!sticksOut, 'nothing sticks out');
        assert.deepEqual(await violations(page, 'body'), []);
        await context.close();
      }
    });
});
