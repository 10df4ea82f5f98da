// A room whose files are the document of a Hocuspocus server and whose log is on the reference backend, in real browsers:
// a candidate over both, an interviewer over the log alone, and a program of someone else's making in the document.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../../.scripts/room.js';
import { serve } from '../../../../.scripts/serve.js';
import { servers, type Foreign, type YjsServer } from '../../../conformance/test/yjs-servers.js';
import { until } from '../assistant-desk.js';
import { launch } from '../browser.js';

const cdn = process.env['CDN'] ?? 'cdn';
const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
const problems: string[] = [];
let browser: Browser;
let pages: Awaited<ReturnType<typeof serve>>;
let log: Awaited<ReturnType<typeof openRoom>>;
let server: YjsServer;
let foreign: Foreign;
let [candidate, interviewer]: Page[] = [];
const both = () => [candidate, interviewer] as [Page, Page];

const room: NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number] = (call, next) => {
  if (call.path !== '/room-under-test') return next();
  call.type = 'html';
  call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Together</title>
    <link rel="icon" href="data:,">
    <script type="module" src="/packages/interview-room/dist/${cdn}/interview-room.js"></script>
    <body style="margin:0"><interview-room style="block-size:100vh" session="${log.id}" token="${log.tokens.candidate}"
      backend="${server.url}/?log=${log.url}" dialect="hocuspocus"></interview-room></body></html>`;
  return undefined;
};

async function open(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.goto(url);
  return page;
}
const textOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement & { text?: string }>('interview-room')?.text ?? '');
const all = (words: string) =>
  until(
    () => Promise.all([...both().map(textOf), foreign.doc.getText('file:python/merge.py').toString()]),
    ([one = '', ...others]) => one.includes(words) && others.every((each) => each === one),
    words,
  );
async function write(page: Page, text: string): Promise<void> {
  await page.locator('code-editor .cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText(text);
}

before(async () => {
  [pages, browser, server, log] = await Promise.all([
    serve({ port: 8535, middleware: [room] }),
    launch(),
    servers.hocuspocus.start(),
    openRoom({ port: 8536, dir, env: {} }),
  ]);
  [candidate, interviewer] = [
    await open(`${pages.url}/room-under-test`),
    await open(log.links.interviewer ?? ''),
  ];
  foreign = servers.hocuspocus.foreign(server.url, log.id);
});
after(async () => {
  foreign?.destroy();
  await browser?.close();
  await server?.close();
  await log?.close();
  await pages?.close();
  rmSync(dir, { recursive: true, force: true });
});

it('is joined through the log: a lobby, a name, a start by the interviewer', async () => {
  const [page, other] = both();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Join the interview' }).click();
  await other.getByRole('button', { name: 'Start the interview' }).click();
  for (const each of both()) await each.locator('code-editor .cm-content').waitFor();
});

it('is one text for those of the log and those of the document', async () => {
  const [page, other] = both();
  await write(page, '# ada\n');
  await all('# ada\n');
  await write(other, '# interviewer\n');
  await all('# interviewer\n');
  foreign.doc.getText('file:python/merge.py').insert(0, '# elsewhere\n');
  await all('# elsewhere\n');
});

it('goes on while the document’s server is away, and after a reload, and is submitted', async () => {
  const [page, other] = both();
  server.cut();
  await write(page, '# cut\n');
  await all('# cut\n');
  await page.reload();
  await page.locator('code-editor .cm-content').waitFor();
  await all('# elsewhere\n');
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await page.locator('run-panel').getByText(/Finished|Done|exit/i).first().waitFor(); // prettier-ignore
  await page.getByRole('button', { name: 'Submit' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
  await other.getByText('Submitted', { exact: true }).first().waitFor();
  assert.deepEqual(problems, []);
});
