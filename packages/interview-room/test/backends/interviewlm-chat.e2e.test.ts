// An interview with the assistant and the shell of another's making, walked in a real browser: questions, tools, a choice by a
// button, an answer that breaks in the middle, a reload, a stop; and the terminal over each of its three ways.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import { chatManner, LONG } from '../../../conformance/src/stand-ins/interviewlm/chat.js';
import {
  hiddenOutputs,
  startInterviewLm,
  type InterviewLmStandIn,
} from '../../../conformance/src/stand-ins/interviewlm/index.js';
import { terminalManner } from '../../../conformance/src/stand-ins/interviewlm/terminal.js';
import type { Faults } from '../../../conformance/src/stand-ins/stand-in.js';
import { launch } from '../browser.js';
import { NAMED, searchable, watchEvents } from './searchable.js';

const bound = { timeout: 60_000 };
const trouble: Partial<Faults> = { delayMs: 10, html: 7, drop: 4 };

interface Room extends HTMLElement {
  text?: string;
  shared?: { room?: { connection: { status: string }; state: { assist: { turns: { text: string }[] } } } };
}

let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
const standIns: InterviewLmStandIn[] = [];

type Middleware = NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number];
const room: Middleware = (call, next) => {
  if (call.path !== '/room-under-test') return next();
  const there = standIns[Number(call.query['stand-in'])];
  call.type = 'html';
  call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An interview</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
    <script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>
    <body style="margin:0"><interview-room style="block-size:100vh" name="Ann" session="one"
      backend="${there?.url}" dialect="interviewlm" variant="${there?.variant}"></interview-room></body></html>`;
  return undefined;
};

before(async () => {
  [server, browser] = await Promise.all([serve({ port: 8560, middleware: [room] }), launch()]);
});
after(async () => {
  await browser?.close();
  await Promise.all(standIns.map((each) => each.close()));
  await server?.close();
});

/** The size that a shell was told last, over a tunnel or a pty: columns and rows. */
function sizeTold({ heard }: InterviewLmStandIn): number[] {
  const sizes = heard.flatMap(({ body }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
    const [, columns, rows] = /"col(?:umn)?s":(\d+),"rows":(\d+)/.exec(text) ?? [];
    return columns ? [[Number(columns), Number(rows)]] : [];
  });
  return sizes.at(-1) ?? [];
}

async function until(what: string, done: () => unknown): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 400, what);
    await new Promise((go) => setTimeout(go, 50));
  }
}

/** A person in an interview, at their page. */
async function visit(
  variant: string,
  faults: Partial<Faults> = {},
): Promise<{ page: Page; there: InterviewLmStandIn; problems: string[]; printed: string[] }> {
  const there = await startInterviewLm({ variant, faults });
  const number = standIns.push(there) - 1;
  Object.assign(chatManner(there.world), { saveMs: 100, paceMs: 10 });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const printed: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => printed.push(message.text()));
  await page.addInitScript(NAMED);
  await page.addInitScript(watchEvents);
  await page.goto(`${server.url}/room-under-test?stand-in=${number}`);
  const join = page.getByRole('button', { name: 'Join the interview' });
  await page.getByRole('checkbox').or(page.locator('code-editor .cm-content')).first().waitFor();
  if (await join.isVisible()) {
    await page.getByRole('checkbox').check();
    await join.click();
  }
  await page.locator('code-editor .cm-content').waitFor();
  return { page, there, problems, printed };
}

/** Resolves when the terminal has so many such lines. */
const showsIn = (page: Page, text: string, times: number, options = {}) =>
  page.waitForFunction(
    ([wanted, count]) => {
      const rows =
        document
          .querySelector('interview-room')
          ?.shadowRoot?.querySelector('room-terminal')
          ?.shadowRoot?.querySelectorAll('.xterm-rows > div') ?? [];
      return [...rows].filter((row) => row.textContent?.trim() === wanted).length === count;
    },
    [text, times] as const,
    options,
  );

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const box = (page: Page) => page.locator('ai-chat textarea, ai-chat [role=textbox]').first();
async function ask(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}
const answers = (page: Page) => page.locator('ai-chat article.assistant');
const said = async (page: Page): Promise<string> =>
  (await answers(page).last().locator('.parts').innerText()).trim();
const whole = (page: Page) => page.locator('ai-chat article.assistant.last:not(.live)').waitFor();
const heard = (there: InterviewLmStandIn, what: RegExp) => there.heard.filter((each) => what.test(each.what));

// They wait more than they work: some are walked at the same time, each at a backend of its own, each in its order.
const inOrder = { concurrency: 1 };
describe('interviewlm, in a browser', { concurrency: 3 }, () => {
  for (const [variant, faults] of [
    ['current', {}],
    ['streamed', trouble],
    ['proposed', {}],
    ['legacy', trouble],
    ['current', trouble],
    ['streamed', {}],
    ['proposed', trouble],
    ['legacy', {}],
  ] as const)
    describe(
      `the assistant of interviewlm, ${variant}${faults === trouble ? ', with faults' : ''}`,
      inOrder,
      () => {
        const agent = variant !== 'legacy';
        let page: Page;
        let there: InterviewLmStandIn;
        let problems: string[];
        let printed: string[];
        before(async () => ({ page, there, problems, printed } = await visit(variant, faults)), bound);
        after(() => page?.context().close());

        it('is asked and answers', bound, async () => {
          await tab(page, 'Assistant');
          await ask(page, 'hello there');
          await answers(page).getByText('You said: hello there.').waitFor();
          assert.equal(await page.getByLabel('Help').count(), agent ? 1 : 0);
        });

        it('works in the files with its tools, each a step', { ...bound, skip: !agent }, async () => {
          await page.getByLabel('Help').selectOption('full-copilot');
          await ask(page, 'please write it');
          await answers(page).getByText('It prints the line').waitFor();
          await whole(page);
          assert.deepEqual(await page.locator('ai-chat summary .name').allInnerTexts(), ['Read', 'Write']);
          await page.waitForFunction(() =>
            document.querySelector<Room>('interview-room')?.text?.includes('[::-1]'),
          );
          const asked = heard(there, /agent\/stream/).at(-1)?.body as { helpfulnessLevel?: string };
          assert.equal(asked.helpfulnessLevel, 'full-copilot');
        });

        it('asks back, and a button answers', { ...bound, skip: !agent }, async () => {
          await ask(page, 'which one?');
          const choices = page.getByRole('group', { name: 'Which way shall it be?' });
          await choices.getByRole('button', { name: 'With a slice' }).click();
          await answers(page).getByText('You chose: With a slice.').waitFor();
          assert.equal(await choices.count(), 0);
          assert.equal(await answers(page).getByText('You chose:').count(), 1);
          // A reply that was no JSON is asked for again.
          if (faults !== trouble) assert.equal(heard(there, /chat\/answer/).length, 1);
        });

        it('breaks in the middle and goes on, with nothing twice', bound, async () => {
          await whole(page);
          chatManner(there.world).cut = { after: 6, times: 1 };
          await ask(page, 'a long one');
          await answers(page).getByText('Sentence number 40').waitFor();
          await whole(page);
          assert.equal(await said(page), LONG.trim());
        });

        it('is there again after a reload, also one in the middle of an answer', bound, async () => {
          chatManner(there.world).paceMs = 40;
          await ask(page, 'another long one');
          await page.waitForFunction(() => document.querySelector<Room>('interview-room')?.shared?.room?.state.assist.turns.at(-1)?.text === 'another long one'); // prettier-ignore
          await page.locator('ai-chat article.assistant.last').getByText('Sentence number 3 ').waitFor();
          await page.reload();
          await page.locator('code-editor .cm-content').waitFor();
          await tab(page, 'Assistant');
          await answers(page).getByText('You said: hello there.').waitFor();
          await page.locator('ai-chat article.assistant.last').getByText('Sentence number 40').waitFor();
          await whole(page);
          assert.equal(await said(page), LONG.trim());
          assert.equal(await page.locator('ai-chat article.user').count(), agent ? 6 : 3);
        });

        it('is stopped, and what came stays', bound, async () => {
          chatManner(there.world).paceMs = 150;
          await ask(page, 'a third long one');
          await page.locator('ai-chat article.assistant.last.live').getByText('Sentence number 2 ').waitFor();
          await page.getByRole('button', { name: 'Stop' }).last().click();
          await page.locator('ai-chat').getByText('Stopped').first().waitFor();
          assert.ok(LONG.startsWith((await said(page)).slice(0, 40)));
          assert.deepEqual(problems, []);
        });

        it('runs the tests: what hidden ones expect is nowhere', { ...bound, skip: !agent }, async () => {
          chatManner(there.world).paceMs = 10;
          await ask(page, 'run the tests');
          await answers(page).getByText('No test passes yet.').waitFor();
          await whole(page);
          const looked = [await page.evaluate(searchable)];
          await page.reload();
          await page.locator('code-editor .cm-content').waitFor();
          await tab(page, 'Assistant');
          await answers(page).getByText('No test passes yet.').waitFor();
          looked.push(await page.evaluate(searchable));
          // Of an answer that broke the text alone comes back.
          const shown = faults === trouble ? 'No test passes yet.' : 'run_tests';
          for (const parts of looked) assert.ok(parts.some((part) => part.includes(shown)));
          const everything = JSON.stringify([looked, printed, there.heard]);
          for (const secret of hiddenOutputs) assert.ok(!everything.includes(secret), secret);
        });
      },
    );

  describe('the terminal of interviewlm', inOrder, () => {
    for (const way of ['tunnel', 'pty', 'plain'] as const)
      it(`is typed into over ${way}, lost and joined again, with nothing twice`, bound, async () => {
        const { page, there, problems } = await visit('current');
        Object.assign(terminalManner(there.world), { tunnel: way === 'tunnel', pty: way === 'pty' });
        await tab(page, 'Terminal');
        const terminal = page.locator('room-terminal');
        await terminal.locator('[data-status=open]').waitFor();
        await terminal.locator('.xterm-helper-textarea').focus();
        const shows = (text: string, times: number) => showsIn(page, text, times);
        await page.keyboard.type('echo first\n');
        await shows('first', 1);
        await page.keyboard.type('half');
        await shows('$ half', 1);
        await terminal.getByRole('button', { name: 'Interrupt' }).click();
        await shows('$ half^C', 1);
        await terminal.locator('.xterm-helper-textarea').focus();
        if (way !== 'plain') {
          await page.keyboard.type('size\n');
          const size = () => terminal.locator('.xterm-rows').innerText();
          await page.waitForFunction(() => /\d+x\d+/.test(document.querySelector('interview-room')?.shadowRoot?.querySelector('room-terminal')?.shadowRoot?.querySelector('.xterm-rows')?.textContent ?? '')); // prettier-ignore
          assert.doesNotMatch(await size(), /80x24/);
          const [first = 0] = sizeTold(there);
          // Where the pane shares a column it is made narrower with it: the shell is told.
          await page.setViewportSize({ width: 1000, height: 800 });
          await page.locator('interview-room .talk').click();
          await until('told of a wider pane', () => (sizeTold(there)[0] ?? 0) > first);
          const [wide = 0] = sizeTold(there);
          await page.getByRole('separator', { name: 'Width of the problem' }).focus();
          await page.keyboard.press('Shift+ArrowLeft');
          await until('told of fewer columns', () => (sizeTold(there)[0] ?? wide) < wide);
          await terminal.locator('.xterm-helper-textarea').focus();
          await page.keyboard.type('size\n');
          await shows(sizeTold(there).join('x'), 1);
        }
        await page.keyboard.type('echo se');
        await shows('$ echo se', 1);
        there.cut();
        // Another shell begins with a prompt of its own; the same one is given at once what is typed while it is lost.
        if (way === 'tunnel') await shows('$', 1);
        await page.keyboard.type(way === 'tunnel' ? 'echo second\n' : 'cond\n');
        await shows('second', 1);
        await shows('$ echo second', 1);
        assert.deepEqual(problems, []);
        await page.context().close();
      });

    it('is typed into with faults on, over what then stands, and prints nothing twice', bound, async () => {
      const { page, there, problems } = await visit('proposed', trouble);
      await tab(page, 'Terminal');
      const terminal = page.locator('room-terminal');
      await terminal.locator('[data-status=open]').waitFor();
      // What a fault took is typed again, in other words: a line that came twice would be seen.
      const prints = async (word: string) => {
        for (let tries = 0; tries < 6; tries++) {
          await terminal.locator('.xterm-helper-textarea').focus();
          await page.keyboard.type(`echo ${word}${tries}\n`);
          const shown = showsIn(page, `${word}${tries}`, 1, { timeout: 4_000 });
          if (await shown.catch(() => undefined)) return;
        }
        assert.fail(`${word} is not printed`);
      };
      await prints('first');
      there.cut();
      await prints('second');
      await prints('third');
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  });
});
