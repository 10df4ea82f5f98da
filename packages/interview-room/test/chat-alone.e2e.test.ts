// <ai-chat> by itself, from the drop-in build, in a page of someone else's: each wire of the docs over real HTTP, told by name
// and found out, and code in the editor's colours without a word of the page about them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../.scripts/lib.js';
import { launch } from './browser.js';

const cdn = join(root, 'packages/interview-room/dist/cdn');
const doc = readFileSync(join(root, 'docs/MODELS.md'), 'utf8');
/** What the docs say that a server answers, by wire. */
const answers = new Map(
  [...doc.matchAll(/^### `([\w-]+)`$[\s\S]*?^```text\n([\s\S]*?)^```$/gm)].map(([, wire = '', body = '']) => [
    wire,
    // A code block takes the blank line away that ends the last frame.
    wire === 'text' ? body.trimEnd() : `${body}\n`,
  ]),
);
const code = 'Look:\n\n```python\ndef merge(meetings):\n    return []\n```\n';

function reply(wire: string, response: ServerResponse): void {
  const body = wire === 'code' ? code : answers.get(wire);
  if (body === undefined) return void response.writeHead(404).end();
  const type = wire === 'text' || wire === 'code' ? 'text/plain' : 'text/event-stream';
  const more = wire === 'ai-sdk' ? { 'x-vercel-ai-ui-message-stream': 'v1' } : {};
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, ...more }).end(body);
}

function serve({ url = '/' }: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname.startsWith('/wire/')) return reply(pathname.slice('/wire/'.length), response);
  if (pathname === '/')
    return void response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(
        '<!doctype html><link rel=icon href="data:,"><script type="module" src="interview-room.js"></script>',
      );
  try {
    const body = readFileSync(join(cdn, pathname));
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Puts a chat into the page and asks it; gives what it shows once the answer is over. */
async function ask(page: Page, attributes: Record<string, string>): Promise<string> {
  await page.evaluate(async (given) => {
    const chat = document.createElement('ai-chat');
    for (const [name, value] of Object.entries(given)) chat.setAttribute(name, value);
    document.body.replaceChildren(chat);
    await customElements.whenDefined('ai-chat');
    const over = new Promise((resolve) => chat.addEventListener('turn-finished', resolve));
    (chat as unknown as { send(text: string): string }).send('Say hello.');
    await over;
  }, attributes);
  return page.getByRole('article').last().locator('.parts').innerText();
}

describe('<ai-chat> alone, from the drop-in build', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  const problems: string[] = [];

  before(async () => {
    server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launch();
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  it('has an answer of the docs for each wire', () => {
    assert.equal(answers.size, 8, [...answers.keys()].join());
  });

  for (const wire of answers.keys())
    it(`speaks ${wire}, by its name and found out`, async () => {
      for (const dialect of [wire, 'auto'])
        assert.equal(await ask(page, { endpoint: `/wire/${wire}`, dialect }), 'Hello.', dialect);
    });

  it('shows code in the colours of the editor', async () => {
    await ask(page, { endpoint: '/wire/code', dialect: 'text' });
    const keyword = page.locator('ai-chat .tok-keyword').first();
    await keyword.waitFor();
    const [coloured, plain] = await page
      .locator('ai-chat .code pre')
      .evaluate((pre) =>
        [pre.querySelector('.tok-keyword'), pre].map((each) => each && getComputedStyle(each).color),
      );
    assert.equal(await keyword.innerText(), 'def');
    assert.notEqual(coloured, plain);
    assert.deepEqual(problems, []);
  });
});
