// The page under a strict policy: editing, running and testing cause no violation, and the counter does count.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { startStrictCsp } from './server.js';

declare const violations: unknown[];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];

describe('the page under a strict policy', () => {
  let browser: Browser;
  let page: Page;
  let room: Locator;
  let servers: Awaited<ReturnType<typeof startStrictCsp>>;

  before(async () => {
    servers = await startStrictCsp();
    const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: flags });
    page = await browser.newPage();
    await page.goto(servers.hostUrl);
    room = page.locator('interview-room').first();
  });
  after(async () => {
    await browser?.close();
    await servers?.close();
  });

  const refused = () => page.evaluate(() => violations);

  it('is sent with the policy that the documentation recommends', async () => {
    const policy = (await fetch(servers.hostUrl)).headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ]) {
      assert.ok(policy.includes(part), part);
    }
    assert.ok(!policy.includes('unsafe'), policy);
  });

  it('lets a person edit', async () => {
    await room.locator('.start').click();
    await room.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('print("typed under a policy")\n');
    await page.locator('body > code-editor .cm-content').click();
    await page.keyboard.type('const typed: number = 1;');
    assert.deepEqual(await refused(), []);
  });

  for (const [language, label] of [
    ['python', 'Python'],
    ['javascript', 'JavaScript'],
    ['typescript', 'TypeScript'],
  ] as const) {
    it(`runs and tests ${label}`, async () => {
      await room.locator('select').first().selectOption(language);
      const ended = room.evaluate(
        (element) =>
          new Promise<string>((resolve) =>
            element.addEventListener('run-finished', (event) => resolve(event.outcome), { once: true }),
          ),
      );
      await room.getByRole('button', { name: 'Run', exact: true }).click();
      assert.equal(await ended, 'ok');
      const tested = room.evaluate(
        (element) =>
          new Promise<number>((resolve) =>
            element.addEventListener('tests-finished', (event) => resolve(event.summary.total), {
              once: true,
            }),
          ),
      );
      await room.getByRole('button', { name: 'Test', exact: true }).click();
      assert.equal(await tested, 10);
      assert.deepEqual(await refused(), []);
      assert.equal(await page.locator('#violations').textContent(), '0');
    });
  }

  it('counts what it does refuse', async () => {
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await page.waitForFunction(() => violations.length === 1);
    assert.equal(await page.locator('#violations').textContent(), '1');
  });
});
