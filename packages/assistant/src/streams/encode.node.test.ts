import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeUiStream } from './encode.js';
import type { ChatEvent } from './events.js';
import { parseStream } from './parse-stream.js';
import { collect } from './reduce.js';

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
const encoded = async (events: readonly ChatEvent[]): Promise<string> =>
  (await all(encodeUiStream(from(events)))).join('');
const parsed = (text: string): Promise<ChatEvent[]> =>
  all(parseStream('auto', from([new TextEncoder().encode(text)])));
const chunksOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as Record<string, unknown>);

const words = fc.string({ minLength: 1, unit: 'grapheme' });
// JSON has no negative zero.
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const count = fc.nat();
const optional = fc.option(count, { nil: undefined });
const without = (event: Record<string, unknown>): ChatEvent =>
  Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined),
  ) as unknown as ChatEvent;

const piece: fc.Arbitrary<ChatEvent[]> = fc.oneof(
  words.map((text): ChatEvent[] => [{ type: 'text', text }]),
  words.map((text): ChatEvent[] => [{ type: 'reasoning', text }]),
  fc.constant<ChatEvent[]>([{ type: 'step' }]),
  fc
    .record({ inputTokens: count, outputTokens: optional })
    .map((usage): ChatEvent[] => [without({ type: 'usage', ...usage })]),
  fc.record({ name: words, data: json }).map((data): ChatEvent[] => [{ type: 'data', ...data }]),
);

/** A call with its pieces in order: its arguments, what comes between, its result. */
const call = fc
  .record({
    call: fc.uuid(),
    name: words,
    deltas: fc.array(words, { maxLength: 3 }),
    input: json,
    end: fc.constantFrom('none', 'output', 'error', 'empty'),
    output: json,
    error: words,
    durationMs: optional,
  })
  .map(({ call, name, deltas, input, end, output, error, durationMs }): ChatEvent[] => [
    { type: 'tool-start', call, name },
    ...deltas.map((text): ChatEvent => ({ type: 'tool-delta', call, text })),
    { type: 'tool-ready', call, name, input },
    ...(end === 'none'
      ? []
      : [
          without({
            type: 'tool-result',
            call,
            ...(end === 'output' ? { output } : end === 'error' ? { error } : {}),
            durationMs,
          }),
        ]),
  ]);

const end: fc.Arbitrary<ChatEvent> = fc.oneof(
  fc
    .constantFrom('stop', 'length', 'tool-calls', 'content-filter', 'stopped', 'other')
    .map((reason) => ({ type: 'finish', reason }) as ChatEvent),
  fc
    .record({
      code: fc.constantFrom('network', 'rate-limited', 'budget', 'off', 'cut', 'model', 'unknown'),
      message: words,
      retryable: fc.boolean(),
      retryAfterMs: optional,
    })
    .map((error) => without({ type: 'error', ...error })),
);

/** Answers, of which two calls may be under way at once. */
const answer: fc.Arbitrary<ChatEvent[]> = fc
  .record({
    id: words,
    model: fc.option(words, { nil: undefined }),
    middle: fc.array(fc.oneof(piece, call, fc.tuple(call, call).map(interleaved)), { maxLength: 12 }),
    end,
  })
  .map(({ id, model, middle, end }) => [without({ type: 'start', id, model }), ...middle.flat(), end]);

function interleaved([one, two]: [ChatEvent[], ChatEvent[]]): ChatEvent[] {
  const longest = Math.max(one.length, two.length);
  return Array.from({ length: longest }, (_, at) => [one[at], two[at]])
    .flat()
    .filter((event) => event !== undefined);
}

describe('encodeUiStream', () => {
  it('is the inverse of parsing', async () => {
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(answer, async (events) => {
        calls += events.filter(({ type }) => type === 'tool-ready').length;
        const [start, ...rest] = events;
        assert.deepEqual(await parsed(await encoded(events)), [{ ...start, dialect: 'ai-sdk' }, ...rest]);
      }),
      { numRuns: 300 },
    );
    assert.ok(calls > 100, 'there were calls among them');
  });

  it('writes only what the AI SDK’s client knows: each block has its beginning, pieces and end', async () => {
    const fields: Record<string, readonly string[]> = {
      'start': ['messageId', 'messageMetadata'],
      'start-step': [],
      'finish-step': [],
      'finish': ['finishReason', 'messageMetadata'],
      'abort': ['reason'],
      'error': ['errorText'],
      'message-metadata': ['messageMetadata'],
      'text-start': ['id'],
      'text-delta': ['id', 'delta'],
      'text-end': ['id'],
      'reasoning-start': ['id'],
      'reasoning-delta': ['id', 'delta'],
      'reasoning-end': ['id'],
      'tool-input-start': ['toolCallId', 'toolName'],
      'tool-input-delta': ['toolCallId', 'inputTextDelta'],
      'tool-input-available': ['toolCallId', 'toolName', 'input'],
      'tool-output-available': ['toolCallId', 'output'],
      'tool-output-error': ['toolCallId', 'errorText'],
    };
    await fc.assert(
      fc.asyncProperty(answer, async (events) => {
        const text = await encoded(events);
        assert.ok(text.endsWith('data: [DONE]\n\n'));
        const open = new Set<string>();
        for (const { type, ...rest } of chunksOf(text)) {
          const known = String(type).startsWith('data-') ? ['data', 'id', 'transient'] : fields[String(type)];
          assert.ok(known, `${type} is known`);
          for (const key of Object.keys(rest)) assert.ok(known.includes(key), `${type}.${key} is known`);
          const [, kind, part] = /^(text|reasoning)-(start|delta|end)$/.exec(String(type)) ?? [];
          if (!kind) continue;
          const id = `${kind} ${String(rest['id'])}`;
          if (part === 'start') assert.ok(!open.has(id) && open.add(id));
          else assert.ok(part === 'end' ? open.delete(id) : open.has(id), `${type} of an open block`);
        }
        assert.equal(open.size, 0);
      }),
      { numRuns: 100 },
    );
  });

  it('answers that stop, throw, or cannot be written end with an error', async () => {
    async function* throwing(): AsyncGenerator<ChatEvent> {
      yield { type: 'text', text: 'Hi' };
      throw new Error('a key: sk-1');
    }
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const sources = [
      throwing(),
      from<ChatEvent>([{ type: 'text', text: 'Hi' }]),
      from<ChatEvent>([
        { type: 'text', text: 'Hi' },
        { type: 'data', name: 'x', data: cyclic },
      ]),
    ];
    for (const source of sources) {
      const text = (await all(encodeUiStream(source))).join('');
      assert.ok(!text.includes('sk-1'));
      const message = await collect(from(await parsed(text)));
      assert.equal(message.text, 'Hi');
      assert.equal(message.error?.code, 'cut');
    }
  });

  it('gives the message the id that it is to have, and names a later model', async () => {
    const events: ChatEvent[] = [
      { type: 'start', id: 'a' },
      { type: 'start', id: 'b', model: 'm' },
      { type: 'finish', reason: 'stop' },
    ];
    const text = (await all(encodeUiStream(from(events), { messageId: 'own' }))).join('');
    assert.deepEqual(chunksOf(text).slice(0, 3), [
      { type: 'start', messageId: 'own' },
      { type: 'start-step' },
      { type: 'message-metadata', messageMetadata: { model: 'm' } },
    ]);
  });

  it('lets go of its source when nobody reads any more', async () => {
    let released = false;
    async function* source(): AsyncGenerator<ChatEvent> {
      try {
        for (;;) yield { type: 'text', text: 'x' };
      } finally {
        released = true;
      }
    }
    for await (const frame of encodeUiStream(source())) if (frame.includes('text-delta')) break;
    assert.ok(released);
  });
});
