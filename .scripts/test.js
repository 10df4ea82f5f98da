// `npm test`: installs what it needs, builds, runs every suite, and closes with how many tests passed and failed.
// `--browser firefox` runs the browser suites of the elements and the runtimes in Firefox instead.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.js';
import { elements, filesUnder, install, must, root, run } from './lib.js';

const firefox = process.argv.includes('firefox');
const scratch = mkdtempSync(join(tmpdir(), 'interview-room-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failedSuites = [];
const failures = [];
/** How long each suite took, and the files under Node. */
const times = [];
const seconds = {};

function add(name, counts, code, began) {
  times.push(`${name} ${Math.round((Date.now() - began) / 1000)} s`);
  Object.assign(seconds, counts.seconds);
  for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
  if (code !== 0 && !counts.failed) total.failed++;
  if (code !== 0) failedSuites.push(name);
  failures.push(...(counts.failures ?? []));
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { failed: 1 };
  }
}

/** The tests that run in pages, by @web/test-runner. */
async function inBrowser(name, env) {
  console.log(`\n— ${name}`);
  const counts = join(scratch, `${name.replace(/\W+/g, '-')}.json`);
  const began = Date.now();
  const code = await run('wtr', ['--config', '.config/wtr.js'], { env: { ...env, WTR_COUNTS: counts } });
  add(name, readCounts(counts), code, began);
}

/** The tests that run under Node: plain ones, and those that drive whole browsers. */
async function underNode(name, ending, concurrency) {
  const files = filesUnder(join(root, 'packages'), ending).concat(filesUnder(join(root, 'examples'), ending));
  if (files.length === 0) return;
  console.log(`\n— ${name}`);
  const counts = join(scratch, `${name.replace(/\W+/g, '-')}.json`);
  const reporters = ['spec', 'stdout', './.scripts/count-reporter.js', counts];
  const flags = [0, 2].flatMap((at) => [
    `--test-reporter=${reporters[at]}`,
    `--test-reporter-destination=${reporters[at + 1]}`,
  ]);
  const began = Date.now();
  const code = await run('node', [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${15 * 60_000}`,
    ...flags,
    ...files,
  ]);
  add(name, readCounts(counts), code, began);
}

await install();
const browser = await ensureBrowser(firefox ? 'firefox' : 'chromium');
process.env[firefox ? 'FIREFOX_PATH' : 'CHROME_PATH'] = browser;
const began = Date.now();
await must('node', ['.scripts/build.js']);
times.push(`building ${Math.round((Date.now() - began) / 1000)} s`);

if (firefox) {
  // A browser for each package: after some dozens of pages Firefox gives keys to a window of its own choice.
  for (const name of ['ui', 'runtimes', ...elements]) {
    await inBrowser(`${name} in Firefox`, { BROWSER: 'firefox', PACKAGES: name });
  }
} else {
  await underNode('under Node', '.node.test.ts', 2);
  await inBrowser('in Chromium', {});
  await inBrowser('in Chromium, the page cross-origin isolated', { ISOLATED: '1' });
  await underNode('whole pages', '.e2e.test.ts', 1);
}

rmSync(scratch, { recursive: true, force: true });
const slowest = Object.entries(seconds).sort(([, one], [, other]) => other - one);
console.log('\nThe slowest files:');
for (const [file, time] of slowest.slice(0, 15))
  console.log(`${String(Math.round(time)).padStart(5)} s  ${file}`);
console.log(times.join(', '));
for (const failure of failures) console.log(`\nFAILED ${failure}`);
if (failedSuites.length > 0) console.log(`\nFailed: ${failedSuites.join('; ')}`);
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
