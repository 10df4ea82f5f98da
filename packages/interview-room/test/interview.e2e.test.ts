// A whole interview, walked from both links in two browsers: over sockets, and where sockets are blocked over SSE. axe looks
// at every screen.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../.scripts/room.js';
import { violations } from './axe.js';
import { launch } from './browser.js';

const answer = `def merge(meetings):
    done = []
    for start, end in sorted(meetings):
        if done and start <= done[-1][1]:
            done[-1][1] = max(end, done[-1][1])
        else:
            done.append([start, end])
    return done
`;

async function until<T>(look: () => Promise<T>, good: (found: T) => boolean, what: string): Promise<T> {
  let found = await look();
  for (let tries = 0; tries < 300 && !good(found); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = await look();
  }
  assert.ok(good(found), `${what}: ${JSON.stringify(found)}`);
  return found;
}

/** The files as the room has them. */
const code = (page: Page) =>
  page.evaluate(() => document.querySelector('interview-room')?.editor?.view?.state.doc.toString() ?? '');

for (const transport of ['socket', 'stream'] as const) {
  describe(`an interview over ${transport === 'socket' ? 'sockets' : 'SSE, for sockets are blocked'}`, () => {
    let browser: Browser;
    let room: Awaited<ReturnType<typeof openRoom>>;
    const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
    const problems: string[] = [];
    let [candidate, interviewer]: Page[] = [];

    async function open(name: string, link: string): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        // A colour on its way from one theme to the other is neither.
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      // As a proxy that knows no sockets does: the opening of one fails.
      if (transport === 'stream') await page.routeWebSocket('**', (socket) => socket.close({ code: 1001 }));
      page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('favicon'))
          problems.push(
            `${name}: ${message.text()} ${message.location().url}:${message.location().lineNumber}:${message.location().columnNumber}`,
          );
      });
      await page.goto(link);
      return page;
    }
    const both = () => [candidate, interviewer] as [Page, Page];
    const clean = async (screen: string) => {
      for (const page of both()) assert.deepEqual(await violations(page), [], screen);
    };

    before(async () => {
      browser = await launch();
      room = await openRoom({ port: 8470, dir });
      interviewer = await open('interviewer', room.links.interviewer);
      candidate = await open('candidate', room.links.candidate);
    });
    after(async () => {
      await browser?.close();
      await room?.close();
      rmSync(dir, { recursive: true, force: true });
    });

    it('the candidate reads what is recorded, agrees, and is in', async () => {
      const [page, other] = both();
      await page.getByRole('heading', { name: 'What is recorded' }).waitFor();
      await other.getByRole('button', { name: 'Start the interview' }).waitFor();
      assert.equal(await page.getByText('Merge intervals').count(), 0, 'the question is not told before');
      await clean('the lobby');
      await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Join the interview' }).click();
      await page.getByText(/You are in\. Waiting for .+ to start the interview\./).waitFor();
      const used = await page.evaluate(
        () =>
          (
            document.querySelector('interview-room') as unknown as {
              shared: { room: { connection: { remote: { transport: string } } } };
            }
          ).shared.room.connection.remote.transport,
      );
      assert.equal(used, transport);
      await clean('waiting');
    });

    it('the interviewer starts, and both write in one text and see one another', async () => {
      const [page, other] = both();
      await other.getByRole('button', { name: 'Start the interview' }).click();
      await page.getByRole('heading', { name: 'Merge intervals' }).first().waitFor();
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('# Ada was here\n');
      await until(
        () => code(other),
        (found) => found.includes('# Ada was here'),
        'the interviewer reads it',
      );
      await other.locator('.ir-caret').first().waitFor({ state: 'attached' });
      await other.locator('code-editor .cm-content').click();
      await other.keyboard.press('Control+End');
      await other.keyboard.type('# and so was I\n');
      await until(
        () => code(page),
        (found) => found.includes('# and so was I'),
        'the candidate reads it',
      );
      for (let steps = 0; steps < 3; steps++) await page.keyboard.press('Control+z');
      await until(
        () => code(other),
        (found) => !found.includes('# Ada was here'),
        'the undo of the candidate',
      );
      assert.ok((await code(page)).includes('# and so was I'), 'undo takes back one’s own edits alone');
      await other.getByRole('button', { name: 'More', exact: true }).click();
      await other.getByRole('menuitemcheckbox', { name: 'Show who wrote what' }).click();
      await other.locator('.cm-content [class*="ir-author"]').first().waitFor({ state: 'attached' });
      await clean('the editor');
    });

    it('they talk, and what is typed meanwhile is told', async () => {
      const [page, other] = both();
      const box = other.getByRole('textbox', { name: 'Write a message' });
      await box.pressSequentially('Take your time.', { delay: 5 });
      await page
        .getByText(/is typing/)
        .first()
        .waitFor();
      await box.press('Enter');
      await page.locator('room-chat').getByText('Take your time.').waitFor();
      await page.getByRole('textbox', { name: 'Write a message' }).fill('Thank you!');
      await page.keyboard.press('Enter');
      await other.locator('room-chat').getByText('Thank you!').waitFor();
      await clean('the talk');
    });

    it('a run of one is seen by both', async () => {
      const [page, other] = both();
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(answer);
      await until(
        () => code(other),
        (found) => found === answer,
        'the answer',
      );
      await page.getByRole('button', { name: 'Test' }).first().click();
      await page
        .getByText(/2 of 2 tests pass/)
        .first()
        .waitFor({ timeout: 60_000 });
      await other
        .getByText(/Tested by Ada Lovelace/)
        .first()
        .waitFor();
      await clean('the tests');
    });

    it('notes and hidden tests are the interviewers’ own', async () => {
      const [page, other] = both();
      await other.getByRole('tab', { name: 'Notes' }).click();
      await other.getByText('4 hidden tests').click();
      await other.locator('room-notes').getByText('one within another').waitFor();
      await other.getByRole('textbox', { name: 'Write a note' }).fill('Sorts first, without a word from me');
      await other.getByRole('button', { name: 'Add note' }).click();
      await other.getByText('Sorts first, without a word from me').waitFor();
      await clean('the notes');
      await other.getByRole('button', { name: /^Go to 0:/ }).click();
      await other.locator('room-moment dialog').getByText('def merge').waitFor();
      await clean('the moment of a note');
      await other.locator('room-moment').getByRole('button', { name: 'Close' }).click();
      const kept = await page.evaluate(async () => {
        const { room } = (
          document.querySelector('interview-room') as unknown as {
            shared: { room: { state: object; export(): Promise<object> } };
          }
        ).shared;
        return JSON.stringify([room.state, await room.export()]);
      });
      assert.ok(!kept.includes('Sorts first'), 'the note is not in the candidate’s browser');
      assert.ok(!kept.includes('one within another'), 'nor is a hidden case');
    });

    it('has its header in two lines on a phone, for whoever steers the clock too', async () => {
      for (const each of both()) {
        const before = each.viewportSize();
        await each.setViewportSize({ width: 320, height: 640 });
        const rows = () =>
          each.locator('room-header').evaluate((header) => {
            const own = header.shadowRoot?.querySelectorAll('h2, select, room-menu') ?? [];
            const boxes = [...header.children, ...own].map((one) => one.getBoundingClientRect());
            const seen = boxes.filter(({ width }) => width > 0);
            return new Set(seen.map(({ top, height }) => Math.round((top + height / 2) / 20))).size;
          });
        await until(rows, (count) => count === 2, 'two lines');
        if (before) await each.setViewportSize(before);
      }
    });

    it('a reload goes on where one was, under the name that one has', async () => {
      const [page, other] = both();
      await page.reload();
      await until(
        () => code(page),
        (found) => found === answer,
        'the text after a reload',
      );
      assert.equal(
        await page.getByRole('heading', { name: 'What is recorded' }).count(),
        0,
        'the lobby is not asked again',
      );
      await page.locator('room-chat').getByText('Take your time.').waitFor();
      const names = await other.evaluate(() => {
        const { room } = (
          document.querySelector('interview-room') as unknown as {
            shared: { room: { state: { people: { role: string; name: string }[] } } };
          }
        ).shared;
        return room.state.people.filter(({ role }) => role === 'candidate').map(({ name }) => name);
      });
      assert.deepEqual(names, ['Ada Lovelace']);
    });

    it('the answer is submitted, judged by the backend, reopened, and the interview ends', async () => {
      const [page, other] = both();
      await page.getByRole('button', { name: 'Submit' }).click();
      await clean('the question whether to submit');
      await page.getByRole('button', { name: 'Submit now' }).click();
      await page.getByText('Submitted', { exact: true }).waitFor();
      await page.getByText('6 of 6 tests pass').waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('code-editor .cm-content').getAttribute('aria-readonly'), 'true');
      await other.getByRole('tab', { name: 'Notes' }).click();
      await other.locator('room-notes').getByText('6 of 6 tests pass').waitFor();
      assert.equal(await page.getByText('one within another').count(), 0, 'what a hidden test is called');
      await clean('submitted');
      await other.getByRole('button', { name: 'Reopen' }).click();
      await page.getByRole('button', { name: 'Submit' }).waitFor();
      await page.getByRole('button', { name: 'Submit' }).click();
      await page.getByRole('button', { name: 'Submit now' }).click();
      await other.getByRole('button', { name: 'End the interview' }).click();
      await other.getByRole('button', { name: 'End now' }).click();
      await page.getByText('The interview has ended').waitFor();
      await clean('the end');
    });

    it('fits a phone', async () => {
      const [page, other] = both();
      for (const each of [page, other]) {
        await each.setViewportSize({ width: 320, height: 640 });
        const overflow = () => each.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await until(overflow, (found) => found <= 0, 'nothing is clipped');
      }
      await clean('a phone');
    });

    it('nothing went wrong on the way', () => {
      const expected = transport === 'stream' ? /WebSocket/ : /^$/;
      assert.deepEqual(
        problems.filter((problem) => !expected.test(problem)),
        [],
      );
    });
  });
}
