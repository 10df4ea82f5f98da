import { strict as assert } from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { createServer, MemoryLogEngine, type InterviewServer } from '@interview-room/server';
import { nativeSuite } from '../src/checks/native.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite } from '../src/kit/run.js';
import { broken } from '../src/testing/breaking-proxy.js';
import { nativeBreakages } from '../src/testing/native-breakages.js';

let server: InterviewServer;
let url: string;
before(async () => {
  const engine = new MemoryLogEngine();
  server = await createServer({ apiKeys: ['kit'], grading: false, engine, limits: { frameBytes: 100_000 } });
  url = await server.listen(0);
});
after(() => server.close());

const run = (at: string) =>
  runSuite(
    nativeSuite,
    { url: at, dialect: 'native', variant: '', settings: { 'api-key': 'kit' } },
    { timeoutMs: 4000 },
  );

test('the reference backend passes all', async () => {
  const report = await run(url);
  assert.deepEqual([report.failed, report.skipped], [0, 0], tableOf(report));
});

describe('a backend that is broken fails at the right line', { concurrency: 4 }, () => {
  for (const breakage of nativeBreakages)
    test(breakage.name, async () => {
      const proxy = await broken(url, breakage);
      try {
        const report = await run(proxy.url);
        const failed = report.results.filter(({ outcome }) => outcome === 'failed');
        assert.deepEqual(failed.map(({ id }) => id).sort(), [...breakage.fails].sort(), tableOf(report));
        for (const { id, why, expected, actual } of failed)
          assert.ok(why && expected !== undefined && actual !== undefined, `${id} says what was wrong`);
      } finally {
        await proxy.close();
      }
    });
});
