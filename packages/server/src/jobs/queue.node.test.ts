import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryDocuments } from '../log/memory-documents.js';
import { until } from '../testing/until.js';
import type { Job } from './job.js';
import { JobQueue, type QueueOptions } from './queue.js';

describe('jobs that outlive the process', () => {
  const queues: JobQueue<string>[] = [];
  afterEach(async () => void (await Promise.all(queues.splice(0).map((queue) => queue.close()))));

  function open(documents: MemoryDocuments, options: Partial<QueueOptions<string>>): JobQueue<string> {
    const usual: QueueOptions<string> = {
      documents,
      bucket: 'jobs',
      run: async () => {},
      retryIn: () => 0,
      concurrency: 2,
      pollMs: 20,
      onError: () => {},
    };
    const queue = new JobQueue({ ...usual, ...options });
    queues.push(queue);
    queue.start();
    return queue;
  }

  const empty = (documents: MemoryDocuments) => async () => (await documents.list('jobs')).length === 0;

  it('are done once, however many processes there are', async () => {
    const documents = new MemoryDocuments();
    const done: string[] = [];
    const run = async ({ work }: Job<string>) => void (await sleep(1), done.push(work));
    const several = [1, 2, 3, 4].map(() => open(documents, { run }));
    const works = Array.from({ length: 40 }, (_, n) => `job ${n}`);
    await Promise.all(works.map((work, n) => several[n % 4]!.add(work, work)));
    await until('no job is left', empty(documents));
    assert.deepEqual(done.sort(), works.sort());
  });

  it('are tried again, counted, until they are given up', async () => {
    const documents = new MemoryDocuments();
    const attempts: number[] = [];
    const errors: unknown[] = [];
    const queue = open(documents, {
      run: async ({ attempt }) => {
        attempts.push(attempt);
        throw new Error('no');
      },
      retryIn: ({ attempt }) => (attempt < 3 ? 1 : undefined),
      onError: (error) => errors.push(error),
    });
    await queue.add('a', 'a');
    await until('no job is left', empty(documents));
    assert.deepEqual(attempts, [1, 2, 3]);
    assert.equal(errors.length, 3);
  });

  it('are taken over from a process that died', async () => {
    const documents = new MemoryDocuments();
    const dead = { work: 'a', since: 1, attempts: 1, due: 0, lease: { by: 'dead', until: Date.now() + 150 } };
    await documents.put('jobs', 'a', dead);
    const seen: Job<string>[] = [];
    let before = true;
    open(documents, {
      run: async (job) => {
        before = Date.now() < dead.lease.until;
        seen.push(job);
      },
    });
    await until('no job is left', empty(documents));
    assert.deepEqual(seen, [{ key: 'a', work: 'a', since: 1, attempt: 2 }]);
    assert.equal(before, false);
  });

  it('stay with a process that takes longer than a lease', async () => {
    const documents = new MemoryDocuments();
    const done: string[] = [];
    const run = async ({ work }: Job<string>) => void (await sleep(400), done.push(work));
    const queue = open(documents, { run, leaseMs: 100 });
    open(documents, { run, leaseMs: 100 });
    await queue.add('slow', 'slow');
    await until('no job is left', empty(documents));
    assert.deepEqual(done, ['slow']);
  });

  it('are given back by a process that goes, and the attempt does not count', async () => {
    const documents = new MemoryDocuments();
    let begun = false;
    const queue = open(documents, {
      run: (_, signal) => {
        begun = true;
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      },
    });
    await queue.add('a', 'a');
    await until('it was begun', () => begun);
    await queue.close();
    const attempts: number[] = [];
    open(documents, { run: async ({ attempt }) => void attempts.push(attempt) });
    await until('no job is left', empty(documents));
    assert.deepEqual(attempts, [1]);
  });

  it('are no more at once than asked', async () => {
    const documents = new MemoryDocuments();
    let now = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++now);
      await sleep(5);
      now--;
    };
    const queue = open(documents, { run, concurrency: 3 });
    for (let n = 0; n < 12; n++) await queue.add(`${n}`, '');
    await until('no job is left', empty(documents));
    assert.equal(most, 3);
  });
});
