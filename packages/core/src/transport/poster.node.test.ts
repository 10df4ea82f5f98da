import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientFrame } from '../protocol/frames.js';
import { Poster } from './poster.js';

describe('what is posted', () => {
  /** A poster whose requests are answered when it is said. */
  function posting() {
    const [asked, answers]: [number[][], (() => void)[]] = [[], []];
    const poster = new Poster((frames) => {
      asked.push(frames.map((frame) => ('t' in frame ? frame.t : -1)));
      return new Promise((resolve) => answers.push(resolve));
    });
    const answer = async () => {
      answers.shift()?.();
      await sleep();
    };
    const ping = (t: number, pad = ''): ClientFrame => Object.assign({ type: 'ping' as const, t }, { pad });
    return { poster, asked, answer, ping };
  }

  it('goes one request at a time, and what comes meanwhile together in the next, in order', async () => {
    const { poster, asked, answer, ping } = posting();
    for (const t of [1, 2, 3]) poster.add(ping(t));
    assert.deepEqual(asked, [[1]]);
    await answer();
    assert.deepEqual(asked, [[1], [2, 3]]);
    poster.add(ping(4));
    await answer();
    assert.deepEqual(asked, [[1], [2, 3], [4]]);
    await answer();
    poster.add(ping(5));
    assert.deepEqual(asked.at(-1), [5]);
  });

  it('is 50 frames a request at most, and no more than fits but one', async () => {
    const { poster, asked, answer, ping } = posting();
    for (let t = 0; t <= 60; t++) poster.add(ping(t));
    for (let t = 61; t < 64; t++) poster.add(ping(t, 'x'.repeat(300_000)));
    for (let times = 0; times < 6; times++) await answer();
    assert.deepEqual(
      asked.map(({ length }) => length),
      [1, 50, 10, 1, 1, 1],
    );
    assert.deepEqual(
      asked.flat(),
      Array.from({ length: 64 }, (_, t) => t),
    );
  });

  it('is nothing more once it was stopped', async () => {
    const { poster, asked, answer, ping } = posting();
    for (const t of [1, 2]) poster.add(ping(t));
    poster.stop();
    await answer();
    assert.deepEqual(asked, [[1]]);
  });
});
