// An interview by an AI interviewer of another's making, walked in a real browser from the lobby to the end: both variants of
// its wire, as it should be and with faults, over a connection that is lost and a page that is loaded again.
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import {
  startCodeInterviewAgent,
  type CodeInterviewAgentStandIn,
} from '../../../conformance/src/stand-ins/code-interview-agent/index.js';
import type { Faults } from '../../../conformance/src/stand-ins/stand-in.js';
import { violations } from '../axe.js';
import { launch } from '../browser.js';
import { adaptersOf } from './adapters.js';

const starts = { v1: 'interview_start', v2: 'start_agent' } as const;
const stops = { v1: 'interview_end', v2: 'stop_agent' } as const;
const trouble: Partial<Faults> = { delayMs: 30, html: 4, drop: 4, echo: true };
const answer = 'print("hello from Ann")\n';

interface Room extends HTMLElement {
  text?: string;
  shared?: { room?: { connection: { status: string }; retry(): void } };
}

type Middleware = NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number];

/** A page with a room at a backend, in the words of whoever writes such pages. */
const pageOf =
  (room: () => string): Middleware =>
  (call, next) => {
    if (call.path !== '/room-under-test') return next();
    call.type = 'html';
    call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An interview</title>
      <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
      <script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>
      <body style="margin:0">${room()}</body></html>`;
    return undefined;
  };
const addressOf = ({ url, bank }: CodeInterviewAgentStandIn) =>
  `${url}/?bank=${encodeURIComponent(bank.url)}`;
/** An event in the envelope of a variant. */
const eventOf = (variant: string, event_type: string, data: object) =>
  variant === 'v1'
    ? { type: 'message', session_id: 's', data: { event_type, ...data } }
    : { type: 'agent_event', event_type, data };

for (const variant of ['v1', 'v2'] as const)
  for (const faults of [{}, trouble])
    describe(`an AI interviewer, ${variant}${faults === trouble ? ', with faults' : ''}`, () => {
      let browser: Browser;
      let context: BrowserContext;
      let page: Page;
      let standIn: CodeInterviewAgentStandIn;
      let server: Awaited<ReturnType<typeof serve>>;
      const problems: string[] = [];

      before(async () => {
        [server, browser, standIn] = await Promise.all([
          serve({ port: 8490, middleware: [pageOf(() => html())] }),
          launch(),
          startCodeInterviewAgent({ variant, faults }),
        ]);
        context = await browser.newContext({
          viewport: { width: 1280, height: 800 },
          reducedMotion: 'reduce',
        });
        context.setDefaultTimeout(20_000);
        page = await context.newPage();
        page.on('pageerror', ({ message }) => problems.push(message));
      });
      after(async () => {
        await browser?.close();
        await standIn?.close();
        await server?.close();
      });

      const html = () => `<interview-room style="block-size:100vh" language="python" name="Ann"
        backend="${addressOf(standIn)}" dialect="code-interview-agent" variant="${variant}"></interview-room>`;
      const framed = (type: string): Record<string, unknown>[] =>
        standIn.heard
          .map(({ body }) => body as Record<string, unknown>)
          .filter((body) => body?.['type'] === type);
      const until = async (what: string, done: () => unknown): Promise<void> => {
        for (let tries = 0; !(await done()); tries++) {
          assert.ok(tries < 400, what);
          await new Promise((go) => setTimeout(go, 50));
        }
      };
      const isConnected = (status: string) =>
        page.waitForFunction(
          (wanted) =>
            document.querySelector<Room>('interview-room')?.shared?.room?.connection.status === wanted,
          status,
        );
      const status = () =>
        page.evaluate(() => document.querySelector<Room>('interview-room')?.shared?.room?.connection.status);
      const retry = () =>
        page.evaluate(() => document.querySelector<Room>('interview-room')?.shared?.room?.retry());
      const event = (name: string, data: object) => eventOf(variant, name, data);

      it('is joined, and the question comes', async () => {
        await page.goto(`${server.url}/room-under-test`);
        await page.getByRole('checkbox').check();
        await page.getByRole('button', { name: 'Join the interview' }).click();
        await page.getByRole('button', { name: 'Start now' }).click();
        assert.equal(standIn.agents(), 0, 'nobody is called before the start');
        await page.getByRole('dialog').getByRole('button', { name: 'Start now' }).click();
        await page.getByRole('heading', { name: 'Pair With Sum' }).first().waitFor();
        await page.locator('code-editor .cm-content').waitFor();
        assert.equal(standIn.agents(), 1);
      });

      it('code and messages go out, and what the interviewer says comes in', async () => {
        await page.locator('code-editor .cm-content').click();
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText(answer);
        await page.getByText('Welcome, Ann.').waitFor();
        await page.getByRole('textbox', { name: 'Write a message' }).fill('I begin with the plain way.');
        await page.keyboard.press('Enter');
        if (variant === 'v2') return;
        await until('the code', () =>
          JSON.stringify(framed('code_update').at(-1) ?? '').includes('hello from Ann'),
        );
        await page.getByText('I see. How long does that take').first().waitFor();
        assert.ok(JSON.stringify(framed('message')).includes('the plain way'));
      });

      it('a program runs', async () => {
        await page.getByRole('button', { name: 'Run' }).first().click();
        await page.locator('run-panel').getByText('hello from Ann').first().waitFor({ timeout: 60_000 });
      });

      it('a nudge is shown quietly', async () => {
        await isConnected('open');
        const nudge = 'Take your time, and think aloud.';
        standIn.say(event('inactivity_nudge', { message: nudge }));
        await page.getByText(nudge).first().waitFor();
        assert.equal(await page.getByRole('dialog', { name: nudge }).count(), 0);
      });

      it('an interviewer that breaks off is called again, by a button that a nudge leaves there', async () => {
        const broken = { reason: 'error', error_message: 'the model has gone' };
        standIn.say(
          variant === 'v1' ? event('agent_completed', broken) : { type: 'agent_completed', ...broken },
        );
        await page.getByText('broke off because of an error (the model has gone)').waitFor();
        standIn.say(event('inactivity_nudge', { message: 'Anybody?' }));
        await page.getByRole('button', { name: 'Call the interviewer again' }).click();
        await until('another', () => framed(starts[variant]).length === 2);
      });

      it('the connection is lost and comes back, and so is the page, without a second interviewer', async () => {
        // Cut before the browser is offline: one that is does not hear of it.
        standIn.cut();
        await until('lost', async () => (await status()) !== 'open');
        await context.setOffline(true);
        await isConnected('offline');
        await page.locator('code-editor .cm-content').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type('# offline');
        await context.setOffline(false);
        await retry();
        await isConnected('open');
        if (variant === 'v1')
          await until('the code', () =>
            JSON.stringify(framed('code_update').at(-1) ?? '').includes('# offline'),
          );
        await page.reload();
        await page.getByRole('heading', { name: 'Pair With Sum' }).first().waitFor();
        await page.waitForFunction(() =>
          document.querySelector<Room>('interview-room')?.text?.includes('# offline'),
        );
        await isConnected('open');
        assert.equal(framed(starts[variant]).length, 2);
        assert.equal(await page.getByRole('button', { name: 'Call the interviewer again' }).count(), 0);
      });

      it('the answer is submitted, and the interview ends', async () => {
        await page.getByRole('button', { name: 'Submit' }).first().click();
        await page.getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
        await page.getByText('The interview has ended').waitFor();
        assert.ok(framed(stops[variant]).length > 0);
        assert.equal(framed(starts[variant]).length, 2);
        assert.deepEqual(problems, []);
      });
    });

/** A page with a room whose backend is found out, until the test is over. */
async function found(test: TestContext, variant: 'v1' | 'v2', width: number, attributes: string) {
  const standIn = await startCodeInterviewAgent({ variant });
  test.after(() => standIn.close());
  const html = () => `<interview-room style="block-size:100vh" language="python" ${attributes}
    backend="${addressOf(standIn)}" dialect="auto"></interview-room>`;
  const server = await serve({ port: 8490, middleware: [pageOf(html)] });
  test.after(() => server.close());
  const browser = await launch();
  test.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height: 720 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(20_000);
  return { standIn, page, address: `${server.url}/room-under-test` };
}

it('a candidate is not told how the backend was found out, nor examples twice; the page is', async (test) => {
  const { page, address } = await found(test, 'v1', 1280, 'name="Ann"');
  const heard: string[] = [];
  await page.exposeFunction('heard', (text: string) => heard.push(text));
  await page.addInitScript(
    `addEventListener('backend-notice', ({ notice }) => heard(notice.name + ' ' + notice.text))`,
  );
  await page.goto(address);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Join the interview' }).click();
  await page.getByRole('button', { name: 'Start now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start now' }).click();
  await page.getByRole('heading', { name: 'Pair With Sum' }).first().waitFor();
  await page.getByText('Welcome, Ann.').waitFor();
  assert.match(heard.join('\n'), /^dialect The backend speaks code-interview-agent \(v1\)/m);
  assert.equal(await page.getByText(/The backend speaks/).count(), 0);
  assert.equal(await page.getByText('Examples', { exact: true }).count(), 1);
});

for (const variant of ['v1', 'v2'] as const)
  it(`whoever interviews sees all that a backend says, and what it speaks: ${variant}, found out, at 320 px`, async (test) => {
    const { standIn, page, address } = await found(test, variant, 320, 'name="Ida" role="interviewer" theme="dark"'); // prettier-ignore
    const adapters = adaptersOf(page);
    await page.goto(address);
    await page.getByRole('button', { name: 'Start the interview' }).click();
    await page.getByRole('heading', { name: 'Pair With Sum' }).first().waitFor();
    await page.getByRole('tab', { name: /^Talk/ }).click();
    await page.getByRole('tab', { name: 'Log' }).click();
    const log = page.getByRole('list', { name: 'Log' });
    await log.getByText(`The backend speaks code-interview-agent (${variant})`).waitFor();
    standIn.say({
      type: 'subprocess_output',
      stream: 'stderr',
      data: 'Traceback: the microphone is unplugged',
    });
    standIn.say(eventOf(variant, 'never_heard_of', { depth: 3 }));
    await log.getByText('the microphone is unplugged').waitFor();
    await log.getByText('never_heard_of').waitFor();
    await log.getByText('"depth":3').waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, 'nothing sticks out');
    // The role is a person's in the room, and none of ARIA's.
    const wrong = (await violations(page)).filter((each) => !/^\w+ aria-roles: <interview-room/.test(each));
    assert.deepEqual(wrong, []);
    // It stands where the room says how it is connected, too, for those who see no log.
    await page.getByRole('button', { name: 'Connection: Live' }).click();
    await page
      .getByRole('group', { name: 'Live' })
      .getByText(`The backend speaks code-interview-agent (${variant})`)
      .waitFor();
    assert.equal(standIn.agents(), 1);
    assert.deepEqual(adapters(), ['auto', 'code-interview-agent'], 'no other dialect is loaded');
  });
