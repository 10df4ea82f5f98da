/** How long events are taken in before the page gets its turn. */
const BREATH_MS = 8;

/**
 * Lets the page breathe. An async iterator whose values are all there already is read in microtasks alone, and a
 * long one would freeze the page: `pause()` now and then gives way to the event loop.
 */
export class Breather {
  private since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.since < BREATH_MS) return;
    await macrotask();
    this.since = performance.now();
  }
}

/** A message, not a timer: timers are held back to one a second in pages that are not looked at. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
