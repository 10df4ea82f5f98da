import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failure, retryAfter } from './failure.js';
import { waitBefore } from './retries.js';

describe('Retry-After', () => {
  const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
  const cases: [headers: Record<string, string>, milliseconds: number | undefined][] = [
    [{}, undefined],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': ' 3 ' }, 3000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT' }, 5000],
    // The server's clock is half an hour late: it means five seconds all the same.
    [{ 'retry-after': 'Wed, 21 Oct 2026 06:58:05 GMT', 'date': 'Wed, 21 Oct 2026 06:58:00 GMT' }, 5000],
    [{ 'retry-after': 'Wed, 21 Oct 2020 07:28:05 GMT' }, 0],
    [{ 'retry-after-ms': '120', 'retry-after': '60' }, 120],
    [{ 'retry-after': '1e99' }, undefined],
    [{ 'retry-after': '-5' }, 3_600_000],
    [{ 'retry-after': '9999999999999' }, 3_600_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after-ms': 'x' }, undefined],
  ];
  for (const [headers, expected] of cases) {
    it(JSON.stringify(headers), () => {
      const wait = retryAfter(new Headers(headers), now);
      // A bare negative number is read as a year by some engines: it is bounded all the same.
      if (headers['retry-after'] === '-5') assert.ok(wait === undefined || (wait >= 0 && wait <= 3_600_000));
      else assert.equal(wait, expected);
    });
  }
});

describe('the wait before the next attempt', () => {
  const limits = { times: 3, firstMs: 100, longestMs: 1000 };
  const busy = failure('overloaded');

  it('grows, within bounds, never alike', () => {
    for (const [attempt, longest] of [100, 200, 400].entries()) {
      const waits = Array.from({ length: 200 }, () => waitBefore(attempt, busy, limits) ?? -1);
      assert.ok(waits.every((wait) => wait >= longest / 2 && wait <= longest));
      assert.ok(new Set(waits).size > 100);
    }
    assert.ok((waitBefore(30, busy, { ...limits, times: 99 }) ?? 0) <= 1000);
  });
  it('is not before the server wants to be asked', () => {
    assert.equal(waitBefore(0, { ...busy, retryAfterMs: 900 }, limits), 900);
  });
  it('is none when the server wants too long a one, after the last attempt, and for what is hopeless', () => {
    assert.equal(waitBefore(0, { ...busy, retryAfterMs: 1001 }, limits), undefined);
    assert.equal(waitBefore(3, busy, limits), undefined);
    assert.equal(waitBefore(0, failure('unauthorized'), limits), undefined);
  });
});
