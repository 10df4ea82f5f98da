// An interview over REST and server-sent events, walked in a real browser from the lobby to what follows the end: its four
// variants, as they should be and with faults, over files that others change, a connection that is lost and a page that is left.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import {
  hiddenOutputs,
  startInterviewLm,
  tellChange,
  type Interview,
  type InterviewLmStandIn,
} from '../../../conformance/src/stand-ins/interviewlm/index.js';
import type { Faults } from '../../../conformance/src/stand-ins/stand-in.js';
import { adaptersOf } from './adapters.js';
import { content, enter, SOLVED, stage, type Stage } from './interviewlm-page.js';
import { NAMED, searchable, watchEvents } from './searchable.js';

interface Room extends HTMLElement {
  text?: string;
  shared?: { room?: { connection: { status: string; remote?: { unsent: number } }; retry(): void } };
}
const FAR = '/workspace/solution.py';
const STARTER = 'line = input()\nprint(line)\n';
const trouble: Partial<Faults> = { delayMs: 20, html: 9, drop: 4, missingComplete: true };

/** Runs in the page: notes where beacons go. */
function watchBeacons(): void {
  const { sendBeacon } = Navigator.prototype;
  Navigator.prototype.sendBeacon = function (url, data) {
    localStorage.setItem('beacons', `${localStorage.getItem('beacons') ?? ''}${String(url)}\n`);
    return sendBeacon.call(this, url, data);
  };
}

let on: Stage;
before(async () => (on = await stage(8510)));
after(() => on?.close());

async function until(what: string, done: () => unknown): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 600, what);
    await new Promise((go) => setTimeout(go, 50));
  }
}

// Most of a walk is waiting for what rests before it is saved: they wait together.
describe('interviews', { concurrency: 3 }, () => {
  for (const variant of ['current', 'legacy', 'proposed', 'streamed'])
    for (const faults of [{}, trouble]) {
      const hard = faults === trouble;
      describe(
        `an interview, ${variant}${hard ? ', with faults' : ''}`,
        { timeout: 240_000, concurrency: 1 },
        () => {
          let context: BrowserContext;
          let page: Page;
          let standIn: InterviewLmStandIn;
          let interview: Interview;
          const problems: string[] = [];
          const printed: string[] = [];

          before(async () => {
            standIn = await startInterviewLm({ variant, faults });
            interview = standIn.world.interview('walk');
            context = await on.browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' }); // prettier-ignore
            context.setDefaultTimeout(30_000);
            page = await context.newPage();
            page.on('pageerror', ({ message }) => problems.push(message));
            page.on('console', (message) => printed.push(message.text()));
            await page.addInitScript(NAMED);
            await page.addInitScript(watchEvents);
            await page.addInitScript(watchBeacons);
          });
          after(async () => {
            await context?.close();
            await standIn?.close();
          });

          const text = () => page.evaluate(() => document.querySelector<Room>('interview-room')?.text ?? '');
          const shows = (wanted: string) =>
            page.waitForFunction(
              (part) => document.querySelector<Room>('interview-room')?.text?.includes(part),
              wanted,
            );
          const saved = async (path = FAR) => {
            const [mine] = [await text()];
            await until(`saved: ${mine}`, () => interview.files.get(path) === mine);
          };
          const isConnected = (status: string) =>
            page.waitForFunction(
              (wanted) =>
                document.querySelector<Room>('interview-room')?.shared?.room?.connection.status === wanted,
              status,
            );
          const retry = () =>
            page.evaluate(() => document.querySelector<Room>('interview-room')?.shared?.room?.retry());
          const type = async (words: string, end: 'Home' | 'End' = 'End') => {
            await page.locator(content).click();
            await page.keyboard.press(`Control+${end}`);
            await page.keyboard.insertText(words);
          };
          const replace = async (words: string) => {
            await page.locator(content).click();
            await page.keyboard.press('Control+a');
            await page.keyboard.insertText(words);
          };
          const far = (path: string, words: string) => {
            const kind = interview.files.has(path) ? 'update' : 'create';
            interview.files.set(path, words);
            tellChange(interview, kind, path);
          };
          /** Runs the tests until something is seen: where a fault took the answer the panel says so, and they are run again. */
          const test = async (there: Locator) => {
            const failed = page.locator('run-panel').getByText('No test gave a result.').first();
            for (let tries = 0; tries < 5; tries++) {
              await page.getByRole('button', { name: 'Test' }).first().click();
              if (!hard) return there.waitFor();
              await there.or(failed).first().waitFor();
              if (await there.isVisible()) return;
              await page.locator('run-panel').getByRole('button', { name: 'Clear' }).click();
            }
            assert.fail('The tests are not run.');
          };

          it('begins, with its question and its file', async () => {
            const adapters = adaptersOf(page);
            await page.goto(on.addressOf(standIn, 'walk'));
            await page.getByText('The service that this interview runs at may record that too').waitFor();
            await enter(page, on.addressOf(standIn, 'walk'));
            await page.getByRole('heading', { name: 'Reverse a line' }).first().waitFor();
            await page.locator(content).waitFor();
            await shows(STARTER);
            assert.equal(interview.initialised, 1);
            assert.deepEqual(adapters(), ['interviewlm'], 'no other dialect is loaded');
          });

          it('what is typed is saved; files come and go with the other side, while they are looked at too', async () => {
            await type('# mine\n', 'Home');
            await saved();
            far('/workspace/lib/more.py', 'x = 1\n');
            await page.getByRole('tab', { name: 'more.py' }).click();
            await shows('x = 1');
            far('/workspace/lib/more.py', 'x = 2\n');
            await shows('x = 2');
          });

          it('what is copied is recorded, and only how much', async () => {
            await page.getByRole('tab', { name: 'solution.py' }).click();
            await shows('# mine');
            await page.locator(content).click();
            await page.keyboard.press('Control+Home');
            await page.keyboard.press('Shift+End');
            await page.keyboard.press('Control+c');
            const copies = () => interview.events.filter(({ type: kind }) => kind === 'copy');
            await until('recorded', () => copies().length > 0);
            assert.deepEqual(copies()[0]?.data, { length: '# mine'.length, fileName: 'solution.py' });
          });

          it('a file that may not be changed is put back, with what was typed beside it', async () => {
            far('/workspace/locked.py', 'theirs\n');
            await page.getByRole('tab', { name: 'locked.py' }).click();
            await shows('theirs');
            await type('mine ', 'Home');
            await page.getByRole('tab', { name: 'locked.mine.py' }).waitFor();
            await page.getByText('locked.py may not be changed: it is as it was.').first().waitFor();
            await page.waitForFunction(
              () => document.querySelector<Room>('interview-room')?.text === 'theirs\n',
            );
            assert.equal(interview.files.get('/workspace/locked.py'), 'theirs\n');
            await page.getByRole('button', { name: 'Dismiss' }).click();
          });

          it('what both sides change at once is merged, and a choice where both changed the same', async () => {
            await page.getByRole('tab', { name: 'solution.py' }).click();
            await shows('# mine');
            interview.files.set(FAR, `${interview.files.get(FAR)}# theirs\n`);
            await type('# and mine\n', 'Home');
            await shows('# theirs');
            await page
              .getByText('solution.py was changed on the other side while you typed.')
              .first()
              .waitFor();
            await saved();
            assert.match(await text(), /# and mine[^]*# mine[^]*# theirs/);
            // Whoever looks between the two finds nothing that crosses: then they are made again.
            const keep = page.getByRole('button', { name: 'Keep mine' });
            const theirs = page.getByRole('button', { name: 'Take the other side’s' });
            for (let tries = 0; tries < 5 && !(await keep.isVisible()); tries++) {
              interview.files.set(FAR, `theirs${tries} = input()\nprint()\n`);
              await replace(`mine${tries} = input()\nprint()\n`);
              await keep.waitFor({ timeout: hard ? 3_500 : 2_000 }).catch(() => undefined);
            }
            const mine = await text();
            assert.match(mine, /^mine\d = input\(\)\nprint\(\)\n$/, 'no letter of theirs is in it');
            const become = (like: string) =>
              page.waitForFunction(
                (wanted) =>
                  new RegExp(wanted).test(document.querySelector<Room>('interview-room')?.text ?? ''),
                like,
              );
            await theirs.click();
            await become('^theirs\\d = input\\(\\)\\nprint\\(\\)\\n$');
            await page.keyboard.press('Control+z');
            await become('^mine\\d = input\\(\\)\\nprint\\(\\)\\n$');
            await page.keyboard.press('Control+y');
            await become('^theirs\\d = input\\(\\)\\nprint\\(\\)\\n$');
            await page.getByRole('button', { name: 'Put mine back' }).click();
            await become('^mine\\d');
            await page.keyboard.press('Control+z');
            await become('^theirs\\d');
            await page.keyboard.press('Control+y');
            await become('^mine\\d');
            await saved();
            assert.equal(await text(), mine);
          });

          it('the assistant types into the editor, and the person meanwhile', async () => {
            const code = (kind: string, more: object = {}) =>
            interview.send('code-stream', 'code', { sessionId: 'x', fileName: 'solution.py', type: kind, ...more }); // prettier-ignore
            await until('the stream', () =>
              [...interview.listeners].some(({ path }) => path === 'code-stream'),
            );
            const whole = `${await text()}def assisted():\n    pass\n`;
            code('start');
            for (const delta of ['def assisted', '():\n', '    pass\n']) code('delta', { delta });
            await shows('def assisted');
            await type('# while it types\n', 'Home');
            code('complete', { fullContent: whole });
            far(FAR, whole);
            await shows('    pass');
            await saved();
            assert.equal((await text()).split('def assisted():\n    pass\n').length, 2, 'once');
            assert.ok((await text()).startsWith('# while it types\n'));
          });

          it('tests are run by the backend, as often as it lets them', async () => {
            await replace(`${SOLVED}\n`);
            const row = page.locator('run-panel').getByText('hidden word').first();
            await test(row);
            await page.locator('run-panel').getByText('a word').first().waitFor();
            await until('recorded at once', () =>
              interview.events.some((event) => event.type === 'test_run'),
            );
            standIn.world.manner.runsPerMinute = 0;
            const waits = page
              .getByText(/Tests can be run five times a minute\. These start in \d+ s/)
              .first();
            await test(waits);
            await page.getByRole('button', { name: 'Stop' }).first().click();
            standIn.world.manner.runsPerMinute = 5;
          });

          it('a program is run by the button, in this browser', async () => {
            await replace('print("ran " + "here")\n');
            await page.getByRole('button', { name: 'Run', exact: true }).first().click();
            const printed = page.locator('run-panel').getByText('ran here', { exact: true }).first();
            await printed.waitFor({ timeout: 90_000 });
            await replace(`${SOLVED}\n`);
          });

          it('the connection is lost and comes back: nothing typed meanwhile is lost, and nothing begins anew', async () => {
            await context.setOffline(true);
            standIn.cut();
            await isConnected('offline');
            await type('# offline\n');
            interview.files.set(FAR, `# theirs meanwhile\n${interview.files.get(FAR)}`);
            await context.setOffline(false);
            await retry();
            await isConnected('open');
            await shows('# theirs meanwhile');
            await saved();
            assert.match(await text(), /^# theirs meanwhile[^]*# offline\n$/);
          });

          it('with the page leaves what was typed and recorded last; it comes back as it was', async () => {
            const typed = () =>
            interview.events.reduce((sum, { type: kind, data }) => sum + (kind === 'keystroke' ? (data as { count: number }).count : 0), 0); // prettier-ignore
            const before = typed();
            await type('# leaving\n');
            // What the page keeps itself leaves with it; here it is what the backend is told.
            await page.waitForFunction(
              () =>
                (document.querySelector<Room>('interview-room')?.shared?.room?.connection.remote?.unsent ??
                  0) > 0,
            );
            await page.goto('about:blank');
            if (!hard)
              await until('what was typed is recorded', () => typed() >= before + '# leaving\n'.length);
            if (!hard) await until('saved', () => interview.files.get(FAR)?.includes('# leaving'));
            await page.goto(on.addressOf(standIn, 'walk'));
            const beacons = await page.evaluate(() => localStorage.getItem('beacons'));
            assert.match(beacons ?? '', /\/api\/interview\/walk\/events$/m, 'it left in a beacon');
            await shows('# leaving');
            await isConnected('open');
            await saved();
            assert.equal((await text()).split('# leaving').length, 2);
            assert.equal(interview.initialised, 1);
          });

          it('goes on to the next question', async () => {
            const heading = page.getByRole('heading', { name: 'The alphabet from its end' }).first();
            await page.getByRole('button', { name: 'Next question' }).first().click();
            await heading.waitFor();
            await page.getByRole('tab', { name: 'alphabet.py' }).click();
            await shows('count = int(input())');
            assert.ok(interview.performances.length > 0);
            assert.equal(
              await page.locator('run-panel').getByText('hidden word').count(),
              0,
              'tests of the first',
            );
          });

          it('is submitted with all files, and tells how the evaluation goes', async () => {
            await type('# the end\n');
            await page.getByRole('button', { name: 'Submit' }).first().click();
            await page.getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
            await page.getByText('Submitted', { exact: true }).first().waitFor();
            await until('submitted', () => interview.submitted);
            const { finalCode } = interview.submitted as { finalCode: Record<string, string> };
            const all = JSON.stringify(finalCode);
            assert.ok(finalCode['/workspace/alphabet.py']?.endsWith('# the end\n'), all);
            assert.ok(finalCode[FAR]?.includes('# offline'), all);
            await page.getByText('Submitted. Evaluation: pending').first().waitFor();
            const stream = variant === 'proposed' ? 'files/watch' : 'file-updates';
            await until('the stream', () => [...interview.listeners].some(({ path }) => path === stream));
            interview.send(stream, 'evaluation_progress', { status: 'in_progress', progress: 0.4, expectedOutput: hiddenOutputs[2] }); // prettier-ignore
            await page.getByText('Evaluation: in progress, 40 %').first().waitFor();
          });

          it('what hidden tests expect is neither on the page nor kept, printed, told or sent', async () => {
            const everything = [await page.evaluate(searchable), printed, standIn.heard, interview.events].map((each) => JSON.stringify(each)).join('\n'); // prettier-ignore
            for (const there of ['Reverse a line', 'hidden word', '# offline', 'evaluation'])
              assert.ok(everything.includes(there), `the search finds ${there}`);
            for (const secret of hiddenOutputs) assert.ok(!everything.includes(secret), secret);
            assert.deepEqual(problems, []);
          });
        },
      );
    }
});
