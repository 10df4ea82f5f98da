import { AnswerReader } from './answer.js';
import type { ChatEvent, Dialect } from './events.js';
import { failure } from './failure.js';

/** A body as it comes: of `fetch`, of Node, or made by hand. */
export type Body = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** A reader rather than an iterator, where there is one: Safari's streams cannot be iterated. */
async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  if (!('getReader' in body)) return yield* body;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // What is not read any more is not to be sent any more.
    reader.cancel().catch(() => {});
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/**
 * Reads the answer of a model. Begins with `start`, which names the dialect, and ends with `finish` or `error`:
 * an answer without its end is an `error` with the code `cut`. Throws nothing.
 * @param dialect the wire it comes over, or `auto` to find out from the headers and the first frame
 */
export async function* parseStream(
  dialect: Dialect | 'auto',
  body: Body,
  headers?: Headers,
): AsyncGenerator<ChatEvent> {
  const reader = new AnswerReader(dialect, headers);
  try {
    for await (const bytes of chunksOf(body)) {
      yield* reader.push(bytes);
      if (reader.done) return;
    }
  } catch (error) {
    yield isAbort(error) ? { type: 'finish', reason: 'stopped' } : { type: 'error', ...failure('cut') };
    return;
  }
  yield* reader.end();
}
