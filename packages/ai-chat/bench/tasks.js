// The tasks of a page's main thread, by tracing the browser.

const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The longest task while `act` goes on, in ms of the thread: what other programs take from it does not count. */
export async function longestTask(browser, act) {
  const cdp = await browser.newBrowserCDPSession();
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await act();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  await cdp.detach();
  const thread = ({ pid, tid }) => `${pid}:${tid}`;
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
  );
  const tasks = events.filter(
    (event) => event.name.endsWith('RunTask') && main.has(thread(event)) && event.tdur,
  );
  if (tasks.length === 0) throw new Error('The trace has no tasks.');
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}
