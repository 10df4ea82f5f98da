// What a person wrote stays: through a reload at any moment, in two tabs at once, and without a connection.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

interface Room extends HTMLElement {
  text?: string;
  replaceText(text: string): void;
}
const address = 'packages/interview-room/test/pages/room.html';
const question = 'examples/practice/questions/two-sum.json';
const content = 'code-editor .cm-content';

describe('what a person wrote', () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    server = await serve({ port: 8470 });
    browser = await launch();
  });
  afterEach(() => context?.close());
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${server.url}/${address}`);
    await page.locator(content).waitFor();
    return page;
  }
  const text = (page: Page) =>
    page.evaluate(() => document.querySelector<Room>('interview-room')?.text ?? '');
  const shows = (page: Page, ...wanted: string[]) =>
    page.waitForFunction(
      (all) => all.every((each) => document.querySelector<Room>('interview-room')?.text?.includes(each)),
      wanted,
    );
  /** Types at one end of the file. */
  async function write(page: Page, words: string, end = 'Home'): Promise<void> {
    await page.bringToFront();
    await page.locator(content).focus();
    await page.keyboard.press(`Control+${end}`);
    await page.keyboard.type(words);
  }

  it('is there after a reload at once, the first time and the next', async () => {
    context = await browser.newContext();
    const page = await open();
    for (const words of ['# one', '# two', '# three']) {
      await write(page, `${words}\n`);
      await page.reload();
      await shows(page, words, 'def two_sum');
    }
    await shows(page, '# one', '# two', '# three');
  });

  it('is there after a reload before the record could be opened', async () => {
    context = await browser.newContext();
    const page = await open();
    // The record's code is what a page asks for once something is typed; it does not come.
    let asked = 0;
    await context.route('**/dist/cdn/chunks/**', () => void asked++);
    await write(page, '# early\n');
    assert.ok(asked > 0);
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    for (const word of ['first', 'second']) {
      await page.reload();
      await shows(page, '# early');
      assert.equal((await text(page)).split('# early').length, 2, `once after the ${word} reload`);
    }
  });

  it('begins with what the page put there before anything was typed', async () => {
    context = await browser.newContext();
    const page = await open();
    await page.evaluate(() => document.querySelector<Room>('interview-room')?.replaceText('# by the page\n'));
    await page.locator('interview-room').getByRole('button', { name: 'Test' }).click();
    await page
      .getByText(/pass in/)
      .first()
      .waitFor({ timeout: 60_000 });
    assert.equal(await text(page), '# by the page\n');
    await page.reload();
    await shows(page, '# by the page');
  });

  it('in two tabs is in both, whichever wrote first', async () => {
    context = await browser.newContext();
    const [one, two] = [await open(), await open()];
    await write(one, '# from one\n');
    await one.locator('[role=status]', { hasText: 'Saved' }).waitFor();
    await write(two, '# from two\n');
    for (const page of [one, two]) await shows(page, '# from one', '# from two');
    await Promise.all([write(one, '# at the top\n'), write(two, '# at the foot\n', 'End')]);
    const all = ['# from one', '# from two', '# at the top', '# at the foot'];
    for (const page of [one, two]) await shows(page, ...all);
    await two.reload();
    await shows(two, ...all);
    assert.equal(await text(one), await text(two));
  });

  for (const how of ['by itself', 'by the button']) {
    it(`can be gone on with when the connection is back, ${how}`, async () => {
      context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server.url}/packages/interview-room/test/pages/lit.js`);
      await page.setContent('<body></body>');
      await page.evaluate(() => import('/packages/interview-room/dist/cdn/interview-room.js' as string));
      await context.setOffline(true);
      await page.evaluate((src) => {
        const room = document.createElement('interview-room');
        document.body.append(Object.assign(room, { src: `/${src}` }));
      }, question);
      const problem = page.locator('interview-room [part=problem]');
      await problem.getByText('You are offline').waitFor();
      if (how === 'by the button') {
        // A browser that does not notice: the event does not come.
        await page.evaluate(() =>
          addEventListener('online', (event) => event.stopImmediatePropagation(), { capture: true }),
        );
        await problem.getByRole('button').click();
        await problem.getByText('You are offline').waitFor();
      }
      await context.setOffline(false);
      if (how === 'by the button') await problem.getByRole('button').click();
      await page.locator(content).waitFor();
      assert.match(await text(page), /two_sum|twoSum/);
    });
  }

  it('can be gone on with when only the editor did not come', async () => {
    context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/packages/interview-room/test/pages/lit.js`);
    await page.setContent('<body></body>');
    await page.evaluate(() => import('/packages/interview-room/dist/cdn/interview-room.js' as string));
    await page.evaluate(async (src) => {
      const room = document.createElement('interview-room');
      Object.assign(globalThis, { room: Object.assign(room, { question: await (await fetch(src)).json() }) });
    }, `/${question}`);
    await context.setOffline(true);
    await page.evaluate(() => document.body.append((globalThis as unknown as { room: Node }).room));
    await page.getByText('The editor could not be loaded').waitFor();
    await context.setOffline(false);
    await page.locator(content).waitFor();
  });
});
