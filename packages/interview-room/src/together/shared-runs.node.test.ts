import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Cast, Room } from '@interview-room/core';
import type { RunEvent, Runner } from '@interview-room/runtimes';
import { Feed } from './feed.js';
import { SharedRuns, type OthersRun } from './shared-runs.js';

/** Rooms that hear one another's casts, and nothing else of a room. */
function twoRooms() {
  const listeners = new Map<string, (cast: Cast) => void>();
  const appended: string[] = [];
  const room = (by: string) =>
    ({
      onCast: (listener: (cast: Cast) => void) => {
        listeners.set(by, listener);
        return () => listeners.delete(by);
      },
      append: async (kind: string) => void appended.push(kind),
      cast: (kind: string, body: unknown) => {
        const text = JSON.stringify(body);
        for (const [each, hear] of listeners)
          if (each !== by) hear({ by, client: '1', kind, body: JSON.parse(text) as unknown });
      },
    }) as unknown as Room;
  return { ada: room('ada'), bob: room('bob'), appended };
}

const runnerOf = (events: readonly RunEvent[]) =>
  ({
    async *run() {
      yield* events;
    },
  }) as unknown as Runner;

async function all<T>(items: AsyncIterable<T> | readonly T[]): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const exit: RunEvent = { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 3 };
const request = { language: 'python', files: {} };

describe('a run that all in a room see', () => {
  it('comes to the others event by event, and ends', async () => {
    const { ada, bob, appended } = twoRooms();
    const seen: OthersRun[] = [];
    const [mine, theirs] = [
      new SharedRuns(ada, () => undefined),
      new SharedRuns(bob, (run) => seen.push(run)),
    ];
    const events: RunEvent[] = [{ type: 'stdout', text: 'a' }, { type: 'stderr', text: 'b' }, exit];
    assert.deepEqual(await all(mine.wrap(runnerOf(events)).run(request)), events);
    assert.deepEqual(appended, ['run.started']);
    assert.equal(seen.length, 1);
    assert.equal(seen[0]?.by, 'ada');
    assert.equal(seen[0]?.run, mine.current);
    assert.deepEqual(await all(seen[0]?.events ?? []), events);
    theirs.dispose();
    mine.dispose();
  });

  it('tells of a flood only its beginning, and how it ended', async () => {
    const { ada, bob } = twoRooms();
    const seen: OthersRun[] = [];
    const [mine, theirs] = [
      new SharedRuns(ada, () => undefined),
      new SharedRuns(bob, (run) => seen.push(run)),
    ];
    const flood = Array.from({ length: 100 }, () => ({ type: 'stdout', text: 'x'.repeat(10_000) }) as const);
    await all(mine.wrap(runnerOf([...flood, exit])).run(request));
    const told = await all(seen[0]?.events ?? []);
    const length = told.reduce((sum, event) => sum + ('text' in event ? event.text.length : 0), 0);
    assert.equal(length, 200_000);
    assert.deepEqual(told.at(-1), exit);
    theirs.dispose();
    mine.dispose();
  });

  it('is not taken from a cast that is none', () => {
    const { ada, bob } = twoRooms();
    const runs = new SharedRuns(bob, () => assert.fail('was shown'));
    const good = { run: 'r', mode: 'run', events: [] };
    const wrong = [null, 3, {}, { ...good, run: 1 }, { ...good, mode: 'dance' }, { ...good, events: {} }];
    const events = [null, {}, { type: 'stdout' }, { type: 'toString' }, { type: 'exit', outcome: 3 }];
    for (const body of [...wrong, ...events.map((event) => ({ ...good, events: [event] }))])
      ada.cast('run.events', body);
    runs.dispose();
  });

  it('ends by itself where its maker went silent', async () => {
    const { ada, bob } = twoRooms();
    const seen: OthersRun[] = [];
    const runs = new SharedRuns(bob, (run) => seen.push(run));
    ada.cast('run.events', { run: 'r', mode: 'run', events: [{ type: 'stdout', text: 'a' }] });
    runs.dispose();
    assert.deepEqual(await all(seen[0]?.events ?? []), [{ type: 'stdout', text: 'a' }]);
  });

  it('ends soon where its maker left, and goes on where they are back', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { ada, bob } = twoRooms();
    const seen: OthersRun[] = [];
    const runs = new SharedRuns(bob, (run) => seen.push(run));
    const prints = (run: string, text: string) =>
      ada.cast('run.events', { run, mode: 'run', events: [{ type: 'stdout', text }] });
    let over = 0;
    const read = async (run: OthersRun | undefined) => {
      const found = await all(run?.events ?? []);
      over++;
      return found.map((event) => ('text' in event ? event.text : ''));
    };
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    prints('r', 'a');
    const first = read(seen[0]);
    ada.cast('presence.gone', {});
    test.mock.timers.tick(3000);
    prints('r', 'b');
    test.mock.timers.tick(50_000);
    await settled();
    assert.equal(over, 0, 'back in time');
    ada.cast('presence.gone', {});
    test.mock.timers.tick(5000);
    assert.deepEqual(await first, ['a', 'b']);
    assert.equal(seen.length, 1);
    runs.dispose();
  });
});

describe('a feed', () => {
  it('gives what came before it was read, and after, and ends after a silence', async () => {
    let over = 0;
    const feed = new Feed<number>(30, () => over++);
    feed.push([1, 2]);
    const read = all(feed);
    await Promise.resolve();
    feed.push([3]);
    assert.deepEqual(await read, [1, 2, 3]);
    feed.end();
    feed.push([4]);
    assert.equal(over, 1);
  });
});
