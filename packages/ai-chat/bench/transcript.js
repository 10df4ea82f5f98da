// A talk of 2,000 messages: what it costs to open, and to scroll from its end to its beginning, against deep-chat. Who lays
// out all of it on opening has nothing left to lay out on scrolling; <ai-chat> lays out what comes into sight. So the sum of
// both is a figure, too.
import { chromium } from 'playwright-core';
import { serve } from './pages.js';
import { longestTask } from './tasks.js';
import { ARGS, open, working } from './work.js';

const COUNT = 2000;
const STEPS = 40;
const rounded = (value) => Number(value.toFixed(1));

const scroll = (page) =>
  page.evaluate(async (steps) => {
    const list = window.scroller();
    list.scrollTop = list.scrollHeight;
    for (let step = 1; step <= steps; step++) {
      list.scrollTop = (list.scrollHeight * (steps - step)) / steps;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  }, STEPS);

/** A page of its own for each, as it is for who comes back to a talk. The talk is made up before: this is not measured. */
async function fresh(browser, server, name) {
  const opened = await open(browser, server, name);
  await opened.page.evaluate(`write(${COUNT})`);
  return opened;
}

async function measure(browser, server, name) {
  const { page, cdp } = await fresh(browser, server, name);
  const opened = await working(cdp, () => page.evaluate('window.open()'));
  const scrolled = await working(cdp, () => scroll(page));
  await page.close();
  return { opened, scrolled };
}

async function longest(browser, server) {
  const { page } = await fresh(browser, server, 'talk');
  const opening = await longestTask(browser, page, () => page.evaluate('window.open()'));
  const scrolling = await longestTask(browser, page, () => scroll(page));
  await page.close();
  return { opening, scrolling };
}

/** Measures, and tells each figure to `emit`. */
export async function transcript(emit) {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ARGS,
  });
  try {
    const ours = await measure(browser, server, 'talk');
    const theirs = await measure(browser, server, 'deeptalk');
    const tasks = await longest(browser, server);
    const figure = (name, value, baseline) =>
      emit({
        name: `${COUNT} messages: ${name}, ms of the main thread, against deep-chat`,
        value: rounded(value),
        baseline: rounded(baseline),
        ratio: Number((value / baseline).toFixed(2)),
      });
    figure('open', ours.opened, theirs.opened);
    figure('scroll to the beginning', ours.scrolled, theirs.scrolled);
    figure('open, and scroll to the beginning', ours.opened + ours.scrolled, theirs.opened + theirs.scrolled);
    const longestOn = (act, value) =>
      emit({ name: `${COUNT} messages: longest task on ${act}, ms`, value: rounded(value), goal: '<= 50' });
    longestOn('opening', tasks.opening);
    longestOn('scrolling', tasks.scrolling);
  } finally {
    await browser.close();
    server.close();
  }
}
