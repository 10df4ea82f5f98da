/** Gives what comes until the signal says stop, and not an instant longer, whatever its source makes of the signal. */
export async function* until<T>(events: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = events[Symbol.asyncIterator]();
  const stopped = whenAborted(signal);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped.promise]);
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    stopped.forget();
    // Not awaited: it may not answer any more.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

/** Resolves with nothing once the signal says stop. */
export function whenAborted(signal: AbortSignal): { promise: Promise<undefined>; forget(): void } {
  let forget = () => {};
  const promise = new Promise<undefined>((resolve) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    forget = () => signal.removeEventListener('abort', stop);
  });
  return { promise, forget: () => forget() };
}

const MOST_ALIKE = 3;

/** Whether the same call is made again and again. */
export class Repeats {
  #last = '';
  #times = 0;

  /** Counts a call. True from the third time that it comes in a row. */
  isStuck(name: string, input: unknown): boolean {
    const call = JSON.stringify([name, input]);
    this.#times = call === this.#last ? this.#times + 1 : 1;
    this.#last = call;
    return this.#times >= MOST_ALIKE;
  }
}
