// Browser tests: *.test.ts beside the code (but not *.node.test.ts and *.e2e.test.ts). ISOLATED=1 serves them with COOP and COEP.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { defaultReporter } from '@web/test-runner';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sdkHeaders } from '../.scripts/headers.js';
import { standIns } from './stand-ins.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const firefox = process.env.BROWSER === 'firefox';
const isolated = process.env.ISOLATED === '1';
const find = (...paths) => paths.find((path) => path && existsSync(path));

const chromium = chromeLauncher({
  launchOptions: {
    executablePath: find(
      process.env.CHROME_PATH,
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ),
    args: `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
      --disable-component-update --disable-sync`.split(/\s+/),
  },
  // A page behind another one would not be drawn, and nothing that waits for a frame would come about in it.
  async createPage({ context }) {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return page;
  },
  concurrency: 2,
});
const gecko = () =>
  puppeteerLauncher({
    launchOptions: {
      browser: 'firefox',
      executablePath: find(process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'),
      headless: true,
    },
    // Keys and focus go to the window in front, and Firefox opens pages behind it.
    async createPage({ context }) {
      const page = await context.newPage();
      await page.bringToFront();
      return page;
    },
    concurrency: 1,
  });

/** Writes how many tests passed and failed, and which, where `WTR_COUNTS` says, for the closing lines of `npm test`. */
function countingReporter() {
  return {
    stop({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0, failures: [] };
      const fail = (file, name, error) => {
        count.failed++;
        count.failures.push(`${file}: ${name}\n${String(error?.message ?? '').slice(0, 1000)}`);
      };
      const walk = (suite, file, names) => {
        for (const test of suite?.tests ?? []) {
          if (!test.skipped && !test.passed) fail(file, [...names, test.name].join(' › '), test.error);
          else count[test.skipped ? 'skipped' : 'passed']++;
        }
        for (const inner of suite?.suites ?? []) walk(inner, file, [...names, inner.name]);
      };
      for (const session of sessions) {
        const file = relative(root, session.testFile ?? '');
        walk(session.testResults, file, []);
        if (session.errors.length > 0) fail(file, 'the page', session.errors[0]);
      }
      if (process.env.WTR_COUNTS) writeFileSync(process.env.WTR_COUNTS, JSON.stringify(count));
    },
  };
}

/** What a build has made is served as it is: a development server would rewrite the scripts in it. */
async function asBuilt(context, next) {
  const path = decodeURIComponent(context.path);
  const file = fileURLToPath(new URL(`.${path}`, `file://${root}`));
  if (!/\/dist\/(assets|cdn)\//.test(path) || !file.startsWith(root) || !existsSync(file)) return next();
  context.type = /\.[a-z]+$/.exec(path)?.[0] ?? '';
  context.body = readFileSync(file);
}

const packages = process.env.PACKAGES ?? '*';
export default {
  rootDir: root,
  files: [
    `${root}packages/${packages.includes(',') ? `{${packages}}` : packages}/src/**/*.test.ts`,
    `!${root}packages/*/src/**/*.node.test.ts`,
    `!${root}packages/*/src/**/*.e2e.test.ts`,
  ],
  nodeResolve: { exportConditions: ['production', 'default'] },
  browsers: [firefox ? gecko() : chromium],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.base.json', import.meta.url)),
    }),
    standIns(),
  ],
  middleware: [sdkHeaders({ isolated }), asBuilt],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countingReporter()],
  testFramework: { config: { timeout: 60000 } },
  testsFinishTimeout: 600000,
  browserStartTimeout: 60000,
  testsStartTimeout: 60000,
};
