// A page that is measured, and what its main thread works.

export const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );

export async function open(browser, server, name) {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.goto(`http://localhost:${server.address().port}/${name}`);
  await page.waitForFunction('window.over');
  const cdp = await page.context().newCDPSession(page);
  // Time of the thread, not of the clock: other programs on the machine do not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp };
}

/** What the main thread works while `act` goes on, in ms. */
export async function working(cdp, act) {
  const worked = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const before = await worked();
  await act();
  return (await worked()) - before;
}
