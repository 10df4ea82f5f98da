// Measures <code-editor> against a bare CodeMirror page, in one browser and one run: `node packages/code-editor/bench/index.js`.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { bare } from './bare.js';
import { shared } from './shared.js';

const rounds = 9;
const keys = 200;
const here = fileURLToPath(new URL('.', import.meta.url));
const lines = Array.from(
  { length: 10_000 },
  (_, line) => `value_${line} = compute(${line}, "text")  # line ${line}`,
);

/** What the pages share: each makes its editor, says when it can be typed into, and types. */
const script = `
  const text = ${JSON.stringify(lines.join('\n'))};
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  window.measure = async (make) => {
    const view = await make(window.large ? text : 'def f():\\n    return 1\\n');
    view.focus();
    view.contentDOM.getBoundingClientRect();
    window.editable = performance.now();
    await frame();
    window.type = async (count) => {
      const took = [];
      view.dispatch({ selection: { anchor: Math.floor(view.state.doc.length / 2) }, scrollIntoView: true });
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        view.contentDOM.ownerDocument.execCommand('insertText', false, 'x');
        view.contentDOM.getBoundingClientRect();
        took.push(performance.now() - start);
        if (i % 10 === 0) await frame();
      }
      return took;
    };
    window.ready = true;
  };`;

const pages = {
  bare: `${bare} window.measure(make);`,
  element: `import '../dist/define.js';
    window.measure(async (doc) => {
      const editor = document.createElement('code-editor');
      Object.assign(editor, { path: 'a.py', value: doc, lineNumbers: true });
      editor.style.blockSize = '400px';
      document.body.append(editor);
      await editor.updateComplete;
      return editor.view;
    });`,
};

async function bundle(contents) {
  const result = await build({
    stdin: { contents, resolveDir: here, loader: 'js' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir: '/',
    write: false,
    logLevel: 'error',
    conditions: ['production'],
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace('stdin.js', 'main.js'), file.text]));
}

async function serve() {
  const bundles = Object.fromEntries(
    await Promise.all(Object.entries(pages).map(async ([name, text]) => [name, await bundle(text)])),
  );
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, name = '', file = ''] = url.pathname.split('/');
    const text = bundles[name]?.get(`/${file}`);
    response.setHeader('content-type', text === undefined ? 'text/html' : 'text/javascript');
    response.end(text ?? page(name, url.searchParams.has('large')));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return server;
}

const page = (
  name,
  large,
) => `<!doctype html><html lang="en"><body><script>window.large = ${large};${script}</script>
  <script type="module" src="/${name}/main.js"></script></body></html>`;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const round = (number) => Math.round(number * 100) / 100;

async function visit(browser, url, large) {
  const page = await browser.newPage();
  await page.goto(large ? `${url}?large` : url);
  await page.waitForFunction('window.ready');
  const result = large
    ? median(await page.evaluate(`window.type(${keys})`))
    : await page.evaluate('window.editable');
  await page.close();
  return result;
}

/** Takes both in turns, so that a slow moment of the machine meets both. */
async function compare(browser, origin, large) {
  const found = { bare: [], element: [] };
  for (let i = 0; i < (large ? 3 : rounds); i++) {
    for (const name of ['bare', 'element'])
      found[name].push(await visit(browser, `${origin}/${name}/`, large));
  }
  const [bare, element] = [median(found.bare), median(found.element)];
  return { value: round(element), baseline: round(bare), ratio: round(element / bare), unit: 'ms' };
}

/** Runs the benchmark; `emit` gets one plain object a measurement. */
export async function run(emit) {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
      ' ',
    ),
  });
  try {
    const origin = `http://127.0.0.1:${server.address().port}`;
    emit({
      bench: 'code-editor: page to editable, against a bare CodeMirror page',
      goal: 1.2,
      ...(await compare(browser, origin, false)),
    });
    emit({
      bench: 'code-editor: a key in 10,000 lines, against a bare CodeMirror page',
      goal: 1.2,
      ...(await compare(browser, origin, true)),
    });
    await shared(emit, browser);
  } finally {
    await browser.close();
    server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await run((line) => console.log(JSON.stringify(line)));
