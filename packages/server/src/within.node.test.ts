import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { within } from './within.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What a signal is told that nobody holds, and all that can be collected is. */
async function heard(ms: number, act: (own: AbortController) => void): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const own = new AbortController();
  (() => {
    const signal = within(own.signal, ms);
    signal.addEventListener('abort', () => reasons.push((signal.reason as Error).name));
  })();
  for (let round = 0; round < 5; round++) {
    await wait(20);
    collect();
  }
  act(own);
  await wait(ms);
  return reasons;
}

it('ends after its time, whatever is collected until then', async () => {
  assert.deepEqual(await heard(300, () => {}), ['TimeoutError']);
});

it('ends with the signal it was given', async () => {
  assert.deepEqual(await heard(300, (own) => own.abort()), ['AbortError']);
});

it('has ended if the signal it was given has', () => {
  assert.equal(within(AbortSignal.abort('over'), 300).reason, 'over');
});
