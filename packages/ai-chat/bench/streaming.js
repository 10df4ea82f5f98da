// A Markdown answer that streams into <ai-chat>, against `textContent +=` and against deep-chat, by turns in one browser.
import { chromium } from 'playwright-core';
import { serve } from './pages.js';
import { longestTask } from './tasks.js';
import { ARGS, open, working } from './work.js';

const KB = 1024;
/** A piece is 64 characters: 4,000 of them are 256 KB. Rounds by turns, of the slow page as few as will do. */
const runs = [
  { size: 64 * KB, count: 1000, rounds: 5, ofBare: 5 },
  { size: 256 * KB, count: 4000, rounds: 5, ofBare: 1 },
];
/** deep-chat would take minutes: of each tenth it gets so many pieces one by one and the rest at once, and its cost is counted up. */
const SAMPLE = 20;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rounded = (value, digits = 2) => Number(value.toFixed(digits));

async function prepare(page, { size, count }) {
  await page.bringToFront();
  await page.evaluate(`prepare(${size}, ${count})`);
}

async function finish(page, { size }) {
  const shown = await page.evaluate('shown()');
  if (shown < size / 2) throw new Error(`Only ${shown} of ${size} characters are shown.`);
}

const send = (page, from, to) => page.evaluate(`send(${from}, ${to})`);

/** One answer: what it and its first and last tenth cost. */
async function round({ page, cdp }, run) {
  await prepare(page, run);
  const [one, nine] = [run.count / 10, (run.count / 10) * 9];
  const first = await working(cdp, () => send(page, 0, one));
  const middle = await working(cdp, () => send(page, one, nine));
  const last = await working(cdp, async () => {
    await send(page, nine, run.count);
    await page.evaluate('over()');
  });
  await finish(page, run);
  return { all: first + middle + last, first, last };
}

/** One answer of which a part is measured. */
async function sample({ page, cdp }, run) {
  await prepare(page, run);
  const tenth = run.count / 10;
  let all = 0;
  for (let from = 0; from < run.count; from += tenth) {
    const cost = await working(cdp, () => send(page, from, from + SAMPLE));
    all += (cost * tenth) / SAMPLE;
    await page.evaluate(`skip(${from + SAMPLE}, ${from + tenth})`);
  }
  await finish(page, run);
  return { all };
}

async function compare(pages, run) {
  const results = { bare: [], ours: [], deepchat: [] };
  for (let at = 0; at < run.rounds; at++) {
    if (at < run.ofBare) results.bare.push(await round(pages.bare, run));
    results.ours.push(await round(pages.ours, run));
    if (at === 0) results.deepchat.push(await sample(pages.deepchat, run));
  }
  return results;
}

function report(emit, { size, count }, { bare, ours, deepchat }) {
  const of = (results, key) => rounded(median(results.map((result) => result[key])), 0);
  const what = `${size / KB} KB of Markdown in ${count} pieces`;
  const figure = (name, value, baseline, goal) =>
    emit({ name: `${what}: ${name}`, value, baseline, ratio: rounded(value / baseline), goal });
  figure('main thread, ms, against textContent +=', of(ours, 'all'), of(bare, 'all'), '<= 1.3');
  figure('main thread, ms, against deep-chat', of(ours, 'all'), of(deepchat, 'all'), '<= 0.1');
  figure('the last tenth, ms, against the first', of(ours, 'last'), of(ours, 'first'), '<= 1.2');
}

/** The longest task of an answer, in a round of its own: to trace it costs time. */
async function traced(browser, { page }, run) {
  await prepare(page, run);
  return longestTask(browser, page, async () => {
    await send(page, 0, run.count);
    await page.evaluate('over()');
  });
}

async function reportTasks(emit, browser, pages, run) {
  const value = rounded(await traced(browser, pages.ours, run), 1);
  emit({ name: `${run.size / KB} KB of Markdown: longest task, ms`, value, goal: '<= 50' });
}

/** Measures, and tells each figure to `emit`. */
export async function streaming(emit) {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ARGS,
  });
  try {
    const names = ['bare', 'ours', 'deepchat'];
    const opened = await Promise.all(names.map((name) => open(browser, server, name)));
    const pages = Object.fromEntries(names.map((name, at) => [name, opened[at]]));
    for (const run of runs) {
      report(emit, run, await compare(pages, run));
      await reportTasks(emit, browser, pages, run);
    }
  } finally {
    await browser.close();
    server.close();
  }
}
