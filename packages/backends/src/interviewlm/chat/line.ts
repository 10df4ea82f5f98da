import { parseStream, type ChatEvent } from '@interview-room/assistant/streams';
import type { Clock } from '@interview-room/core';

/** An answer as it comes. It can be let rest, and read on later. */
export class Line {
  private readonly events: AsyncIterator<ChatEvent>;
  private next: Promise<IteratorResult<ChatEvent> | undefined> | undefined;

  /** @param stop ends the reply that is read */
  constructor(
    { body, headers }: Response,
    private readonly clock: Clock,
    private readonly stop: AbortController,
  ) {
    this.events = parseStream('interviewlm', body ?? new ReadableStream(), headers)[Symbol.asyncIterator]();
  }

  /** The next event; `silent` where none came for so long, `stopped` at the signal, undefined after the last. */
  async read(ms: number, signal: AbortSignal): Promise<ChatEvent | 'silent' | 'stopped' | undefined> {
    this.next ??= this.events.next().catch(() => undefined);
    const { next } = this;
    const first = await this.first(next, ms, signal);
    if (typeof first === 'string') return first;
    this.next = undefined;
    return first?.done === false ? first.value : undefined;
  }

  close(): void {
    this.stop.abort();
    void this.events.return?.().catch(() => undefined);
  }

  private first<T>(next: Promise<T>, ms: number, signal: AbortSignal): Promise<T | 'silent' | 'stopped'> {
    return new Promise((resolve) => {
      const stopped = () => done('stopped');
      const silent = this.clock.after(ms, () => done('silent'));
      const done = (value: T | 'silent' | 'stopped') => {
        silent();
        signal.removeEventListener('abort', stopped);
        resolve(value);
      };
      signal.addEventListener('abort', stopped, { once: true });
      if (signal.aborted) return stopped();
      (async () => done(await next))().catch(() => undefined);
    });
  }
}
