// What a page can rely on of the problems in it: read without scripts, one runtime for all, its own rules and looks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

interface Room extends HTMLElement {
  text?: string;
  question: unknown;
}
const script = '<script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>';
const tag = (id: string) =>
  `<interview-room id="${id}" src="/examples/practice/questions/${id}.json" language="python"></interview-room>`;

describe('problems in a page', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    server = await serve({ port: 8490 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(body: string, context?: BrowserContext, address = '/made.html'): Promise<Page> {
    const page = await (context ?? (await browser.newContext())).newPage();
    await page.route('**/made*.html*', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>Made</title>${body}${script}`,
      }),
    );
    await page.goto(server.url + address);
    return page;
  }
  /** Does something, and waits for what one room says of it. */
  async function hears(page: Page, room: string, event: string, act: () => Promise<void>): Promise<string> {
    await page.evaluate(
      ([selector = '', type = '']) => {
        const told = new Promise<Event>((resolve) => {
          document.querySelector(selector)?.addEventListener(type, resolve, { once: true });
        });
        Object.assign(globalThis, { told });
      },
      [room, event],
    );
    await act();
    return page.evaluate(async () => {
      const event = await (globalThis as unknown as { told: Promise<Event> }).told;
      return 'outcome' in event ? String(event.outcome) : event.type;
    });
  }
  const text = (page: Page) =>
    page.evaluate(() => document.querySelector<Room>('interview-room')?.text ?? '');

  it('are read where no script runs', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/examples/practice/`);
    const statements = page.locator('interview-room > *');
    assert.ok((await statements.count()) > 0);
    for (const statement of await statements.all()) assert.ok(await statement.isVisible());
    assert.match(
      await page.locator('interview-room').first().innerText(),
      /You have a list of whole numbers/,
    );
    await context.close();
  });

  it('share one runtime', async () => {
    const ids = ['two-sum', 'balanced-brackets'];
    const page = await open(ids.map(tag).join(''));
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    for (const [index, id] of ids.entries()) {
      const room = page.locator(`#${id}`);
      await room.scrollIntoViewIfNeeded();
      const asked = fetched.length;
      const button = room.getByRole('button', { name: 'Test', exact: true });
      await hears(page, `#${id}`, 'tests-finished', () => button.click());
      const assets = fetched.slice(asked).filter((url) => url.includes('/assets/'));
      assert.equal(assets.length > 0, index === 0, assets.join(' '));
      assert.equal(page.frames().length, 2, 'the page and one sandbox');
    }
    await page.context().close();
  });

  it('keep what is read-only as it is, and stop a run at the question’s own limit', async () => {
    const page = await open('<interview-room></interview-room>');
    await page.evaluate(() => {
      const python = {
        entry: 'main.py',
        files: { 'main.py': 'while True: pass\n', 'data.py': { text: 'X = 1\n', readonly: true } },
      };
      const cases = [{ call: 'f', args: [], expected: 1 }];
      const room = document.querySelector<Room>('interview-room');
      if (!room) throw new Error('no room');
      const about = { id: 'limited', title: 'Limited', difficulty: 'easy', statement: 'Wait.' };
      room.question = { ...about, cases, limits: { wallMs: 700 }, languages: { python } };
    });
    const room = page.locator('interview-room');
    await room.locator('code-editor .cm-content').click();
    await room.locator('file-tabs [role=tab]', { hasText: 'data.py' }).click();
    await room.locator('.cm-content', { hasText: 'X = 1' }).click();
    await page.keyboard.type('typed');
    assert.equal(await text(page), 'X = 1\n');
    const outcome = await hears(page, 'interview-room', 'run-finished', () =>
      page.keyboard.press('Control+Enter'),
    );
    assert.equal(outcome, 'timeout');
    await room.getByText('Took longer than 0.7 s and was stopped').first().waitFor();
    await page.context().close();
  });

  it('have their own code on each page, whatever follows its path', async () => {
    const context = await browser.newContext();
    const first = await open(tag('two-sum'), context, '/made-a.html');
    await first.locator('code-editor .cm-content').click();
    await first.keyboard.press('Control+Home');
    await first.keyboard.type('# of page a\n');
    await first.locator('[role=status]', { hasText: 'Saved' }).waitFor();
    const same = await open(tag('two-sum'), context, '/made-a.html?from=mail#top');
    await same.waitForFunction(() =>
      document.querySelector<Room>('interview-room')?.text?.includes('# of page a'),
    );
    const other = await open(tag('two-sum'), context, '/made-b.html');
    await other.locator('code-editor .cm-content').click();
    await other.keyboard.type('#');
    await other.locator('[role=status]', { hasText: 'Saved' }).waitFor();
    assert.ok(!(await text(other)).includes('# of page a'));
    await context.close();
  });

  it('take the page’s style at the parts that are documented', async () => {
    const parts = {
      'run-button': 'run-panel [part=run-button]',
      'panel-status': 'run-panel [part=status]',
      'question-statement': 'question-view [part~=statement]',
      'file-tab': 'file-tabs [role=tab]',
      'title': 'room-header [part=title]',
    };
    const rules = Object.keys(parts).map((part) => `interview-room::part(${part}) { color: rgb(1, 2, 3); }`);
    const page = await open(`<style>${rules.join('\n')}</style>${tag('two-sum')}`);
    await hears(page, 'interview-room', 'run-finished', () =>
      page.locator('interview-room').getByRole('button', { name: 'Run', exact: true }).click(),
    );
    for (const [part, selector] of Object.entries(parts)) {
      const drawn = page.locator('interview-room').locator(selector).first();
      assert.equal(await drawn.evaluate((each) => getComputedStyle(each).color), 'rgb(1, 2, 3)', part);
    }
    await page.context().close();
  });

  it('have an editor that is filled in again like any field, for whoever comes back', async () => {
    const form = '<form><code-editor name="code" value="start"></code-editor></form>';
    const page = await open(form);
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('typed ');
    await page.goto(`${server.url}/examples/elements/`);
    await page.goBack();
    await page.locator('code-editor .cm-content', { hasText: 'typed start' }).waitFor();
    await page.context().close();
  });
});
