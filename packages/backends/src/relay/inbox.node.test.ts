import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Time } from '../testing/time.js';
import { Inbox } from './inbox.js';

function box() {
  const time = new Time();
  const taken: string[] = [];
  const inbox = new Inbox({ now: time.now, after: time.after }, ({ code }) => taken.push(code));
  return { time, taken, inbox };
}
const { signal } = new AbortController();

describe('what a pad says', () => {
  it('is held until it is known what it comes after, and keeps its order', async () => {
    const { time, taken, inbox } = box();
    inbox.clear();
    const first = inbox.first(1_000, signal);
    // Frames that come together are all heard before anyone who waits goes on.
    for (const code of ['one', 'two', 'three']) inbox.add({ code });
    assert.equal(await first, 'one');
    assert.deepEqual(taken, []);
    inbox.start();
    inbox.add({ code: 'four' });
    await time.run(100);
    assert.deepEqual(taken, ['two', 'three', 'four']);
  });

  it('is taken at once where someone is about to write', () => {
    const { taken, inbox } = box();
    inbox.start();
    inbox.add({ code: 'one' });
    inbox.add({ code: 'two' });
    assert.deepEqual(taken, ['one']);
    inbox.takeAll();
    assert.deepEqual(taken, ['one', 'two']);
  });

  it('over another connection is not mixed with what was said over the one before', async () => {
    const { time, taken, inbox } = box();
    inbox.start();
    inbox.add({ code: 'one' });
    inbox.add({ code: 'late' });
    inbox.clear();
    inbox.add({ code: 'two' });
    await time.run(100);
    assert.deepEqual(taken, ['one']);
    inbox.start();
    assert.deepEqual(taken, ['one', 'two']);
  });

  it('is waited for no longer than one has time', async () => {
    const { time, inbox } = box();
    inbox.clear();
    const first = inbox.first(1_000, signal);
    await time.run(1_001);
    assert.equal(await first, undefined);
  });
});
