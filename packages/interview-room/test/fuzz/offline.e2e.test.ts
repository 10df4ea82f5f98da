// Without a network, in a real browser: who goes on writing loses nothing, not by a reload either, and reads how it stands.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { openRoom } from '../../../../.scripts/room.js';
import { launch } from '../browser.js';
import { Line } from './line.js';

/** The page and the elements come as from a cache, also without a network; the backend does not. */
async function keepPage(context: BrowserContext, server: string): Promise<void> {
  const kept = new Map<string, Awaited<ReturnType<Route['fetch']>>>();
  await context.route(/\/(room|sdk)(\/|\.js$|\.css$)/, async (route) => {
    // Past the line, which may be cut in the midst of it. A connection that was kept may be closed as it is used again.
    const { pathname, search } = new URL(route.request().url());
    const url = `${server}${pathname}${search}`;
    const response = kept.get(url) ?? (await route.fetch({ url, maxRetries: 3 }));
    kept.set(url, response);
    await route.fulfill({ response });
  });
}

for (const transport of ['socket', 'stream'] as const) {
  describe(`without a network, over a ${transport}`, () => {
    let browser: Browser;
    let room: Awaited<ReturnType<typeof openRoom>>;
    const lines: Line[] = [];
    let [ada, grace]: Page[] = [];
    const dir = mkdtempSync(join(tmpdir(), 'interview-room-offline-'));

    async function open(link: string): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      context.setDefaultTimeout(60_000);
      // What is given to a page so counts as being from elsewhere, and the backend is on this machine.
      await context.grantPermissions(['local-network-access']);
      await keepPage(context, room.url);
      const page = await context.newPage();
      if (transport === 'stream') await page.routeWebSocket('**', (socket) => socket.close({ code: 1001 }));
      await page.goto(link);
      return page;
    }
    /** The developer tools leave a socket alone that is open already, so its line is cut as well. */
    async function offline(page: Page, isOffline: boolean): Promise<void> {
      const line = lines[people().indexOf(page)];
      assert.ok(line);
      line.blocked = isOffline;
      await page.context().setOffline(isOffline);
      if (isOffline) line.suffer('cut');
    }
    const people = () => [ada, grace] as [Page, Page];
    const shows = (page: Page, ...words: string[]) =>
      page.waitForFunction((words) => {
        const text = document.querySelector('interview-room')?.editor?.view?.state.doc.toString() ?? '';
        return words.every((word) => text.split(word).length === 2);
      }, words);
    async function write(page: Page, words: string): Promise<void> {
      await page.bringToFront();
      await page.locator('code-editor .cm-content').focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(`${words}\n`);
    }
    const badge = (page: Page, text: RegExp | string) =>
      page.locator('room-status').getByText(text).first().waitFor();
    const saved = (page: Page) =>
      page.waitForFunction(() => {
        const { connection } = (
          document.querySelector('interview-room') as unknown as {
            shared: { room: { connection: { storage: string } } };
          }
        ).shared.room;
        return connection.storage === 'kept';
      });

    before(async () => {
      browser = await launch();
      room = await openRoom({ port: 8490, dir });
      for (let count = 0; count < 2; count++)
        lines.push(await Line.open(() => Number(new URL(room.url).port)));
      const [first, second] = lines as [Line, Line];
      grace = await open(room.links.interviewer.replace(room.url, second.url));
      await grace.getByRole('button', { name: 'Start the interview' }).click();
      ada = await open(room.links.candidate.replace(room.url, first.url));
      await ada.getByRole('textbox', { name: 'Your name' }).fill('Ada');
      await ada.getByRole('checkbox').check();
      await ada.getByRole('button', { name: 'Join the interview' }).click();
      for (const page of people()) await page.locator('code-editor .cm-content').waitFor();
      await write(ada, '# before');
      await shows(grace, '# before');
    });
    after(async () => {
      for (const page of people()) await page?.context().unrouteAll({ behavior: 'ignoreErrors' });
      await browser?.close();
      for (const line of lines) line.close();
      await room?.close();
      rmSync(dir, { recursive: true, force: true });
    });

    it('what is written stays through reloads, and arrives once', async () => {
      const [page, other] = people();
      await saved(page);
      await offline(page, true);
      await write(page, '# offline one');
      await badge(page, 'Offline');
      for (const [word, more] of [
        ['# offline one', '# offline two'],
        ['# offline two', '# offline three'],
      ] as const) {
        await page.reload();
        await shows(page, '# before', word);
        await write(page, more);
      }
      await write(other, '# meanwhile');
      await badge(page, 'Offline');
      await offline(page, false);
      const all = ['# before', '# offline one', '# offline two', '# offline three', '# meanwhile'];
      for (const each of people()) await shows(each, ...all);
      await badge(page, 'Live');
      const texts = await Promise.all(
        people().map((each) =>
          each.evaluate(() => document.querySelector('interview-room')?.editor?.view?.state.doc.toString()),
        ),
      );
      assert.equal(texts[0], texts[1]);
    });

    it('says that it came back, and what of it was sent', async () => {
      const [page] = people();
      await offline(page, true);
      await write(page, '# again');
      await badge(page, 'Offline');
      await offline(page, false);
      await badge(page, /sent/i);
      await shows(people()[1], '# again');
    });

    it('a note is seen while it waits, and is there once when it was sent', async () => {
      const [, page] = people();
      await page.bringToFront();
      await page.getByRole('tab', { name: 'Notes' }).click();
      await offline(page, true);
      await badge(page, 'Offline');
      await page.getByRole('textbox', { name: 'Write a note' }).fill('Calm under pressure');
      await page.getByRole('button', { name: 'Add note' }).click();
      const note = page.locator('room-notes .note', { hasText: 'Calm under pressure' });
      await note.getByText('Sending').waitFor();
      await offline(page, false);
      await note.getByRole('button', { name: 'Edit' }).waitFor();
      assert.equal(await note.count(), 1);
    });
  });
}
