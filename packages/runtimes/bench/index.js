// Python and JavaScript in the sandbox against bare Pyodide in a worker, in one browser, in turns.
import { chromium } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';

const flags = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/);
const round = (value) => Math.round(value * 100) / 100;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** One figure and the baseline of the same run. */
function compare(name, mine, baseline, goal) {
  const [value, base] = [median(mine), median(baseline)];
  return {
    name,
    unit: 'ms',
    value: round(value),
    baseline: round(base),
    ratio: round(value / base),
    n: mine.length,
    goal,
  };
}

async function fresh(browser, url, call) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/packages/runtimes/bench/`);
  const value = await page.evaluate(call);
  await context.close();
  return value;
}

async function firstRuns(browser, url, rounds) {
  const times = { ours: [], bare: [] };
  for (let index = 0; index < rounds; index++) {
    times.ours.push(
      await fresh(browser, url, async () =>
        (await import('/packages/runtimes/bench/page.js')).firstRunOurs(),
      ),
    );
    times.bare.push(
      await fresh(browser, url, async () =>
        (await import('/packages/runtimes/bench/page.js')).firstRunBare(),
      ),
    );
  }
  return times;
}

export async function run(emit) {
  const server = await serve({ port: 8300 });
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: flags,
  });
  try {
    const first = await firstRuns(browser, server.url, 5);
    emit(compare('python: first run from nothing', first.ours, first.bare, '<= 0.5x'));
    for (const [name, code, wanted] of [
      ['pass', 'pass', ''],
      ['hello world', 'print("hello world")', 'hello world\n'],
    ]) {
      const call = `import('/packages/runtimes/bench/page.js').then((m) => m.warmRuns(${JSON.stringify(code)}, ${JSON.stringify(wanted)}, 60))`;
      const times = await fresh(browser, server.url, call);
      emit(compare(`python: warm run of ${name}`, times.ours, times.bare, '<= 1.02x + 5 ms'));
    }
    for (const [language, loop, next] of [
      ['python', { 'main.py': 'while True: pass' }, { 'main.py': 'print(1)' }],
      ['javascript', { 'main.js': 'while (true) {}' }, { 'main.js': 'console.log(1)' }],
    ]) {
      const ask = (files) => JSON.stringify({ language, files });
      const call = `import('/packages/runtimes/bench/page.js').then((m) => m.stopTimes(${ask(loop)}, 5, ${ask(next)}))`;
      const times = await fresh(browser, server.url, call);
      emit({
        name: `${language}: stop an endless loop`,
        unit: 'ms',
        value: round(median(times.stop)),
        n: 5,
        goal: '<= 500',
      });
      emit(
        compare(`${language}: next run after a stop, against a warm one`, times.next, times.warm, 'as warm'),
      );
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
