// How soon a page with one room can be typed in, against a bare page with CodeMirror and Python from the same server, both
// read from their files as a static server does, and against the least page that loads as the room does (`floor.js`); and
// what ten idle rooms weigh.
//
// The goal of 1.2 is met by chance alone: what the walk itself costs, where nothing loads until a room is used, leaves next to
// nothing for a room. On a machine of two cores that had nothing else to do, in three runs of 25 rounds, the least page took 1.24,
// 1.27 and 1.15 of the bare one, and the room 1.28, 1.37 and 1.27. In pages that move on by themselves, with no debugger attached, all are
// a third sooner and stand alike: in seven runs of 25 to 40 rounds the least page took 1.09 to 1.21 (median 1.16), and
// the room 1.21 to 1.29 (median 1.25). By a trace the main thread has work from the first byte to the end, 290 ms of 320.
// Tried, without a gain: chunks preloaded by the page (1.05 against 1.07, and none on a quiet machine), V8's hints to compile
// all of a chunk at once (a third less of the main thread's lazy compiling, and later by as much as the eager one takes), a
// first module that asks for the editor before the rest of the entry has run (1.28 against 1.26, 1.33 and 1.24, 1.28 and 1.26,
// 1.25 and 1.21; an `import()` at the top of a module costs 7 to 17 ms besides, for V8 reads all of the module again to know
// where it stands), the same and nothing drawn before the question and the editor are here (1.26 against 1.23, 1.30 and 1.29),
// a question that waits longer for the editor (1.25 against 1.27, 1.29 and 1.25).
// A tiny entry with a top-level `await` is broken in Safari (WebKit 242740).
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { bare } from '../../code-editor/bench/bare.js';
import { buildFloor } from './floor.js';

const ROUNDS = 25;
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const executablePath = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const question = '/examples/practice/questions/two-sum.json';
const sdk = '<script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>';
const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>';

const pages = {
  '/room.html': `${head}<interview-room src="${question}" language="python"></interview-room>${sdk}`,
  '/bare.html': `${head}<script type="module" src="/bare/bare.js"></script>`,
  '/floor.html': `${head}<interview-room src="${question}"></interview-room><script type="module" src="/bare/floor.js"></script>`,
  '/ten.html': `${head}${`<interview-room src="${question}"></interview-room>`.repeat(10)}${sdk}`,
  '/none.html': `${head}${sdk}`,
};

/** CodeMirror with what an editor of ours has, and nothing else, as a file. */
async function bareEditor(outfile) {
  await build({
    stdin: {
      resolveDir: join(here, '../../code-editor'),
      contents: `${bare} make('def two_sum(numbers, target):\\n    return []\\n');`,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    outfile,
  });
}

/** A page, or a file as it lies on the disk: the development server would read and parse each script before it sends it. */
async function answer(context, folder) {
  const { path } = context;
  const script = path.startsWith('/bare/') ? join(folder, path.slice('/bare/'.length)) : join(root, path);
  const body = /\.js(on)?$/.test(path) ? await readFile(script) : pages[path];
  if (body !== undefined) context.type = extname(path);
  return body;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds from the start of navigation until there is an element that takes text. */
async function untilEditable(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      const room = document.querySelector('interview-room');
      const editor = room ? room.editor?.view?.contentDOM : document.querySelector('.cm-content');
      if (editor?.isContentEditable) window.editableAt = performance.now();
      else setTimeout(look, 1);
    };
    look();
  });
  await page.goto(url);
  const at = await page.waitForFunction(() => window.editableAt);
  const time = await at.jsonValue();
  await context.close();
  return time;
}

async function heap(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return usedSize;
}

/** Emits each figure with its baseline of the same run. */
export async function run(emit) {
  const folder = await mkdtemp(join(tmpdir(), 'bare-'));
  await bareEditor(join(folder, 'bare.js'));
  await buildFloor(folder);
  const server = await serve({
    port: 8780,
    middleware: [
      async (context, next) => {
        const body = await answer(context, folder);
        if (body === undefined) return next();
        context.body = body;
      },
    ],
  });
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const times = { room: [], floor: [], bare: [] };
    await untilEditable(browser, `${server.url}/room.html`);
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, took] of Object.entries(times))
        took.push(await untilEditable(browser, `${server.url}/${name}.html`));
    const [room, floor, base] = Object.values(times).map(median);
    const editable = (name, value, baseline) => ({
      name: `page to editable, ${name}`,
      unit: 'ms',
      value,
      baseline,
      ratio: value / baseline,
    });
    emit({ ...editable('one room, against bare CodeMirror', room, base), goal: 1.2 });
    emit(editable('the least page that loads as a room does, against bare CodeMirror', floor, base));
    emit(editable('one room, against the least page that loads as it does', room, floor));
    const [ten, none] = [
      await heap(browser, `${server.url}/ten.html`),
      await heap(browser, `${server.url}/none.html`),
    ];
    emit({
      name: 'memory of an idle room, a tenth of ten',
      unit: 'MB',
      value: (ten - none) / 10 / 1e6,
      baseline: 3,
      ratio: (ten - none) / 10 / 3e6,
      goal: 1,
    });
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}
