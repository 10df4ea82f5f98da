import type { ChatEvent } from '@interview-room/assistant/streams';
import { Breather } from './breather.js';
import { eventOf } from './event-of.js';

/** What a transport gives, or the promise of it. */
export type Source = AsyncIterable<unknown> | PromiseLike<AsyncIterable<unknown>>;

/**
 * The events of an answer, of whatever a transport gives: what is no event is left out, one that never ends is left at
 * the signal, one whose events are all there at once lets the page breathe. What it throws is thrown.
 */
export async function* listen(open: () => Source, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const source = await beforeAbort(open(), signal);
  if (source === aborted) return;
  const iterator = source[Symbol.asyncIterator]();
  const breather = new Breather();
  try {
    for (;;) {
      const next = await beforeAbort(iterator.next(), signal);
      if (next === aborted || next.done) return;
      const event = eventOf(next.value);
      if (event) yield event;
      if (event && isLast(event)) return;
      await breather.pause();
    }
  } finally {
    void leave(iterator);
  }
}

/** A step that ends in calls of tools may have others after it. */
const isLast = (event: ChatEvent): boolean =>
  event.type === 'error' || (event.type === 'finish' && event.reason !== 'tool-calls');

/** Not waited for: a generator that hangs would hang its leaver too. */
async function leave(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // It is over in any case.
  }
}

const aborted = Symbol('aborted');

function beforeAbort<T>(work: T | PromiseLike<T>, signal: AbortSignal): Promise<T | typeof aborted> {
  return new Promise((resolve, reject) => {
    const end = () => resolve(aborted);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}
