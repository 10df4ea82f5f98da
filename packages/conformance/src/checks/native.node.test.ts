import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { createServer, MemoryLogEngine, type InterviewServer } from '@interview-room/server';
import { runSuite } from '../kit/run.js';
import { tableOf } from '../kit/report/table.js';
import { nativeSuite } from './native.js';

let server: InterviewServer;
let url: string;
before(async () => {
  server = await createServer({ apiKeys: ['kit'], grading: false, engine: new MemoryLogEngine() });
  url = await server.listen(0);
});
after(() => server.close());

test('the reference backend passes all', async () => {
  const report = await runSuite(nativeSuite, {
    url,
    dialect: 'native',
    variant: '',
    settings: { 'api-key': 'kit' },
  });
  assert.deepEqual([report.failed, report.skipped], [0, 0], tableOf(report));
});
