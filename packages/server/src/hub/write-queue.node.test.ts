import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { type Draft, type FrameDraft, newId } from '@interview-room/core/protocol';
import { initialState } from '@interview-room/core/replay';
import { MemoryLogEngine } from '../log/memory.js';
import { WriteQueue, type Outcome } from './write-queue.js';

const ada = { id: 'ada', role: 'interviewer' } as const;
const message = (text: string): FrameDraft => ({ id: newId(), kind: 'chat.message', body: { text } });

/** A queue before a log that fails where it is told to. */
function scene(fails: (drafts: readonly Draft[]) => boolean) {
  const engine = new MemoryLogEngine();
  const batches: number[] = [];
  const queue = new WriteQueue({
    state: () => initialState,
    async append(drafts) {
      batches.push(drafts.length);
      if (fails(drafts)) throw new Error('The disk is full of secrets.');
      return engine.append('r', drafts);
    },
    find: () => Promise.resolve(undefined),
  });
  return { queue, batches };
}

const said = (outcomes: Outcome[]) =>
  outcomes.map((each) => ('seq' in each ? each.seq : each.refusal.reason));

describe('what is asked of a room', () => {
  it('in one turn is written together, in order', async () => {
    const { queue, batches } = scene(() => false);
    const asked = Array.from({ length: 10 }, (_, index) => queue.add(ada, () => [message(`${index}`)]));
    assert.deepEqual((await Promise.all(asked)).flatMap(said), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(batches, [10]);
  });

  it('and cannot be written keeps nothing else out', async () => {
    const { queue } = scene((drafts) =>
      drafts.some(({ body }) => (body as { text: string }).text === 'poison'),
    );
    const asked = ['a', 'poison', 'b'].map((text) => queue.add(ada, () => [message(text)]));
    assert.deepEqual((await Promise.all(asked)).flatMap(said), [1, 'unavailable', 2]);
  });

  it('while the log cannot be written is refused, to be sent again, and the reason is not told', async () => {
    let broken = true;
    const { queue } = scene(() => broken);
    const [outcome] = await queue.add(ada, () => [message('a')]);
    assert.ok(outcome && 'refusal' in outcome);
    assert.equal(outcome.refusal.retry, true);
    assert.ok(!outcome.refusal.message.includes('secrets'));
    broken = false;
    assert.deepEqual(said(await queue.add(ada, () => [message('a')])), [1]);
  });

  it('is written at once where the log can, and what follows in the same turn goes together', async () => {
    const engine = new MemoryLogEngine();
    const batches: number[] = [];
    let more: Promise<Outcome[]> | Outcome[] = [];
    const queue: WriteQueue = new WriteQueue({
      state: () => initialState,
      append: (drafts) => (batches.push(drafts.length), engine.append('r', drafts)),
      appendNow(drafts) {
        batches.push(drafts.length);
        // Whoever hears of an entry may ask for the next, before the first has its answer.
        more = queue.add(ada, () => [message('b')]);
        return engine.appendNow('r', drafts);
      },
      find: () => Promise.resolve(undefined),
    });
    const outcomes = queue.add(ada, () => [message('a')]);
    assert.ok(Array.isArray(outcomes));
    assert.deepEqual(said(outcomes), [1]);
    const later = ['c', 'd'].map((text) => queue.add(ada, () => [message(text)]));
    assert.deepEqual((await Promise.all([more, ...later])).flatMap(said), [2, 3, 4]);
    assert.deepEqual(batches, [1, 3]);
  });

  it('goes the usual way where it may not be written, or cannot be at once', async () => {
    const engine = new MemoryLogEngine();
    const answers = [() => assert.fail('The disk is full of secrets.'), () => undefined];
    const queue = new WriteQueue({
      state: () => initialState,
      append: (drafts) => engine.append('r', drafts),
      appendNow: () => answers.shift()?.(),
      find: () => Promise.resolve(undefined),
    });
    assert.deepEqual(said(await queue.add(ada, () => [message('')])), ['malformed']);
    assert.equal(answers.length, 2);
    assert.deepEqual(said(await queue.add(ada, () => [message('a')])), [1]);
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.deepEqual(said(await queue.add(ada, () => [message('b')])), [2]);
  });

  it('is written in part where a part may not be', async () => {
    const { queue } = scene(() => false);
    const asked = [message('a'), { id: 'x', kind: 'room.opened', body: {} }, message(''), message('b')];
    assert.deepEqual(said(await queue.add(ada, () => asked)), [1, 'not-allowed', 'malformed', 2]);
  });
});
