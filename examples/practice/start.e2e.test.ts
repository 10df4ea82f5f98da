// `npm start` as a person has it: what it prints are pages that work, and Ctrl+C ends it.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];

describe('npm start', () => {
  let server: ChildProcess;
  let browser: Browser;
  let said = '';
  const address = (label: string): string =>
    new RegExp(`${label}: +(http\\S+)`).exec(said)?.[1] ?? assert.fail(said);

  before(async () => {
    // Node itself, as npm would call it: a signal to npm is not always passed on.
    const args = ['.scripts/start.js', '--no-open'];
    const { OPENAI_MODEL: _model, OPENAI_API_KEY: _key, ...env } = process.env;
    server = spawn(process.execPath, args, { cwd: root, env: { ...env, PORT: '8600', CI: '1' } });
    server.stderr?.setEncoding('utf8').on('data', (part: string) => (said += part));
    const ended = once(server, 'exit').then(() => assert.fail(said));
    const ready = new Promise<void>((resolve) => {
      server.stdout?.setEncoding('utf8').on('data', (part: string) => {
        said += part;
        if (said.includes('Ctrl+C')) resolve();
      });
    });
    await Promise.race([ready, ended]);
    ended.catch(() => {});
    const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: flags });
  });
  after(async () => {
    await browser?.close();
    server?.kill('SIGKILL');
  });

  it('shows problems that run, with every header that helps and none that must be', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(address('Practice problems'));
    assert.equal(answer?.headers()['cross-origin-embedder-policy'], undefined);
    const sandboxes: (string | undefined)[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/sandbox.html'))
        sandboxes.push(response.headers()['document-isolation-policy']);
    });
    const room = page.locator('interview-room').first();
    await room.locator('.start').click();
    const outcome = room.evaluate(
      (element) =>
        new Promise<string>((resolve) =>
          element.addEventListener('run-finished', (event) => resolve(event.outcome), { once: true }),
        ),
    );
    await room.getByRole('button', { name: 'Run', exact: true }).click();
    assert.equal(await outcome, 'ok');
    assert.ok(sandboxes.length > 0);
    assert.ok(sandboxes.every((policy) => policy === 'isolate-and-require-corp'));
    await page.close();
  });

  it('shows each element alone, and both sides of an interview', async () => {
    const page = await browser.newPage();
    await page.goto(address('Each element alone'));
    await page.getByRole('link', { name: '<code-editor>' }).click();
    await page.locator('code-editor .cm-content').first().waitFor();
    await page.goto(address('candidate'));
    await page.getByRole('button', { name: 'Join the interview' }).waitFor();
    await page.goto(address('interviewer'));
    await page.getByRole('button', { name: 'Start the interview' }).waitFor();
    await page.close();
  });

  it('ends by Ctrl+C', async () => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
  });
});
