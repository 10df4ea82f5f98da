// 10 MB of output through <run-panel> against raw xterm, in one browser and one run: `node packages/run-panel/bench/index.js`.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROUNDS = 5;
const MB = 10;
const here = fileURLToPath(new URL('.', import.meta.url));
const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Lines as programs print them: of several lengths, some in colour. In pieces of 64 KiB, as a worker sends them. */
const shared = `
  const line = (at) => at % 10 === 0 ? '\\x1b[32mok\\x1b[0m ' + at + '\\n' : at + ' ' + 'lorem ipsum dolor '.repeat(at % 7) + '\\n';
  const pieces = [''];
  for (let at = 0, size = 0; size < ${MB} * 1e6; at++) {
    const text = line(at);
    size += text.length;
    if (pieces.at(-1).length > 65536) pieces.push('');
    pieces[pieces.length - 1] += text;
  }
  pieces.push('the end\\n');
  window.size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (longest = Math.max(longest, entry.duration)))).observe({ type: 'longtask' });
  const idle = () => new Promise((resolve) => setTimeout(resolve, 300));
  window.measured = async (act) => {
    await idle();
    longest = 0;
    const start = performance.now();
    await act(pieces);
    const ms = performance.now() - start;
    await idle();
    return { ms, longest };
  };`;

const pages = {
  bare: `import { Terminal } from '@xterm/xterm';
    const box = document.body.appendChild(document.createElement('div'));
    const terminal = new Terminal({ cols: 90, rows: 16, scrollback: 10000, convertEol: true });
    terminal.open(box);
    window.round = () => measured((pieces) => new Promise((resolve) => {
      pieces.forEach((piece, at) => terminal.write(piece, at === pieces.length - 1 ? resolve : undefined));
    }));
    window.warm = () => new Promise((resolve) => terminal.write('warm\\n', resolve));`,
  panel: `import '../dist/define.js';
    const panel = document.body.appendChild(document.createElement('run-panel'));
    const exit = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 };
    const follow = (texts) => panel.follow((async function* () {
      for (const text of texts) yield { type: 'stdout', text };
      yield exit;
    })(), { mode: 'run', stop() {} });
    const drawn = async (end) => {
      const buffer = () => panel.console.screen?.view.terminal.buffer.active;
      const last = () => buffer()?.getLine(buffer().baseY + buffer().cursorY - 1)?.translateToString(true);
      while (last() !== end) await new Promise((resolve) => setTimeout(resolve));
    };
    window.round = () => measured(async (pieces) => {
      await follow(pieces);
      await drawn('the end');
    });
    window.warm = async () => { await follow(['warm\\n']); await drawn('warm'); };`,
};

async function bundle(contents) {
  const result = await build({
    stdin: { contents: shared + contents.replace(/^/, '\n'), resolveDir: here, loader: 'js' },
    bundle: true,
    splitting: true,
    minify: false,
    format: 'esm',
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  return new Map(result.outputFiles.map((file) => [file.path, file.text]));
}

/** Serves the two pages, each from a folder of its own. */
async function serve() {
  const files = new Map();
  for (const [name, contents] of Object.entries(pages)) {
    for (const [path, text] of await bundle(contents)) files.set(`/${name}${path}`, text);
  }
  const server = createServer((request, response) => {
    const text = files.get(request.url);
    response.setHeader('Content-Type', text === undefined ? 'text/html' : 'text/javascript');
    response.end(text ?? `<!doctype html><script type="module" src="${request.url}stdin.js"></script>`);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  return server;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rounded = (value, digits = 2) => Number(value.toFixed(digits));

async function open(browser, server, name) {
  const page = await browser.newPage({ viewport: { width: 800, height: 480 } });
  await page.goto(`http://localhost:${server.address().port}/${name}/`);
  await page.waitForFunction('window.warm');
  await page.evaluate('warm()');
  return page;
}

/** Rounds by turns, so that both meet the same machine. A page that is not in front is not drawn. */
async function compare(browser, server) {
  const [bare, panel] = [await open(browser, server, 'bare'), await open(browser, server, 'panel')];
  const rounds = { bare: [], panel: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, page] of [
      ['bare', bare],
      ['panel', panel],
    ]) {
      await page.bringToFront();
      rounds[name].push(await page.evaluate('round()'));
    }
  }
  const size = await panel.evaluate('size');
  return { ...rounds, size };
}

/** Measures, and tells each figure to `emit`. */
export async function run(emit) {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ARGS.split(' '),
  });
  try {
    const { bare, panel, size } = await compare(browser, server);
    const rate = (list) => size / 1000 / median(list.map(({ ms }) => ms));
    const ratio = rounded(rate(panel) / rate(bare));
    emit({
      name: `${MB} MB of output, MB/s`,
      value: rounded(rate(panel)),
      baseline: rounded(rate(bare)),
      ratio,
      goal: '>= 0.9',
    });
    const longest = (list) => Math.round(Math.max(...list.map((round) => round.longest)));
    emit({
      name: 'longest task of the page meanwhile, ms',
      value: longest(panel),
      baseline: longest(bare),
      goal: '<= 100',
    });
  } finally {
    await browser.close();
    server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await run((figure) => console.log(JSON.stringify(figure)));
