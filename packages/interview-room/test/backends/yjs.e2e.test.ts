// Rooms of Yjs servers, walked in real browsers: two people and a program of someone else's making in one document, over a
// connection that is lost and a page that is loaded again. With the servers that there are, and with stand-ins whose faults are on.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import * as standIns from '../../../conformance/src/stand-ins/yjs/index.js';
import {
  servers,
  startHocuspocus,
  Y,
  type Foreign,
  type YjsServer,
} from '../../../conformance/test/yjs-servers.js';
import { launch } from '../browser.js';

const cdn = process.env['CDN'] ?? 'cdn';
const faults = { delayMs: 30, drop: 5 };

interface Room extends HTMLElement {
  text?: string;
  shared?: { room?: { connection: { status: string }; retry(): void } };
}

const walks: readonly { name: string; dialect: string; token?: string; start(): Promise<YjsServer> }[] = [
  { name: 'y-websocket', dialect: 'y-websocket', start: () => servers['y-websocket'].start() },
  { name: 'Hocuspocus', dialect: 'hocuspocus', token: 'right', start: () => startHocuspocus('right') },
  {
    name: 'y-websocket with faults',
    dialect: 'y-websocket',
    start: () => standIns.startYWebsocket({ faults }),
  },
  {
    name: 'Hocuspocus with faults',
    dialect: 'hocuspocus',
    start: () => standIns.startHocuspocus({ faults }),
  },
];

for (const { name, dialect, token = '', start } of walks)
  describe(`a room of a server of ${name}`, () => {
    let browser: Browser;
    let pages: Awaited<ReturnType<typeof serve>>;
    let server: YjsServer;
    let foreign: Foreign | undefined;
    const people: { context: BrowserContext; page: Page; cable(isIn: boolean): void }[] = [];
    const problems: string[] = [];
    const [ann, ben] = [() => pageOf(0), () => pageOf(1)];
    const pageOf = (at: number): Page => {
      const found = people[at]?.page;
      assert.ok(found);
      return found;
    };

    before(async () => {
      [pages, browser, server] = await Promise.all([
        serve({ port: 8530, middleware: [room] }),
        launch(),
        start(),
      ]);
    });
    after(async () => {
      foreign?.destroy();
      await browser?.close();
      await server?.close();
      await pages?.close();
    });

    const room: NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number] = (
      call,
      next,
    ) => {
      if (call.path !== '/room-under-test') return next();
      call.type = 'html';
      call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Together</title>
        <link rel="icon" href="data:,">
        <script type="module" src="/packages/interview-room/dist/${cdn}/interview-room.js"></script>
        <body style="margin:0"><interview-room style="block-size:100vh" language="javascript"
          name="${String(call.query['name'])}" token="${String(call.query['token'])}" session="together"
          backend="${server.url}/?languages=javascript,python" dialect="${dialect}"></interview-room></body></html>`;
      return undefined;
    };

    async function visit(who: string, proof = token): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => problems.push(message));
      const cable = await cableOf(page);
      await page.goto(`${pages.url}/room-under-test?name=${who}&token=${proof}`);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Join the interview' }).click();
      people.push({ context, page, cable });
      return page;
    }
    /** What a page's sockets go through: pulled out, all of them break and none is opened. */
    async function cableOf(page: Page): Promise<(isIn: boolean) => void> {
      const open = new Set<() => void>();
      let isIn = true;
      await page.routeWebSocket(/.*/, (near) => {
        if (!isIn) return void near.close({ code: 1001 });
        const far = near.connectToServer();
        open.add(() => void Promise.all([near.close({ code: 1001 }), far.close()]).catch(() => undefined));
      });
      return (now) => {
        isIn = now;
        if (isIn) return;
        for (const cut of open) cut();
        open.clear();
      };
    }
    const textOf = (page: Page) =>
      page.evaluate(() => document.querySelector<Room>('interview-room')?.text ?? '');
    const statusOf = (page: Page) =>
      page.evaluate(
        () => document.querySelector<Room>('interview-room')?.shared?.room?.connection.status ?? '',
      );
    const retry = (page: Page) =>
      page.evaluate(() => document.querySelector<Room>('interview-room')?.shared?.room?.retry());
    const until = async (what: string, done: () => Promise<unknown> | unknown): Promise<void> => {
      for (let tries = 0; !(await done()); tries++) {
        assert.ok(tries < 300, what);
        await new Promise((go) => setTimeout(go, 50));
      }
    };
    const both = async (words: readonly string[]) => {
      const [one = '', other = ''] = await Promise.all([ann(), ben()].map(textOf));
      return one === other && words.every((each) => one.includes(each));
    };
    async function write(page: Page, text: string, at: 'Home' | 'End' = 'End'): Promise<void> {
      await page.locator('code-editor .cm-content').focus();
      await page.keyboard.press(`Control+${at}`);
      await page.keyboard.type(text, { delay: 5 });
    }

    if (dialect === 'hocuspocus')
      it('does not let in who has no right token, and says so', async () => {
        const page = await visit('Eve', 'wrong');
        await page
          .getByText(/ask for a new link/)
          .first()
          .waitFor();
        await people.pop()?.context.close();
      });

    it('two join, and type at once in one text', async () => {
      await Promise.all([visit('Ann'), visit('Ben')]);
      people.sort((one, other) => one.page.url().localeCompare(other.page.url()));
      for (const page of [ann(), ben()]) await page.locator('code-editor .cm-content').waitFor();
      await until('both are connected', async () =>
        (await Promise.all([ann(), ben()].map(statusOf))).every((each) => each === 'open'),
      );
      await Promise.all([write(ann(), 'let ann = 1;\n'), write(ben(), 'let ben = 2;\n')]);
      await until('both have both', () =>
        both([]).then(async (same) => same && (await textOf(ann())).length === 26),
      );
      await ben().locator('.ir-caret').first().waitFor({ state: 'attached' });
    });

    it('a program of someone else’s making is in it: its text, its cursor, and ours for it', async () => {
      foreign = servers[dialect as keyof typeof servers].foreign(server.url, 'together', token);
      const { doc, awareness } = foreign;
      const text = doc.getText('file:javascript/main.js');
      await until('it has the text', () => text.length === 26);
      awareness.setLocalStateField('user', { name: 'Zoe', color: '#ff0000' });
      text.insert(0, '// zoe\n');
      const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 3));
      awareness.setLocalStateField('cursor', { anchor: at, head: at });
      await until('all have it', () => both(['// zoe']));
      await ann().locator('.ir-caret', { hasText: 'Zoe' }).or(ann().locator('[class*=ir-caret]', { hasText: 'Zoe' })).first().waitFor({ state: 'attached' }); // prettier-ignore
      await write(ann(), '// seen\n');
      await until('Ann’s cursor is told', () =>
        [...awareness.getStates().values()].some(
          ({ user, cursor }) => (user as { name?: string } | undefined)?.name === 'Ann' && cursor,
        ),
      );
    });

    it('one loses the connection, types on, and comes back: nothing is lost', async () => {
      people[0]?.cable(false);
      await until('she is offline', async () => (await statusOf(ann())) === 'offline');
      await write(ann(), '// away\n');
      await write(ben(), '// here\n', 'Home');
      people[0]?.cable(true);
      await retry(ann());
      await until('both have both', () => both(['// away', '// here', '// zoe', '// seen']));
      await ann().reload();
      await ann().locator('code-editor .cm-content').waitFor();
      await until('it is there again', () => both(['// away', '// here']));
    });

    it('a program runs, and the answer is submitted', async () => {
      server.cut();
      await ann().locator('code-editor .cm-content').focus();
      await ann().keyboard.press('Control+a');
      await ann().keyboard.insertText('console.log("it " + "ran");\n');
      await until('both have it', () => both(['"it " + "ran"']));
      await ann().getByRole('button', { name: 'Run', exact: true }).first().click();
      await ann().locator('run-panel').getByText('it ran').first().waitFor();
      // There is no question, and so there are no tests: the key for them says so.
      assert.equal(await ann().getByRole('button', { name: 'Test', exact: true }).count(), 0);
      await ann().locator('code-editor .cm-content').focus();
      await ann().keyboard.press('Control+Shift+Enter');
      await ann().locator('run-panel').getByText('There are no tests here').first().waitFor();
      await ann().locator('run-panel').getByText('it ran').first().waitFor();
      // Where one pane is seen at a time, it is said in the one that is opened.
      await ann().setViewportSize({ width: 390, height: 800 });
      await ann().getByRole('tab', { name: 'Code' }).click();
      await ann().locator('code-editor .cm-content').focus();
      await ann().keyboard.press('Control+Shift+Enter');
      await ann().locator('run-panel').getByText('There are no tests here').first().waitFor();
      assert.equal(await ann().getByRole('tab', { name: 'Run' }).getAttribute('aria-selected'), 'true');
      await ann().setViewportSize({ width: 1280, height: 800 });
      await ann().getByRole('button', { name: 'Submit' }).first().click();
      await ann().getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
      await ann().getByText('Submitted', { exact: true }).first().waitFor();
      assert.deepEqual(problems, []);
    });
  });
