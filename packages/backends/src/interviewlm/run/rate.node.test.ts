import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryMemo } from '../../bridge/memo.js';
import type { Session } from '../session.js';
import { Rate } from './rate.js';

/** A page at a moment; what it keeps is there in the next. */
const page = (memo: MemoryMemo, at: number): Rate =>
  new Rate({
    bridge: { memo, clock: { now: () => at, after: () => () => undefined } },
  } as unknown as Session);

describe('how often tests may be run', () => {
  it('is kept over a reload', () => {
    const memo = new MemoryMemo();
    for (const at of [1_000, 2_000, 3_000, 4_000]) page(memo, at).began();
    assert.equal(page(memo, 5_000).wait, 0);
    page(memo, 5_000).began();
    assert.equal(page(memo, 6_000).wait, 55_000, 'until the first is a minute ago');
    assert.equal(page(memo, 61_000).wait, 0);
  });

  it('is not held up by what is kept of a clock that was ahead, or is no time', () => {
    const memo = new MemoryMemo();
    memo.set('test-runs', [9e12, 9e12, 'x', null, 9e12, 9e12, 9e12]);
    assert.equal(page(memo, 5_000).wait, 0);
  });
});
