// Shared pads, walked by two people in real browsers: typed through the keyboard. What they type
// is kept, also at one place at one time, and while the connection is away. How two type at one place differs by seed: twenty
// are walked; SEEDS=1 walks one.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import { startRelay } from '../../../conformance/src/stand-ins/relay/index.js';
import type { Faults, StandIn } from '../../../conformance/src/stand-ins/stand-in.js';
import { launch } from '../browser.js';

const cdn = process.env['CDN'] ?? 'cdn';
const seeds = Number(process.env['SEEDS'] ?? 20);
const timeout = 120_000 + seeds * 30_000;

interface Inside extends HTMLElement {
  text?: string;
  editor?: { view?: { state: { selection: { main: { head: number } }; doc: { toString(): string } } } };
  shared?: {
    room?: {
      connection: { status: string; remote?: { unsent: number } };
      retry(): void;
    };
  };
}
type Handler = NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number];

let browser: Browser;
let pages: Awaited<ReturnType<typeof serve>>;
let standIn: StandIn;
const pad: Handler = (call, next) => {
  if (call.path !== '/pad-under-test') return next();
  call.type = 'html';
  call.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shared pad</title>
    <link rel="icon" href="data:,">
    <script type="module" src="/packages/interview-room/dist/${cdn}/interview-room.js"></script>
    <body style="margin:0"><interview-room style="block-size:100vh" name="${String(call.query['name'])}"
      session="${String(call.query['session'])}" backend="${standIn.url}" dialect="relay"
      variant="${standIn.variant}"></interview-room></body></html>`;
  return undefined;
};

before(async () => {
  [pages, browser] = await Promise.all([serve({ port: 8560, middleware: [pad] }), launch()]);
});
after(async () => {
  await browser?.close();
  await pages?.close();
});

const look = (page: Page) =>
  page.evaluate(() => {
    const { text = '', editor, shared } = document.querySelector<Inside>('interview-room') ?? {};
    const { status, remote } = shared?.room?.connection ?? {};
    const state = editor?.view?.state;
    const shown = state?.doc.toString() ?? '';
    const before = shown.slice(0, state?.selection.main.head);
    return { text, shown, before, status, unsent: remote?.unsent };
  });
type Look = Awaited<ReturnType<typeof look>>;

/** How someone types: so many keys at once, each of them held down so long, in milliseconds. */
interface Hand {
  readonly burst: number;
  readonly held: number;
}
/** A seed of ten types key by key, which takes the longest; the others strike several before the first is let go. */
function handsOf(seed: number): readonly [Hand, Hand] {
  const [held, other] = [seed % 5, (seed * 7) % 13];
  if (seed % 10 === 1) return [{ burst: 1, held }, { burst: 1, held: other }]; // prettier-ignore
  return [
    { burst: 4 + (seed % 5), held },
    { burst: 4 + ((seed * 3) % 5), held: other },
  ];
}
async function typeWith(page: Page, { burst, held }: Hand, letters: string): Promise<void> {
  for (let at = 0; at < letters.length; at += burst) {
    const keys = Array.from(letters.slice(at, at + burst));
    await Promise.all(keys.map((key) => page.keyboard.press(key, { delay: held })));
  }
}
const sorted = (all: string): string => [...all].sort().join('');

/** What goes wrong now and then: a slow line, a proxy's page in the place of an answer, a connection that breaks. */
const trouble: Partial<Faults> = { delayMs: 30, html: 5, drop: 4 };
const walks = ['impl', 'docs', 'flat'].flatMap((variant) =>
  [{}, trouble].map((faults: Partial<Faults>) => ({ variant, faults, hard: faults === trouble })),
);
for (const { variant, faults, hard } of walks)
  describe(`a shared pad, ${variant}${hard ? ', with faults' : ''}`, { timeout }, () => {
    const people: { page: Page; context: BrowserContext }[] = [];
    const problems: string[] = [];
    const of = (at: number) => {
      const found = people[at];
      assert.ok(found);
      return found;
    };
    const both = (): [Page, Page] => [of(0).page, of(1).page];

    before(async () => {
      standIn = await startRelay({ variant, faults });
    });
    after(async () => {
      for (const { context } of people) await context.close();
      await standIn?.close();
    });

    async function visit(name: string, session: string): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1100, height: 800 },
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => problems.push(message));
      await page.goto(`${pages.url}/pad-under-test?name=${name}&session=${session}`);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Join the interview' }).click();
      await page.locator('code-editor .cm-content').waitFor();
      people.push({ page, context });
      return page;
    }
    const until = async (what: string, done: (...looks: [Look, Look]) => unknown): Promise<void> => {
      let looks: Look[] = [];
      for (let tries = 0; tries < 200; tries++) {
        const [one, other] = (looks = await Promise.all(both().map(look)));
        if (one && other && done(one, other)) return;
        await new Promise((go) => setTimeout(go, 100));
      }
      assert.fail(`${what}: ${JSON.stringify(looks).slice(0, 2000)}`);
    };
    const same = (one: Look, other: Look) =>
      [one, other].every(({ status, unsent }) => status === 'open' && unsent === 0) &&
      one.text === other.text;
    const have = (...parts: string[]) =>
        until(`both have ${parts.join(' and ')}`, (one, other) => same(one, other) && parts.every((part) => one.text.split(part).length === 2)); // prettier-ignore
    /** Puts the caret there. */
    const stand = async (page: Page, key: 'Control+Home' | 'Control+End') => {
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press(key);
    };

    it('is made by one and joined by the other, and each sees who is there', async () => {
      await visit('Ann', 'new');
      const heard = standIn.heard.findLast(({ what }) => what.startsWith('UPGRADE /ws/'));
      const id = heard?.what.split('/').at(-1) ?? '';
      await of(0).page.getByText(`Others join it as “${id}”`).waitFor();
      await visit('Ben', id);
      const [ann, ben] = both();
      await ann.locator('room-people').getByTitle('Ben').first().waitFor({ state: 'attached' });
      await ben.locator('room-people').getByTitle('Ann').first().waitFor({ state: 'attached' });
    });

    it('has no chat, for nobody would read it', async () => {
      for (const page of both()) {
        assert.equal(await page.getByRole('button', { name: 'Chat' }).count(), 0);
        assert.equal(await page.locator('room-chat').count(), 0);
      }
    });

    it('can be run, and offers no tests, for it has none', async () => {
      for (const page of both()) {
        await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
        assert.equal(await page.getByRole('button', { name: /^Test/ }).count(), 0);
      }
    });

    it('is written by both, and neither’s caret is moved by what the other writes', async () => {
      const [ann, ben] = both();
      await stand(ann, 'Control+End');
      await ann.keyboard.type('let a = 1;\n');
      await have('let a = 1;\n');
      await stand(ben, 'Control+Home');
      await ben.keyboard.type('// by Ben\n');
      await have('// by Ben\n', 'let a = 1;\n');
      const [{ before }, { before: other }] = [await look(ann), await look(ben)];
      assert.ok(before.endsWith('let a = 1;\n'), before);
      assert.equal(other, '// by Ben\n');
    });

    it('shows both what a program printed that one of them ran', async () => {
      const [ann, ben] = both();
      await stand(ann, 'Control+End');
      await ann.keyboard.type('\nconsole.log(6 * 7);\n');
      await have('console.log(6 * 7);');
      await ann.getByRole('button', { name: 'Run', exact: true }).first().click();
      for (const page of both())
        await page.locator('run-panel').getByText('42', { exact: true }).first().waitFor();
      await ben.getByText('Ann').first().waitFor({ state: 'attached' });
    });

    if (variant !== 'impl')
      it('shows where the other is', async () => {
        const [ann] = both();
        await ann.locator('.ir-caret').first().waitFor({ state: 'attached' });
      });

    if (variant === 'impl' && !hard)
      for (let seed = 1; seed <= seeds; seed++)
        it(`keeps all that two type at one place at the same time, seed ${seed}`, async () => {
          const [ann, ben] = both();
          await stand(ann, 'Control+End');
          await ann.keyboard.insertText('\n');
          await until('a new line', (one, other) => same(one, other) && one.text.endsWith('\n'));
          for (const page of both()) await stand(page, 'Control+End');
          const before = (await look(ann)).text;
          const [left, right] = handsOf(seed);
          await Promise.all([
            typeWith(ann, left, 'acegikmoqs'.repeat(20)),
            typeWith(ben, right, 'BDFHJLNPRT'.repeat(20)),
          ]);
          await until('one text', same);
          const looks = await Promise.all(both().map(look));
          for (const { text, shown } of looks) {
            assert.equal(sorted(text), sorted(before + 'acegikmoqsBDFHJLNPRT'.repeat(20)));
            assert.equal(shown, looks[0]?.text);
          }
        });

    it('goes on in another language, and back', async () => {
      const [ann, ben] = both();
      await ann.getByRole('combobox', { name: 'Language' }).selectOption('python');
      await ben.getByRole('tab', { name: 'main.py' }).waitFor();
      await until('the text came along', (one, other) => same(one, other) && one.text.includes('// by Ben'));
      await ben.getByRole('combobox', { name: 'Language' }).selectOption('javascript');
      await ann.getByRole('tab', { name: 'main.js' }).waitFor();
      await until('the text came back', (one, other) => same(one, other) && one.text.includes('// by Ben'));
    });

    it('loses nothing of what is typed while the connection is away', async () => {
      for (const { context } of people) await context.setOffline(true);
      await until('both are offline', (one, other) => one.status !== 'open' && other.status !== 'open');
      const [ann, ben] = both();
      await stand(ann, 'Control+Home');
      await ann.keyboard.type('// Ann, away\n');
      await stand(ben, 'Control+End');
      await ben.keyboard.type('// Ben, away\n');
      for (const { context } of people) await context.setOffline(false);
      for (const page of both())
        await page.evaluate(() => document.querySelector<Inside>('interview-room')?.shared?.room?.retry());
      await have('// Ann, away\n', '// Ben, away\n');
      await ann.reload();
      await ann.locator('code-editor .cm-content').waitFor();
      await have('// Ann, away\n', '// Ben, away\n');
    });

    if (variant === 'impl')
      it('warns before a text is too long', async () => {
        const [ann] = both();
        await stand(ann, 'Control+End');
        const { text } = await look(ann);
        await ann.keyboard.insertText(`// ${'x'.repeat(95_000 - text.length)}\n`);
        await ann
          .getByText(/This pad takes no more than 100 kB/)
          .first()
          .waitFor();
      });

    it('is submitted by one, for whom it is done; the other writes on', async () => {
      const [ann, ben] = both();
      await ann.getByRole('button', { name: 'Submit' }).first().click();
      await ann.getByRole('dialog').getByRole('button', { name: 'Submit now' }).click();
      await ann.getByText('Submitted', { exact: true }).first().waitFor();
      assert.equal(await ben.getByText('Submitted', { exact: true }).count(), 0);
      await stand(ben, 'Control+Home');
      await ben.keyboard.type('// Ben, after\n');
      await have('// Ben, after\n');
    });

    it('leaves no error on the page', () => assert.deepEqual(problems, []));
  });
