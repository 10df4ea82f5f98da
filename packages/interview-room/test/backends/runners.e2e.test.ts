// Programs that no browser runs, run elsewhere: over services shaped like Piston and Judge0 and by our own backend, walked in
// a real browser, as they should be and with faults; and where programs run that several places could run.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../../../.scripts/serve.js';
import { toolchains } from '../../../conformance/src/stand-ins/execute/index.js';
import { startJudge0 } from '../../../conformance/src/stand-ins/judge0/index.js';
import { startPiston } from '../../../conformance/src/stand-ins/piston/index.js';
import type { StandIn, StartStandIn } from '../../../conformance/src/stand-ins/stand-in.js';
import { KEY, World, type Made } from '../../../server/src/testing/world.js';
import { launch } from '../browser.js';

const question = {
  id: 'doubling',
  title: 'Doubling',
  statement: 'Read a number, and print twice as much.',
  limits: { wallMs: 2000, outputBytes: 20_000 },
  cases: [
    { name: 'two', stdin: '2\n', stdout: '4' },
    { name: 'large', stdin: '500000000\n', stdout: '1000000000' },
  ],
  languages: {
    cpp: { entry: 'main.cpp', files: { 'main.cpp': '// C++\n' } },
    java: { entry: 'Main.java', files: { 'Main.java': '// Java\n' } },
    python: { entry: 'main.py', files: { 'main.py': '# Python\n' } },
  },
};

const cdn = process.env['CDN'] ?? 'cdn';

const cpp = (body: string) => `#include <cstdio>\nint main() {\n${body}\n}\n`;
const saying: Record<string, string> = {
  cpp: cpp('std::puts("it ran");'),
  java: 'class Main {\n  public static void main(String[] args) {\n    System.out.println("it ran");\n  }\n}\n',
  python: 'print("it " + "ran")\n',
};
const program = {
  right: cpp('long n; std::scanf("%ld", &n); std::printf("%ld\\n", 2 * n);'),
  wrong: cpp('long n; std::scanf("%ld", &n); std::printf("%ld\\n", n + 2);'),
  broken: cpp('return nothing;'),
  endless: cpp('for (volatile int n = 0;; n = n + 1);'),
  floods: cpp('for (;;) std::puts("flooded");'),
};

const services: readonly {
  name: string;
  start: StartStandIn;
  make: string;
  path: string;
  faults?: Partial<StandIn['faults']>;
}[] = [
  { name: 'Piston', start: startPiston, make: 'pistonRunner', path: '/api/v2' },
  {
    name: 'Piston, bare',
    start: (options) => startPiston({ ...options, variant: 'bare' }),
    make: 'pistonRunner',
    path: '/api/v2/piston',
  },
  {
    name: 'Piston with faults',
    start: startPiston,
    make: 'pistonRunner',
    path: '/api/v2',
    faults: { delayMs: 40, html: 7 },
  },
  { name: 'Judge0', start: startJudge0, make: 'judge0Runner', path: '' },
  {
    name: 'Judge0 with faults',
    start: startJudge0,
    make: 'judge0Runner',
    path: '',
    faults: { delayMs: 20, html: 7 },
  },
];

/** A machine without a compiler has nothing to run these by. */
function skip(language: string): string | false {
  const name = language === 'cpp' ? 'c++' : language;
  return toolchains().some((each) => each.language === name) ? false : `There is no ${name} here.`;
}

const shown = (page: Page, words: string | RegExp) => page.locator('run-panel').getByText(words).first();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

async function write(page: Page, text: string): Promise<void> {
  await page.locator('code-editor .cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

describe('programs that run elsewhere', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let html = '';
  const ends: (() => Promise<unknown>)[] = [];

  before(async () => {
    const room: NonNullable<NonNullable<Parameters<typeof serve>[0]>['middleware']>[number] = (
      call,
      next,
    ) => {
      if (!call.path.startsWith('/room-under-test')) return next();
      call.type = 'html';
      call.body = html;
      return undefined;
    };
    [server, browser] = await Promise.all([serve({ port: 8510, middleware: [room] }), launch()]);
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(attributes: string, script: string, wallMs = 2_000): Promise<Page> {
    html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Programs</title><link rel="icon" href="data:,">
      <body style="margin:0"><interview-room style="block-size:100vh" ${attributes}></interview-room>
      <script type="module">
        import { runners } from '/packages/interview-room/dist/${cdn}/interview-room.js';
        const { pistonRunner, judge0Runner } = await runners();
        const room = document.querySelector('interview-room');
        ${script}
        room.question = ${JSON.stringify({ ...question, limits: { ...question.limits, wallMs }, id: `doubling-${Math.random().toString(36).slice(2)}` })};
      </script></body></html>`;
    const page = await visit(`${server.url}/room-under-test`);
    await page.getByRole('heading', { name: 'Doubling' }).first().waitFor();
    await page.getByRole('button', { name: 'Start coding' }).or(page.locator('code-editor')).first().click();
    return page;
  }
  async function visit(address: string): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    ends.push(() => context.close());
    const page = await context.newPage();
    await page.goto(address);
    return page;
  }
  const start = async (make: StartStandIn, faults = {}): Promise<StandIn> => {
    const standIn = await make({ faults });
    ends.push(() => standIn.close());
    return standIn;
  };

  for (const { name, start: make, make: runner, path, faults } of services) {
    it(`over ${name}`, { skip: skip('cpp'), timeout: 90_000 }, async () => {
      const standIn = await start(make, faults);
      const page = await open(
        'language="cpp"',
        `room.remoteRunner = ${runner}({ url: '${standIn.url}${path}' });`,
      );
      await write(page, program.right);
      await page.getByText('Input for the program').click();
      await page.getByRole('textbox', { name: 'Input for the program' }).fill('21\n');
      await press(page, 'Run');
      await shown(page, /^42/).waitFor();
      await press(page, 'Test');
      await shown(page, 'All 2 tests pass').waitFor();
      await write(page, program.wrong);
      await press(page, 'Test');
      await shown(page, '1 of 2 tests pass').waitFor();
      await write(page, program.broken);
      await press(page, 'Run');
      await shown(page, /nothing/).waitFor();
      await write(page, program.endless);
      await press(page, 'Run');
      await press(page, 'Stop');
      await shown(page, /^Stopped after/).waitFor();
      await press(page, 'Run');
      await shown(page, 'Took longer than 2 s and was stopped').waitFor();
      await write(page, program.floods);
      await press(page, 'Run');
      await shown(page, 'Output was cut at 20 kB').waitFor();
    });
  }

  it('over Judge0: Java, once it is chosen', { skip: skip('java'), timeout: 90_000 }, async () => {
    const standIn = await start(startJudge0);
    const page = await open('', `room.remoteRunner = judge0Runner({ url: '${standIn.url}' });`, 10_000);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('java');
    await write(page, saying['java'] ?? '');
    await press(page, 'Run');
    await shown(page, /^it ran/).waitFor({ timeout: 60_000 });
    const [{ body } = {}] = standIn.heard.filter(({ what }) => /^POST .*\/submissions/.test(what));
    assert.equal((body as { language_id?: number }).language_id, 62);
  });

  it('says in words that a service is gone, and goes on when it is back', { skip: skip('cpp') }, async () => {
    const { url, close } = await startPiston();
    await close();
    const page = await open('language="cpp"', `room.remoteRunner = pistonRunner({ url: '${url}/api/v2' });`);
    await write(page, cpp('std::puts("back again");'));
    await press(page, 'Run');
    await shown(page, /not reached/).waitFor();
    const again = await startPiston({ port: Number(new URL(url).port) });
    ends.push(() => again.close());
    await press(page, 'Try again');
    await shown(page, 'back again').waitFor();
  });

  const executed = ({ heard }: StandIn) => heard.filter(({ what }) => what.endsWith('/execute')).length;
  for (const [policy, language, where] of [
    ['browser-first', 'python', 'browser'],
    ['browser-first', 'cpp', 'elsewhere'],
    ['browser-first', 'java', 'elsewhere'],
    ['remote-first', 'python', 'elsewhere'],
    ['remote', 'python', 'elsewhere'],
    ['browser', 'cpp', 'nowhere'],
  ] as const)
    it(`${policy}: ${language} runs ${where}`, { skip: skip(language) }, async () => {
      const standIn = await start(startPiston);
      const page = await open(
        `language="${language}" execution="${policy}"`,
        `room.remoteRunner = pistonRunner({ url: '${standIn.url}/api/v2' });`,
        10_000,
      );
      await write(page, saying[language] ?? '');
      await press(page, 'Run');
      await shown(page, where === 'nowhere' ? /no language "cpp"/ : /^it ran/).waitFor({ timeout: 60_000 });
      assert.equal(executed(standIn) > 0, where === 'elsewhere');
    });

  it('over our own backend: a shared room where it streams, tests, is stopped and kept within limits', async () => {
    // Its runtimes start anew for each run, which is part of a program's time there.
    const patient = { ...question, limits: { ...question.limits, wallMs: 15_000 } };
    const world = await World.open({
      execute: {},
      sdk: fileURLToPath(new URL(`../../dist/${cdn}`, import.meta.url)),
    });
    ends.push(() => world.close());
    const made = (await (await world.post('/api/rooms', { question: patient }, KEY)).json()) as Made;
    const page = await visit(made.links['interviewer'] ?? '');
    await page.getByRole('button', { name: 'Start the interview' }).click();
    await page.getByRole('heading', { name: 'Doubling' }).first().waitFor();
    await page.evaluate(() => document.querySelector('interview-room')?.setAttribute('execution', 'remote'));
    await page.getByRole('combobox', { name: 'Language' }).selectOption('python');
    await write(page, 'import time\nfor n in range(100):\n    print("tick", n)\n    time.sleep(0.1)\n');
    await press(page, 'Run');
    // It is seen as it is printed, long before it ends.
    await shown(page, 'tick 1').waitFor();
    await press(page, 'Stop');
    await shown(page, /^Stopped after/).waitFor();
    await write(page, 'print(2 * int(input()))');
    await press(page, 'Test');
    await shown(page, 'All 2 tests pass').waitFor({ timeout: 30_000 });
    await write(page, 'while True: print("flooded")');
    await press(page, 'Run');
    await shown(page, 'Output was cut at 20 kB').waitFor({ timeout: 30_000 });
  });
});
