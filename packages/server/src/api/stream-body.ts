/** How often a stream that says nothing says that it is still there. */
const PING_MS = 15_000;

/** Frames as a body. Who goes away stops what makes them. */
export function asBody(frames: AsyncIterable<string>, stop: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = frames[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        ping = setInterval(() => controller.enqueue(encoder.encode(': ping\n\n')), PING_MS);
      },
      async pull(controller) {
        const { done, value } = await source.next();
        if (!done) return controller.enqueue(encoder.encode(value));
        clearInterval(ping);
        controller.close();
      },
      async cancel() {
        clearInterval(ping);
        stop.abort();
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
