// What a link is good for: one whose token has ended lately, one that has ended for good, one of another room, half of one;
// and a token that ends every few moments while its bearer writes.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createServer, SqliteLogEngine } from '@interview-room/server';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../.scripts/lib.js';
import { launch } from './browser.js';

const KEY = 'key-of-the-test';
const HOUR = 60 * 60;
/** In seconds. What it says of itself is shorter than a page waits before it asks for another. */
const BRIEF = 3;

describe('links and their tokens', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof createServer>>;
  let url: string;
  const dir = mkdtempSync(join(tmpdir(), 'links-'));

  before(async () => {
    browser = await launch();
    const sdk = join(root, 'packages', 'interview-room', 'dist', 'cdn');
    const engine = new SqliteLogEngine({ dir });
    server = await createServer({
      engine,
      apiKeys: [KEY],
      secret: KEY,
      tokenTtl: BRIEF,
      sdk,
      grading: false,
    });
    url = await server.listen(0);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function newRoom(): Promise<string> {
    const question = readFileSync(join(root, 'examples', 'interview', 'merge-intervals.json'), 'utf8');
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ question: JSON.parse(question) as unknown }),
    });
    return ((await answer.json()) as { id: string }).id;
  }
  /** A token that ends in so many seconds. */
  const mint = (room: string, ends: number) =>
    server.context.tokens.mint({ sub: 'p-ines', room, role: 'interviewer', name: 'Ines' }, ends);
  async function open(room: string, token?: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${url}/room/${room}${token ? `#token=${token}` : ''}`);
    return page;
  }

  /** The room is live, and has all that was written. */
  async function arrived(page: Page): Promise<void> {
    await page.waitForFunction(() => {
      const shared = (
        document.querySelector('interview-room') as unknown as {
          shared?: { room?: { connection: { status: string; remote?: { unsent: number } } } };
        }
      ).shared;
      const { status, remote } = shared?.room?.connection ?? {};
      return status === 'open' && remote?.unsent === 0;
    });
    await page.locator('room-status').getByText('Live').first().waitFor();
  }

  it('one that ended an hour ago still leads in, and what is written arrives though tokens end all the time', async () => {
    const room = await newRoom();
    const page = await open(room, await mint(room, -HOUR));
    await page.getByRole('button', { name: 'Start the interview' }).click();
    const refusals = async (): Promise<number> => {
      const metrics = await server.context.metrics.registry.metrics();
      return Number(/refusals_total\{reason="token-expired"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    };
    for (let times = 0; times < 2; times++) {
      const before = await refusals();
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(`# written with token ${times}\n`);
      for (let tries = 0; (await refusals()) <= before; tries++) {
        assert.ok(tries < 600, 'a token ends');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await arrived(page);
    const log = await fetch(`${url}/api/rooms/${room}/log`, { headers: { authorization: `Bearer ${KEY}` } });
    const lines = (await log.text()).split('\n');
    assert.ok(lines.filter((line) => line.includes('"doc.update"')).length >= 2);
    assert.equal(lines.filter((line) => line.includes('"participant.joined"')).length, 1);
    const text = await page.evaluate(() =>
      String(document.querySelector('interview-room')?.editor?.view?.state.doc ?? ''),
    );
    assert.ok(text.includes('token 0') && text.includes('token 1'));
  });

  it('one that cannot be renewed for a while is tried until it can be', async () => {
    const room = await newRoom();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    let asked = 0;
    await page.route('**/api/rooms/*/token', (route) => {
      if (asked++ < 4) return route.fulfill({ status: 503, body: 'Back in a moment.' });
      return route.continue();
    });
    await page.goto(`${url}/room/${room}#token=${await mint(room, -HOUR)}`);
    await page.locator('room-status').getByText('Live').first().waitFor({ timeout: 60_000 });
    assert.ok(asked > 4);
    await page.context().close();
  });

  const sentences: [string, (room: string) => Promise<string | undefined>, RegExp][] = [
    ['ended two days ago', (room) => mint(room, -48 * HOUR), /This link has expired\. Ask your interviewer/],
    ['is for another room', async () => mint(await newRoom(), HOUR), /This link is for another room\./],
    ['was changed', async (room) => `${await mint(room, HOUR)}x`, /This link is not valid\./],
    ['is not whole', async () => undefined, /This link is not whole: ask for it again\./],
  ];
  for (const [what, token, sentence] of sentences)
    it(`one that ${what} says so`, async () => {
      const room = await newRoom();
      const page = await open(room, await token(room));
      await page.getByText(sentence).waitFor();
      await page.context().close();
    });

  it('a page that gave a token as text gives another, and goes on with what waited', async () => {
    const room = await newRoom();
    const page = await open(room, await mint(room, HOUR));
    await page.getByRole('button', { name: 'Start the interview' }).click();
    await page.locator('code-editor .cm-content').waitFor();
    const give = (token: string) =>
      page.evaluate((text) => {
        const element = document.querySelector('interview-room');
        if (element) element.token = text;
      }, token);
    await give(await mint(room, BRIEF));
    await page
      .locator('room-status[bar]')
      .getByText(/This link has expired/)
      .waitFor();
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('# written without a token\n');
    await give(await mint(room, HOUR));
    await arrived(page);
    const text = await page.evaluate(() =>
      String(document.querySelector('interview-room')?.editor?.view?.state.doc ?? ''),
    );
    assert.equal(text.split('# written without a token').length, 2);
  });
});
