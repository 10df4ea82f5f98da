// A room whose log was changed behind the server's back: it is not opened, and who comes is told where it is damaged.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createServer, SqliteLogEngine } from '@interview-room/server';
import type { Browser } from 'playwright-core';
import { root } from '../../../.scripts/lib.js';
import { openDatabase } from '../../server/src/log/sqlite-database.js';
import { launch } from './browser.js';

const KEY = 'key-of-the-test';
const PORT = 8493;
const url = `http://localhost:${PORT}`;
const sentence = /The log of this room is damaged at entry \d+, so the server does not open it\./;

describe('a room with a damaged log', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof createServer>>;
  const dir = mkdtempSync(join(tmpdir(), 'damaged-'));

  async function serve(): Promise<void> {
    const sdk = join(root, 'packages', 'interview-room', 'dist', 'cdn');
    server = await createServer({ engine: new SqliteLogEngine({ dir }), apiKeys: [KEY], secret: KEY, sdk });
    await server.listen(PORT);
  }
  async function newRoom(): Promise<{ interviewer: string }> {
    const question = readFileSync(join(root, 'examples', 'interview', 'merge-intervals.json'), 'utf8');
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ question: JSON.parse(question) as unknown }),
    });
    const { links } = (await answer.json()) as { links: { interviewer: string } };
    return links;
  }

  before(async () => {
    browser = await launch();
    await serve();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('says at which entry, to who comes anew and to who was there before', async () => {
    const { interviewer } = await newRoom();
    const known = await (await browser.newContext()).newPage();
    await known.goto(interviewer);
    await known.getByRole('button', { name: 'Start the interview' }).click();
    await known.locator('code-editor .cm-content').waitFor();
    await server.close();
    const db = openDatabase(dir);
    db.prepare(`UPDATE log SET text = replace(text, 'started', 'stopped')`).run();
    db.close();
    await serve();

    const fresh = await (await browser.newContext()).newPage();
    await fresh.goto(interviewer);
    await fresh.getByRole('alert').getByText(sentence).waitFor();
    await known.reload();
    await known.locator('room-status[bar]').getByText(sentence).waitFor();
    assert.equal(await known.getByText('You are offline').count(), 0);
  });
});
