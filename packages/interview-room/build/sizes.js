// What a browser really fetches before the first edit of a Python practice room, gzipped, and how much of it is our own.
// Prints JSON; fails over the gates. Needs dist/cdn and Chromium.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { chromium } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';

const KIB = 1024;
const gates = { total: 200 * KIB, own: 35 * KIB };
const here = dirname(fileURLToPath(import.meta.url));
const cdn = join(here, '../dist/cdn');
const executablePath = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);

const page = `<!doctype html><meta charset="utf-8">
<interview-room src="/examples/practice/questions/two-sum.json" language="python"></interview-room>
<script type="module" src="/packages/interview-room/dist/cdn/interview-room.js"></script>`;

/** The scripts that a fresh browser asks for until the room can be typed in and has come to rest. */
async function requested() {
  const server = await serve({ port: 8790 });
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const tab = await browser.newPage();
    const found = new Set();
    tab.on('request', (request) => found.add(new URL(request.url()).pathname));
    await tab.route('**/sizes.html', (route) => route.fulfill({ contentType: 'text/html', body: page }));
    await tab.goto(`${server.url}/sizes.html`);
    await tab.waitForFunction(() => document.querySelector('interview-room')?.editor?.view);
    await tab.waitForLoadState('networkidle');
    const folder = '/packages/interview-room/dist/cdn/';
    return [...found].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The modules of core, ui and this package that are in those scripts, minified as one file. */
function ownCode(files) {
  const modules = JSON.parse(readFileSync(join(cdn, 'modules.json'), 'utf8'));
  const own = files.flatMap((file) => Object.entries(modules[file] ?? {}));
  const code = own.map(([, text]) => transformSync(text, { minify: true, loader: 'js' }).code).join('\n');
  return gzipSync(code, { level: 9 }).length;
}

export async function measure() {
  const scripts = (await requested()).filter((path) => path.endsWith('.js'));
  const sizes = Object.fromEntries(
    scripts.map((path) => [path, gzipSync(readFileSync(join(cdn, path)), { level: 9 }).length]),
  );
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return { total, own: ownCode(scripts), gates, sizes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await measure();
  console.log(JSON.stringify(found, null, 2));
  const over = Object.entries(gates).filter(([name, gate]) => found[name] > gate);
  for (const [name, gate] of over)
    console.error(`${name}: ${(found[name] / KIB).toFixed(1)} KiB, over ${gate / KIB} KiB`);
  process.exit(over.length > 0 ? 1 : 0);
}
