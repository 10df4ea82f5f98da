// What people steer together: the clock, the language, the files; what interviewers keep for themselves; and what is told
// where something is not taken. All of it by the buttons of the page, on two screens.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Entry, Withheld } from '@interview-room/core/protocol';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../.scripts/room.js';
import { launch } from './browser.js';
import { Line } from './fuzz/line.js';

/** How wrong the candidate's own clock is. */
const ASTRAY = 47 * 60_000;

async function until<T>(look: () => Promise<T>, good: (found: T) => boolean, what: string): Promise<T> {
  let found = await look();
  for (let tries = 0; tries < 300 && !good(found); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = await look();
  }
  assert.ok(good(found), `${what}: ${JSON.stringify(found)}`);
  return found;
}

const editor = (page: Page) =>
  page.evaluate(() => {
    const { editor: at } = document.querySelector('interview-room') ?? {};
    return { text: String(at?.view?.state.doc ?? ''), path: at?.path };
  });

/** What a clock shows, in seconds. */
async function left(page: Page): Promise<number> {
  const text = (await page.locator('room-clock').getByRole('timer').textContent()) ?? '';
  return text
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

describe('what people in a room steer together', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof openRoom>>;
  let line: Line;
  let room: { id: string; links: { candidate: string; interviewer: string } };
  let [candidate, interviewer]: Page[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
  const both = () => [candidate, interviewer] as [Page, Page];

  const headers = { 'Authorization': 'Bearer local', 'Content-Type': 'application/json' };
  async function newRoom(): Promise<typeof room> {
    const question = readFileSync(
      new URL('../../../examples/interview/merge-intervals.json', import.meta.url),
      'utf8',
    );
    const answer = await fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        question: JSON.parse(question) as unknown,
        options: { totalMinutes: 40, candidate: { name: 'Ada', extraTime: 50 } },
      }),
    });
    return (await answer.json()) as typeof room;
  }
  async function open(link: string, astray = 0): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(15_000);
    await context.addInitScript((by) => {
      const now = Date.now;
      Date.now = () => now() + by;
    }, astray);
    const page = await context.newPage();
    await page.goto(link);
    return page;
  }
  /** The entries of a kind, as whoever holds an API key reads them. */
  async function written(kind: string): Promise<Entry[]> {
    const log = await (await fetch(`${server.url}/api/rooms/${room.id}/log`, { headers })).text();
    const entries = log
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Entry | Withheld);
    return entries.filter((each): each is Entry => 'kind' in each && each.kind === kind);
  }
  const ask = (page: Page, name: string, fields: object) =>
    page.evaluate(
      ([kind, more]) => {
        const event = new Event(kind, { bubbles: true, composed: true, cancelable: true });
        document.querySelector('interview-room')?.dispatchEvent(Object.assign(event, more));
      },
      [name, fields] as const,
    );

  before(async () => {
    browser = await launch();
    server = await openRoom({ port: 8580, dir, env: {} });
    line = await Line.open(() => Number(new URL(server.url).port));
    room = await newRoom();
    interviewer = await open(room.links.interviewer);
    candidate = await open(room.links.candidate.replace(server.url, line.url), ASTRAY);
    await candidate.getByRole('checkbox').check();
    await candidate.getByRole('button', { name: 'Join the interview' }).click();
  });
  after(async () => {
    await browser?.close();
    line?.close();
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('a candidate is told of their extra time before it begins', async () => {
    const [page, other] = both();
    await page.getByText('60 minutes, with 50% extra time').waitFor();
    await other.getByRole('button', { name: 'Start the interview' }).click();
    for (const each of both()) await each.locator('code-editor .cm-content').waitFor();
  });

  it('the clock goes by the backend’s on every screen, and an interviewer steers it', async () => {
    const [page, other] = both();
    const choose = async (item: string) => {
      await other.locator('room-clock').getByRole('button', { name: 'Timer' }).click();
      await other.locator('room-clock').getByRole('menuitem', { name: item }).click();
    };
    const same = (what: string) =>
      until(
        () => Promise.all(both().map(left)),
        ([one, two]) => one === two,
        what,
      );
    assert.equal(await page.locator('room-clock').getByRole('button').count(), 0);
    const running = await left(page);
    assert.ok(running > 50 * 60 && running <= 60 * 60, `the candidate’s clock shows ${running} s`);
    await choose('Pause');
    for (const each of both()) await each.locator('room-clock').getByText('Paused').waitFor();
    const [paused = 0] = await same('a paused clock');
    await choose('Add 5 minutes');
    await until(
      () => left(page),
      (seconds) => seconds === paused + 5 * 60,
      'five minutes more',
    );
    await same('an extended clock');
    await choose('Set the time');
    await other.getByRole('textbox', { name: 'Minutes' }).fill('20');
    await other.getByRole('button', { name: 'Set the time' }).click();
    await until(
      () => left(page),
      (seconds) => seconds === paused + (5 - 30) * 60,
      'twenty minutes, the half of that more, and those that were added',
    );
    await same('another time');
    await choose('Go on');
    for (const each of both())
      await each.locator('room-clock').getByText('Paused').waitFor({ state: 'detached' });
    await until(
      () => left(page),
      (seconds) => seconds < paused + (5 - 30) * 60,
      'a clock that runs',
    );
  });

  it('a file that one makes, renames or deletes, and the language that one chooses, are so for both', async () => {
    const [page, other] = both();
    const tab = (name: string) => other.locator('file-tabs').getByText(name, { exact: true });
    await ask(page, 'new-file-request', { path: 'helper.py' });
    await tab('helper.py').waitFor();
    await ask(page, 'rename-file-request', { path: 'helper.py', to: 'tools.py' });
    await tab('tools.py').waitFor();
    assert.equal(await tab('helper.py').count(), 0);
    await ask(page, 'delete-file-request', { path: 'tools.py' });
    await tab('tools.py').waitFor({ state: 'detached' });
    const languages = other.getByRole('combobox', { name: 'Language' });
    await languages.selectOption('javascript');
    await until(
      () => editor(page),
      ({ path }) => path?.endsWith('.js') === true,
      'the other language',
    );
    await languages.selectOption('python');
    await until(
      () => editor(page),
      ({ path }) => path?.endsWith('.py') === true,
      'the first language',
    );
  });

  it('a cursor that one hides is not drawn there until it is shown again', async () => {
    const [page, other] = both();
    const caret = other.locator('code-editor .ir-caret');
    const choose = async (item: string) => {
      await other
        .locator('room-people')
        .getByRole('button', { name: /^People/ })
        .click();
      await other.getByRole('button', { name: 'Actions for Ada' }).click();
      await other.getByRole('menuitem', { name: item }).click();
      await other.keyboard.press('Escape');
    };
    await page.locator('code-editor .cm-content').click();
    await caret.first().waitFor({ state: 'attached' });
    await choose('Hide cursor');
    await caret.first().waitFor({ state: 'detached' });
    await choose('Show cursor');
    await caret.first().waitFor({ state: 'attached' });
  });

  it('notes are changed and deleted, and marks given, by interviewers for themselves', async () => {
    const [page, other] = both();
    await other.getByRole('tab', { name: 'Notes' }).click();
    const notes = other.locator('room-notes');
    const note = notes.locator('.note');
    await notes.getByRole('textbox', { name: 'Write a note' }).fill('Calm');
    await notes.getByRole('button', { name: 'Add note' }).click();
    await note.getByRole('button', { name: 'Edit note' }).click();
    await notes.getByRole('textbox', { name: 'Edit note' }).fill('Calm and quick');
    await notes.getByRole('button', { name: 'Save' }).click();
    await note.getByText('edited').waitFor();
    const marks = notes.getByRole('group', { name: 'Correctness' });
    await marks.getByRole('radio', { name: /Good/ }).check();
    await marks.getByRole('textbox', { name: 'Comment on Correctness' }).fill('Nested ones too');
    await notes.getByRole('textbox', { name: 'Write a note' }).focus();
    await note.getByRole('button', { name: 'Delete note' }).click();
    await until(
      () => Promise.all(['note.added', 'note.changed', 'note.removed'].map(written)),
      (kinds) => kinds.every(({ length }) => length === 1),
      'a note, changed and removed',
    );
    const scores = await until(
      () => written('score.given'),
      (each) => JSON.stringify(each.at(-1)?.body).includes('Nested'),
      'the mark',
    );
    assert.deepEqual(scores.at(-1)?.body, { criterion: 'correct', score: 4, comment: 'Nested ones too' });
    const kept = await page.evaluate(async () => {
      const { room: at } = (
        document.querySelector('interview-room') as unknown as {
          shared: { room: { state: object; export(): Promise<object> } };
        }
      ).shared;
      return JSON.stringify([at.state, await at.export()]);
    });
    assert.ok(!/Calm|Nested/.test(kept), 'they are not in the candidate’s browser');
  });

  it('messages that came while one looked elsewhere are counted on their tab until they are seen', async () => {
    const [page, other] = both();
    const tab = other.getByRole('tab', { name: /^Chat/ });
    await other.getByRole('tab', { name: 'Notes' }).click();
    for (const text of ['Are you there?', 'I begin']) {
      await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
      await page.keyboard.press('Enter');
    }
    await tab.filter({ hasText: '2' }).waitFor();
    await tab.click();
    await other.locator('room-chat').getByText('I begin').waitFor();
    await until(
      async () => (await tab.textContent())?.trim(),
      (text) => text === 'Chat',
      'nothing is unread',
    );
    await other.reload();
    await other.locator('room-chat').getByText('I begin').waitFor();
    assert.equal((await tab.textContent())?.trim(), 'Chat', 'what was read stays read');
  });

  it('an edit that is not taken is told with the reason, can be had back, and both go on with the same text', async () => {
    const [page, other] = both();
    const write = async (text: string) => {
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(text);
    };
    await write('# in time\n');
    await until(
      () => editor(other),
      ({ text }) => text.includes('# in time'),
      'what was written in time',
    );
    line.blocked = true;
    line.suffer('cut');
    await page.locator('room-status').getByText('Offline').first().waitFor();
    await write('# too late\n');
    await other.getByRole('button', { name: 'Submit' }).click();
    await other.getByRole('button', { name: 'Submit now' }).click();
    await other.getByText('Submitted', { exact: true }).waitFor();
    line.blocked = false;
    const notice = page.locator('.notice');
    await notice.getByText('What you typed last was not taken, and is not in the file.').waitFor();
    await notice.getByText('The answer was submitted: it can no longer be changed.').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await notice.getByRole('button', { name: 'Copy what was typed' }).click();
    await until(
      () => page.evaluate(() => navigator.clipboard.readText()),
      (text) => text.includes('# too late'),
      'what was typed',
    );
    const [mine, theirs] = [await editor(page), await editor(other)];
    assert.equal(mine.text, theirs.text);
    assert.ok(!mine.text.includes('# too late'));
    await other.getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('button', { name: 'Submit' }).waitFor();
    await write('# in time again\n');
    await until(
      () => editor(other),
      ({ text }) => text.includes('# in time again'),
      'what is written once it is open again',
    );
    assert.equal((await editor(page)).text, (await editor(other)).text);
  });
});
