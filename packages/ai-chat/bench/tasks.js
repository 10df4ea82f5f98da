// The tasks of a page's main thread, by tracing the browser.

const categories = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
];
/** Tells the page's thread from those of the browser's own pages, which may be loading yet. */
const MARK = 'measured';

/** The longest task of a page while `act` goes on, in ms of its thread: what other programs take from it does not count. */
export async function longestTask(browser, page, act) {
  const cdp = await browser.newBrowserCDPSession();
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await page.evaluate(`performance.mark('${MARK}')`);
  await act();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  await cdp.detach();
  const thread = ({ pid, tid }) => `${pid}:${tid}`;
  const main = thread(events.find(({ name }) => name === MARK));
  const tasks = events.filter(
    (event) => event.name.endsWith('RunTask') && thread(event) === main && event.tdur,
  );
  if (tasks.length === 0) throw new Error('The trace has no tasks.');
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}
