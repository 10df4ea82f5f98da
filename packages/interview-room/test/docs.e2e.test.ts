// The code in the documentation, run as its readers would: HTML in a page of its own, JavaScript against the packages.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, stop } from 'esbuild';
import type { Browser } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const question = readFileSync(join(root, 'examples/practice/questions/two-sum.json'), 'utf8');

const pages = [
  join(root, 'README.md'),
  ...readdirSync(join(root, 'docs'), { withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => join(root, 'docs', entry.name)),
  ...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'README.md')),
];

interface Sample {
  name: string;
  kind: 'html' | 'js' | 'js node';
  code: string;
}

const samples: Sample[] = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```(html|js|js node)\n([\s\S]*?)^```$/gm)].map(
    ([, kind, code = ''], index) => ({
      name: `${relative(root, page)}, ${kind} ${index + 1}`,
      kind: kind as Sample['kind'],
      code,
    }),
  ),
);

/** What the samples take for granted: the elements and values that a reader has by then. */
const given = `
  <code-editor id="editor"></code-editor><run-panel id="panel"></run-panel><ai-chat id="chat" endpoint="/chat"></ai-chat><task-panel id="tasks"></task-panel><interview-room id="room"></interview-room>
  <script type="module">
    import * as sdk from '/packages/interview-room/dist/cdn/interview-room.js';
    Object.assign(globalThis, { runner: sdk.createRunner(), files: { 'src/helper.py': '', 'main.py': '' }, tests: '', text: '*a*',
      statement: 'Do it.', canonicalData: { exercise: 'leap', cases: [{ uuid: '1', description: 'a year', property: 'leapYear', input: { year: 2015 }, expected: false }] } });
  </script>`;

/** The same for what runs on a server. */
const givenNode = `
  import { createHmac, timingSafeEqual } from 'node:crypto';
  process.env.API_KEY = 'key';
  const [header, secret, body] = ['t=1,v1=' + '0'.repeat(64), 'secret', '{}'];
  const [app, http] = [{ route() {} }, { on() {} }];
  const [files, testFiles, cases] = [{ 'main.py': 'def add(a, b): return a + b' }, [], [{ call: 'add', args: [1, 2], expected: 3 }]];`;

/** Runs a sample as a module of the package whose readme has it, or of the server's, in a folder that it may write to. */
async function runUnderNode(code: string, name: string): Promise<void> {
  const [, own = 'server'] = /^packages\/([\w-]+)\//.exec(name) ?? [];
  const file = join(root, 'packages', own, 'dist', `sample-${name.replace(/\W+/g, '-')}.mjs`);
  const cwd = mkdtempSync(join(tmpdir(), 'sample-'));
  writeFileSync(file, `${givenNode}\n${code}\nprocess.exit(0);`);
  try {
    await promisify(execFile)(process.execPath, [file], { cwd });
  } finally {
    rmSync(file);
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: join(root, 'packages/interview-room'), loader: 'js' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    inject:
      code.includes('html`') && !code.includes("from 'lit'")
        ? [join(root, 'packages/interview-room/test/pages/lit.js')]
        : [],
    external: ['./de.js'],
  });
  return outputFiles[0]?.text ?? '';
}

/** The page of a sample: its own HTML with our addresses in it, or its JavaScript in a page that has what it needs. */
async function pageOf({ kind, code }: Sample): Promise<string> {
  // An extension is of the copy of CodeMirror that made it: the element has to come out of the same bundle.
  if (code.includes("'@codemirror/")) {
    const whole = `import '@interview-room/code-editor/define.js';\n${code}`;
    return `<code-editor id="editor"></code-editor><script type="module">${await bundle(whole)}</script>`;
  }
  if (kind === 'js') return `${given}<script type="module">${await bundle(code)}</script>`;
  let page = code.replace(
    /src="[^"]*interview-room\.js"/g,
    'src="/packages/interview-room/dist/cdn/interview-room.js"',
  );
  for (const [whole, script = ''] of code.matchAll(/<script type="module">\n([\s\S]*?)<\/script>/g)) {
    const bundled = await bundle(script);
    page = page.replace(
      whole,
      () => `<script type="module">${bundled.replaceAll('</script', '<\\/script')}</script>`,
    );
  }
  return `${page}<script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>`;
}

describe('code in the documentation', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    server = await serve({ port: 8470 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await stop();
  });

  it('is there', () => assert.ok(samples.length >= 20, String(samples.length)));

  for (const sample of samples) {
    it(sample.name, async () => {
      if (sample.kind === 'js node') return runUnderNode(sample.code, sample.name);
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.route('**/sample.html', async (route) => {
        const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sample</title><body>${await pageOf(sample)}</body></html>`;
        await route.fulfill({ contentType: 'text/html', body });
      });
      const json = { contentType: 'application/json', headers: { 'access-control-allow-origin': '*' } };
      await page.route(/two-sum\.json$|…$|%E2%80%A6$/, (route) => route.fulfill({ ...json, body: question }));
      // The agent runtime of the samples has nothing to do yet.
      await page.route('http://localhost:5001/**', (route) =>
        route.fulfill({ ...json, body: '{"status":"healthy","tasks":[]}' }),
      );
      await page.goto(`${server.url}/sample.html`);
      for (const [, tag = ''] of sample.code.matchAll(
        /<(code-editor|run-panel|ai-chat|task-panel|interview-room)\b/g,
      )) {
        await page.waitForFunction(
          (name) => customElements.get(name) && document.querySelector(name)?.shadowRoot,
          tag,
        );
      }
      await page.waitForLoadState('networkidle', { timeout: 120_000 });
      assert.deepEqual(errors, []);
      assert.equal(await page.locator('[part~="problem"]').count(), 0, 'the room has nothing to complain of');
      await page.close();
    });
  }
});
