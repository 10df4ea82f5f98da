import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { MemoryLogEngine } from '../log/memory.js';
import { Delivery } from './delivery.js';
import type { FrameText } from './frame-text.js';
import type { Peer } from './peer.js';
import { Presence } from './presence.js';
import type { Refusal } from './refusal.js';

/** A peer that takes what is sent and may be slow. */
function peer(): Peer & { sent: FrameText[]; ended: Refusal[]; buffered: number; open(): void } {
  let release: () => void = () => undefined;
  let gate = Promise.resolve();
  const sent: FrameText[] = [];
  const ended: Refusal[] = [];
  gate = new Promise((resolve) => (release = resolve));
  return {
    member: { id: 'ada', role: 'candidate', name: 'Ada', client: 'c' },
    buffered: 0,
    sent,
    ended,
    open: () => release(),
    send: (frame) => void sent.push(frame),
    flushed: () => gate,
    end: (refusal) => void ended.push(refusal),
  };
}

async function log(length: number): Promise<MemoryLogEngine> {
  const engine = new MemoryLogEngine();
  const drafts = Array.from({ length }, (_, index) => ({
    id: `${index}`,
    by: 'a',
    kind: 'a.b',
    body: 'x'.repeat(2000),
  }));
  await engine.append('r', drafts);
  return engine;
}

const seqs = (frames: readonly FrameText[]) =>
  frames.flatMap(({ text }) =>
    (JSON.parse(text) as { entries: { seq: number }[] }).entries.map(({ seq }) => seq),
  );

describe('who is here', () => {
  it('gets the log at their own pace, then what was written meanwhile, each entry once and in order', async () => {
    const engine = await log(1000);
    const presence = new Presence('r', engine, 1000);
    const reader = peer();
    let head = 1000;
    const entered = presence.enter(reader, 0, () => head);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(reader.sent.length, 1);
    const more = await engine.append('r', [{ id: 'new', by: 'a', kind: 'a.b', body: 1 }]);
    head = 1001;
    presence.deliver(new Delivery([more[0] as (typeof more)[number] & object]));
    assert.equal(reader.sent.length, 1);
    reader.open();
    await entered;
    const last = await engine.append('r', [{ id: 'last', by: 'a', kind: 'a.b', body: 1 }]);
    presence.deliver(new Delivery([last[0] as (typeof last)[number] & object]));
    assert.deepEqual(
      seqs(reader.sent),
      Array.from({ length: 1002 }, (_, index) => index + 1),
    );
  });

  it('is let go where too much waits to be sent', async () => {
    const engine = await log(1);
    const presence = new Presence('r', engine, 1000);
    const reader = peer();
    await presence.enter(reader, 1, () => 1);
    reader.buffered = 1001;
    const [sealed] = await engine.append('r', [{ id: 'new', by: 'a', kind: 'a.b', body: 1 }]);
    assert.ok(sealed);
    presence.deliver(new Delivery([sealed]));
    presence.deliver(new Delivery([sealed]));
    assert.equal(reader.sent.length, 0);
    assert.deepEqual(
      reader.ended.map(({ reason, retry }) => [reason, retry]),
      [['unavailable', true]],
    );
  });
});
