// Streams that no server would send: cut, shuffled, hostile. Nothing may throw, and every answer ends once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixtures } from '../../test/streams/fixtures.js';
import { AnswerReader } from './answer.js';
import { dialects } from './dialects.js';
import { encodeUiStream } from './encode.js';
import type { ChatEvent, Dialect } from './events.js';
import { collect } from './reduce.js';

/** Random numbers that a seed repeats (mulberry32). */
function numbers(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Random = ReturnType<typeof numbers>;
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

const hostile = [
  null, true, -1, 1e308, '', '__proto__', 'constructor', 'toString', '\u0000', '\uD800', '<script>', [], {}, [[[]]],
  [null], { type: 'error' }, { __proto__: null, length: -1 }, 'x'.repeat(300), { error: { error: { error: 1 } } },
] as const; // prettier-ignore

/** Puts something else in the place of anything in a value. */
function mutated(random: Random, value: unknown): unknown {
  if (random(6) === 0) return pick(random, hostile);
  if (Array.isArray(value)) return value.map((item) => mutated(random, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    random(20) === 0 ? String(pick(random, hostile)) : key,
    mutated(random, item),
  ]);
  return JSON.parse(
    `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`).join(',')}}`,
  );
}

function mutatedFrame(random: Random, frame: string): string {
  return frame.replace(/^data: (.*)$/m, (line, data: string) => {
    try {
      return `data: ${JSON.stringify(mutated(random, JSON.parse(data)))}`;
    } catch {
      return line;
    }
  });
}

function stream(random: Random, dialect: Dialect): Uint8Array {
  const bodies = fixtures.filter((fixture) => dialect === 'text' || fixture.dialect === dialect);
  const frames = Array.from({ length: 1 + random(3) }, () =>
    pick(random, bodies).body.split(/(?<=\n\n)/),
  ).flat();
  // Rarely the true end: the hostile frames in the middle are to be heard.
  const kept = frames.filter(() => random(5) > 0).sort(() => random(3) - 1);
  const bytes = new TextEncoder().encode(
    kept.map((frame) => (random(2) ? mutatedFrame(random, frame) : frame)).join(''),
  );
  for (let count = random(4); count > 0 && bytes.length > 0; count--)
    bytes[random(bytes.length)] = random(256);
  return random(3) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
}

function parse(random: Random, reader: AnswerReader, bytes: Uint8Array): ChatEvent[] {
  const events: ChatEvent[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = at + 1 + random(400);
    events.push(...reader.push(bytes.subarray(at, next)));
    at = next;
  }
  return [...events, ...reader.end()];
}

describe('hostile streams', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  for (const dialect of dialects) {
    it(`${dialect}: 2,000 of them, seed ${seed}`, async () => {
      const random = numbers(seed);
      const kinds = new Set<string>();
      for (let run = 0; run < 2000; run++) {
        const reader = new AnswerReader(random(4) === 0 ? 'auto' : dialect);
        const events = parse(random, reader, stream(random, dialect));
        const ends = events.filter(({ type }) => type === 'finish' || type === 'error');
        assert.equal(ends.length, 1, `one end in run ${run}`);
        assert.equal(events.at(-1), ends[0], `the end is the last in run ${run}`);
        assert.ok(events.filter(({ type }) => type === 'start').length <= 1);
        for (const event of events) {
          kinds.add(event.type);
          if ('call' in event) assert.equal(typeof event.call, 'string');
          if ('name' in event) assert.equal(typeof event.name, 'string');
          if ('text' in event) assert.ok(typeof event.text === 'string' && event.text !== '');
        }
        if (run % 10 > 0) continue;
        const frames: string[] = [];
        for await (const frame of encodeUiStream(from(events))) frames.push(frame);
        assert.equal(frames.at(-1), 'data: [DONE]\n\n');
        assert.equal((await collect(from(events))).role, 'assistant');
      }
      const wanted =
        dialect === 'text' ? ['start', 'text', 'finish'] : ['start', 'text', 'tool-ready', 'finish', 'error'];
      for (const kind of wanted) assert.ok(kinds.has(kind), `${kind} was among them`);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }
});

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
