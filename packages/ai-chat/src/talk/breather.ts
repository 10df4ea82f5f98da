/** How long events are taken in before the page gets its turn. */
const BREATH_MS = 8;

/** Gives way to the event loop now and then: events that are all there already are read in microtasks alone. */
export class Breather {
  private since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.since < BREATH_MS) return;
    await macrotask();
    this.since = performance.now();
  }
}

/** A message, not a timer: timers are held back to one a second in pages that are not looked at. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
