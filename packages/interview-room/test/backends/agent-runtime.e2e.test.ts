// A room on an agent runtime, walked in a real browser: an interviewer has tests generated for the question, follows the work
// over connections that break, takes what it made, and ends it; both variants of the wire, as it should be and with faults.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import { startAgentRuntime } from '../../../conformance/src/stand-ins/agent-runtime/index.js';
import type { Faults, StandIn } from '../../../conformance/src/stand-ins/stand-in.js';

/** The page and the stand-in are on different ports of this machine, which newer browsers ask about. */
const flags = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --disable-features=LocalNetworkAccessChecks`.split(/\s+/);
const trouble: Partial<Faults> = { delayMs: 20, html: 5, drop: 3, missingComplete: true };
const cdn = process.env['CDN'] ?? 'cdn';
const app = 'https://shop.example';

interface Room extends HTMLElement {
  text?: string;
  shared?: {
    room?: {
      connection: { status: string };
      retry(): void;
      workspace: { files(): Record<string, string> };
    };
  };
}

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let body = '';
before(async () => {
  server = await serve({
    port: 8470,
    middleware: [
      (call, next) => {
        if (call.path !== '/room-under-test') return next();
        call.type = 'html';
        call.body = body;
        return undefined;
      },
    ],
  });
  browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: flags,
  });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const variant of ['current', 'older'])
  for (const faults of [{}, trouble])
    describe(`tasks of an agent runtime, ${variant}${faults === trouble ? ', with faults' : ''}`, () => {
      let context: BrowserContext;
      let page: Page;
      let standIn: StandIn;
      const problems: string[] = [];

      before(async () => {
        standIn = await startAgentRuntime({ variant });
        context = await browser.newContext({
          viewport: { width: 1400, height: 900 },
          reducedMotion: 'reduce',
        });
        context.setDefaultTimeout(15_000);
        page = await context.newPage();
        page.on('pageerror', ({ message }) => problems.push(message));
      });
      after(async () => {
        await context?.close();
        await standIn?.close();
      });

      const html = (
        attributes: string,
      ) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tasks</title>
        <link rel="icon" href="data:,">
        <script type="module" src="/packages/interview-room/dist/${cdn}/interview-room.js"></script>
        <body style="margin:0"><interview-room style="block-size:100vh" language="javascript" session="tasks"
          dialect="agent-runtime" variant="${variant}" ${attributes}
          backend="${standIn.url}?question=${encodeURIComponent(`${server.url}/examples/practice/questions/two-sum.json`)}"
        ></interview-room></body></html>`;
      const isConnected = (status: string) =>
        page.waitForFunction(
          (wanted) =>
            document.querySelector<Room>('interview-room')?.shared?.room?.connection.status === wanted,
          status,
        );
      const panel = () => page.locator('task-panel');
      const standsAt = (status: string) =>
        panel().locator('[part~=detail] [part=status]').getByText(status).waitFor();
      const fileTexts = () =>
        page.evaluate(
          () => document.querySelector<Room>('interview-room')?.shared?.room?.workspace.files() ?? {},
        );
      const lines = () => panel().locator('.line .said').allTextContents();
      async function start(instructions?: string): Promise<void> {
        const address = panel().getByLabel('Address of the application');
        await address.fill('nowhere');
        if (instructions) await panel().getByLabel('Instructions').fill(instructions);
        // Of several tries one comes through.
        await panel().getByRole('button', { name: 'Start task' }).click();
        await panel().getByText('Input should be a valid URL').waitFor();
        await address.fill(app);
        await panel().getByRole('button', { name: 'Start task' }).click();
        await panel().getByRole('tab', { name: 'Log' }).waitFor();
      }

      it('is joined by an interviewer, who types and runs a program', async () => {
        body = html('role="interviewer" name="Ann"');
        await page.goto(`${server.url}/room-under-test`);
        await page.getByRole('heading', { name: 'Two sum' }).first().waitFor();
        await page.locator('code-editor .cm-content').click();
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText('console.log("hello from Ann");\n');
        await page.getByRole('button', { name: 'Run' }).first().click();
        await page.locator('run-panel').getByText('hello from Ann').first().waitFor({ timeout: 60_000 });
      });

      it('has tests generated for the question, with what is wrong said at the field', async () => {
        await page.getByRole('tab', { name: 'Tasks', exact: true }).click();
        await panel().getByRole('button', { name: 'Generate tests for this question' }).click();
        const instructions = await panel().getByLabel('Instructions').inputValue();
        for (const part of ['# Two sum', 'hello from Ann', 'in javascript'])
          assert.ok(instructions.includes(part), part);
        await start();
        Object.assign(standIn.faults, faults);
        await standsAt('Done');
        const made = standIn.heard.filter(({ what }) => what === 'POST /tasks').at(-1)?.body as Record<
          string,
          { instructions?: string }
        >;
        assert.equal(made['task_type'] as unknown, 'generate');
        assert.ok(made['configuration']?.instructions?.includes('hello from Ann'));
      });

      it('takes what it made into the workspace, beside what is there, and as a ZIP', async () => {
        Object.assign(standIn.faults, { html: 0 });
        await panel().getByRole('tab', { name: 'Files' }).click();
        await panel().getByRole('button', { name: 'Put all into the workspace' }).click();
        await panel().locator('[part=note]').getByText('1 file is in the workspace').waitFor();
        const files = await fileTexts();
        assert.match(files['javascript/tests/basket.spec.ts'] ?? '', /the basket adds up/);
        assert.match(files['javascript/two-sum.js'] ?? '', /hello from Ann/);
        await page.getByRole('tab', { name: 'tests/basket.spec.ts' }).waitFor();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          panel().getByRole('button', { name: 'Download ZIP' }).click(),
        ]);
        assert.match(readFileSync(await download.path(), 'latin1'), /^PK[^]*tests\/basket\.spec\.ts/);
        await panel().getByRole('button', { name: 'tests/basket.spec.ts' }).click();
        await panel().getByText("getByRole('status')").waitFor();
        await panel().getByRole('button', { name: 'Close the file' }).click();
        Object.assign(standIn.faults, faults);
      });

      it('follows a long task over a connection that is lost, and nobody loses anything', async () => {
        Object.assign(standIn.faults, { html: 0 });
        await panel().getByRole('button', { name: 'All tasks' }).click();
        await panel().getByRole('button', { name: 'New task' }).click();
        await panel().getByLabel('Task', { exact: true }).selectOption('complete');
        await start('lines:60 forever');
        await panel().getByText('Line 5 of 60', { exact: true }).waitFor();
        // The developer tools leave a socket alone that is open: it is the page that knows it from the device.
        await context.setOffline(true);
        await page.evaluate(() => document.querySelector<Room>('interview-room')?.shared?.room?.retry());
        await panel().getByText('Not connected').waitFor();
        await page.locator('code-editor .cm-content').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type('// offline');
        await context.setOffline(false);
        Object.assign(standIn.faults, faults);
        await panel().getByText('1 passed', { exact: true }).waitFor();
        const told = (await lines()).filter((line) => /^Line \d+ of 60$/.test(line));
        assert.deepEqual(
          told,
          Array.from({ length: 60 }, (_, n) => `Line ${n + 1} of 60`),
        );
        assert.ok(Object.values(await fileTexts()).some((text) => text.includes('// offline')));
      });

      it('finds a line, and cancels the task', async () => {
        Object.assign(standIn.faults, { html: 0 });
        await panel().getByLabel('Search the log').fill('line 60');
        await panel()
          .getByText(/^1 of \d+ lines$/)
          .waitFor();
        await panel().getByRole('button', { name: 'Cancel task' }).click();
        await panel().getByRole('button', { name: 'Cancel the task' }).click();
        await standsAt('Cancelled');
      });

      it('is there again after a reload, and a candidate submits without seeing tasks', async () => {
        await page.reload();
        await isConnected('open');
        await page.waitForFunction(() =>
          JSON.stringify(
            document.querySelector<Room>('interview-room')?.shared?.room?.workspace.files() ?? {},
          ).includes('// offline'),
        );
        const other = await browser.newContext({ viewport: { width: 1400, height: 900 } });
        try {
          body = html('name="Ben"');
          const candidate = await other.newPage();
          await candidate.goto(`${server.url}/room-under-test`);
          await candidate.getByRole('checkbox').check();
          await candidate.getByRole('button', { name: 'Join the interview' }).click();
          await candidate.getByRole('button', { name: 'Submit' }).first().click();
          assert.equal(await candidate.getByRole('tab', { name: 'Tasks', exact: true }).count(), 0);
          await candidate.getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
          await candidate.getByText('Submitted').first().waitFor();
        } finally {
          await other.close();
        }
        assert.deepEqual(problems, []);
      });
    });
