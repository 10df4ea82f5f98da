// The React example: it type-checks, `vite build` builds it, and what was built works.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { serve } from '../../.scripts/serve.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
const node = (file: string, args: string[]) =>
  promisify(execFile)(process.execPath, [file, ...args], { cwd: here });

describe('the React example', () => {
  let browser: Browser;
  let page: Page;
  let server: Awaited<ReturnType<typeof serve>>;
  const errors: string[] = [];

  before(async () => {
    await node(require.resolve('typescript/bin/tsc'), ['--noEmit']);
    await node(join(dirname(require.resolve('vite/package.json')), 'bin/vite.js'), ['build']);
    server = await serve({ port: 8500, rootDir: join(here, 'dist') });
    browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: flags,
    });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(server.url);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('hears of progress from a room, through JSX', async () => {
    const room = page.locator('interview-room');
    await room.locator('code-editor .cm-content').waitFor();
    await room.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('button', { name: 'Two sum 0 of 10' }).waitFor();
  });

  it('keeps the text of an editor in its own state, both ways', async () => {
    await page.locator('main > section > code-editor .cm-content').click();
    await page.keyboard.type('a map');
    await page.getByText('5 characters').waitFor();
    await page.locator('main > section > p button').click();
    await page.getByText('0 characters').waitFor();
    assert.equal(
      await page.locator('main > section > code-editor').evaluate((editor) => Reflect.get(editor, 'value')),
      '',
    );
  });

  it('changes the problem', async () => {
    await page.getByRole('button', { name: 'Balanced brackets' }).click();
    await page.locator('interview-room').getByRole('heading', { name: 'Balanced brackets' }).waitFor();
    assert.deepEqual(errors, []);
  });
});
