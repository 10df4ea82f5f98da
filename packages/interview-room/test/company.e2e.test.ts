// Who looks on, who follows, and who is alone: an observer sees all and changes nothing, an interviewer goes where the
// candidate goes, and a candidate without an interviewer begins by themselves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../.scripts/room.js';
import { launch } from './browser.js';

/** What a test looks at within the element. */
interface Inside {
  editor?: { path: string; view?: { state: { doc: object }; scrollDOM: HTMLElement } };
  shared: { room: { seq: number }; together?: { following?: string } };
}

async function until<T>(look: () => Promise<T>, good: (found: T) => boolean, what: string): Promise<T> {
  let found = await look();
  for (let tries = 0; tries < 300 && !good(found); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = await look();
  }
  assert.ok(good(found), `${what}: ${JSON.stringify(found)}`);
  return found;
}

/** What a page shows, as far as a test looks at it. */
const look = (page: Page) =>
  page.evaluate(() => {
    const { editor, shared } = document.querySelector('interview-room') as unknown as Inside;
    return {
      text: String(editor?.view?.state.doc ?? ''),
      path: editor?.path,
      top: editor?.view?.scrollDOM.scrollTop ?? 0,
      seq: shared.room.seq,
      following: shared.together?.following,
    };
  });

/** As a button of the page would. */
const ask = (page: Page, name: string, more: object = {}) =>
  page.evaluate(
    ([kind, fields]) => {
      const event = new Event(kind, { bubbles: true, composed: true, cancelable: true });
      document.querySelector('interview-room')?.dispatchEvent(Object.assign(event, fields));
    },
    [name, more] as const,
  );

describe('a room with an observer', () => {
  let browser: Browser;
  let room: Awaited<ReturnType<typeof openRoom>>;
  let [candidate, interviewer, observer]: Page[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
  const problems: string[] = [];
  const all = () => [candidate, interviewer, observer] as [Page, Page, Page];

  async function open(link: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.exposeFunction('tellProblem', (problem: string) => problems.push(problem));
    await page.addInitScript(() =>
      document.addEventListener('room-error', (event) =>
        (window as unknown as { tellProblem(what: string): void }).tellProblem(
          JSON.stringify((event as CustomEvent).detail),
        ),
      ),
    );
    await page.goto(link);
    return page;
  }
  async function enter(page: Page): Promise<void> {
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Join the interview' }).click();
  }

  before(async () => {
    browser = await launch();
    room = await openRoom({ port: 8475, dir });
    [interviewer, candidate] = [await open(room.links.interviewer), await open(room.links.candidate)];
    await enter(candidate);
    await interviewer.getByRole('button', { name: 'Start the interview' }).click();
    observer = await open(room.links.observer);
    await Promise.all(all().map((page) => page.locator('code-editor .cm-content').waitFor()));
  });
  after(async () => {
    await browser?.close();
    await room?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('shows them typing, runs and talk as they come', async () => {
    const [page, , watching] = all();
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('print("seen by all")\n');
    await until(
      () => look(watching),
      ({ text }) => text === 'print("seen by all")\n',
      'the text',
    );
    await watching.locator('.ir-caret').first().waitFor({ state: 'attached' });
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Here it comes');
    await page.keyboard.press('Enter');
    await watching.locator('room-chat').getByText('Here it comes').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await watching
      .getByText(/Run by Ada Lovelace/)
      .first()
      .waitFor({ timeout: 60_000 });
    await watching
      .locator('run-panel')
      .getByText('seen by all')
      .first()
      .waitFor({ state: 'attached', timeout: 60_000 });
  });

  it('offers them nothing that would be refused, and they change nothing', async () => {
    const [page, other, watching] = all();
    const before = await look(page);
    assert.equal(await watching.locator('code-editor .cm-content').getAttribute('aria-readonly'), 'true');
    const none = [
      watching.getByRole('textbox', { name: 'Write a message' }),
      watching.getByRole('tab', { name: 'Notes' }),
      watching.getByRole('button', { name: /^(Submit|Start the interview|Start now|New file|Show hint)/ }),
      watching.locator('room-clock').getByRole('button'),
    ];
    for (const each of none) assert.equal(await each.count(), 0, String(each));
    for (const name of ['Run', 'Test'])
      assert.ok(await watching.getByRole('button', { name, exact: true }).first().isDisabled(), name);
    await watching.getByRole('button', { name: 'More', exact: true }).click();
    await watching.getByRole('menuitem', { name: 'Download my files' }).waitFor();
    assert.equal(await watching.getByRole('menuitem', { name: 'Reset to starter' }).count(), 0);
    await watching.keyboard.press('Escape');
    await watching.locator('code-editor .cm-content').click();
    await watching.keyboard.type('not mine');
    for (const [name, more] of [
      ['reset-request', {}],
      ['new-file-request', { path: 'more.py' }],
      ['reveal-hint-request', {}],
    ] as const)
      await ask(watching, name, more);
    // What came of it would be in the log before what is written after it.
    await other.getByRole('textbox', { name: 'Write a message' }).fill('Anything new?');
    await other.keyboard.press('Enter');
    await watching.locator('room-chat').getByText('Anything new?').waitFor();
    const now = await until(
      () => look(page),
      ({ seq }) => seq > before.seq,
      'the message',
    );
    assert.equal(now.text, before.text);
    assert.equal(now.seq, before.seq + 1, 'the message alone was added');
    assert.equal((await look(watching)).text, before.text);
  });

  it('lets an interviewer follow the candidate from file to file, until they move by themselves', async () => {
    const [page, other] = all();
    await other.locator('room-people').getByRole('button').first().click();
    await other.getByRole('button', { name: /Ada Lovelace/ }).click();
    await other.getByRole('menuitem', { name: /^Follow/ }).click();
    await other.keyboard.press('Escape');
    await until(
      () => look(other),
      ({ following }) => following !== undefined,
      'that they follow',
    );
    await ask(page, 'new-file-request', { path: 'long.py' });
    await until(
      () => look(other),
      ({ path }) => path === 'python/long.py',
      'the file of the candidate',
    );
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.insertText('# a line\n'.repeat(300));
    await until(
      () => look(other),
      ({ top }) => top > 1000,
      'the end of the file',
    );
    await page.keyboard.press('Control+Home');
    await until(
      () => look(other),
      ({ top }) => top < 100,
      'the beginning of the file',
    );
    await other.locator('code-editor .cm-content').hover();
    await other.mouse.wheel(0, 400);
    await until(
      () => look(other),
      ({ following, top }) => following === undefined && top > 100,
      'that they go their own way',
    );
    await ask(page, 'select-file-request', { path: 'merge.py' });
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('# elsewhere\n');
    await page.getByRole('textbox', { name: 'Write a message' }).fill('I am elsewhere');
    await page.keyboard.press('Enter');
    await other.locator('room-chat').getByText('I am elsewhere').waitFor();
    assert.equal((await look(other)).path, 'python/long.py');
  });

  it('goes on over the transport that it is told to use', async () => {
    const [page, , watching] = all();
    for (const transport of ['stream', 'socket']) {
      await watching.evaluate(
        (name) => document.querySelector('interview-room')?.setAttribute('transport', name),
        transport,
      );
      await until(
        () =>
          watching.evaluate(() => {
            const { shared } = document.querySelector('interview-room') as unknown as {
              shared?: { room?: { connection: { status: string; remote: { transport: string } } } };
            };
            const { status, remote } = shared?.room?.connection ?? {};
            return [status, remote?.transport];
          }),
        ([status, used]) => status === 'open' && used === transport,
        transport,
      );
      const text = `# over ${transport}`;
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.insertText(text);
      await until(
        () => look(watching),
        (found) => found.text.includes(text),
        'what the candidate writes',
      );
    }
  });

  it('begins without an interviewer where there is none', async () => {
    const response = await fetch(`${room.url}/api/rooms`, {
      method: 'POST',
      headers: { 'Authorization': 'Bearer local', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        question: JSON.parse(
          readFileSync(new URL('../../../examples/interview/merge-intervals.json', import.meta.url), 'utf8'),
        ),
      }),
    });
    const { links } = (await response.json()) as { links: { candidate: string } };
    const page = await open(links.candidate);
    await enter(page);
    await page.getByText('No interviewer is here').waitFor();
    await page.getByRole('button', { name: 'Start now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start now?' });
    await dialog.getByText('The time begins at once, and it cannot be undone.').waitFor();
    await dialog.getByRole('button', { name: 'Start now' }).click();
    await page.getByRole('heading', { name: 'Merge intervals' }).first().waitFor();
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.insertText('# alone\n');
    await page.getByRole('button', { name: 'Submit' }).waitFor();
  });

  it('is told of no refusal on the way', () => {
    assert.deepEqual(problems, []);
  });
});
