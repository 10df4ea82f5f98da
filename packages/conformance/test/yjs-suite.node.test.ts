import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { suites } from '../src/checks/index.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite } from '../src/kit/run.js';
import { startHocuspocus, startYWebsocket } from './yjs-servers.js';

describe('the checks of Yjs servers, made with the servers that there are', () => {
  for (const [name, dialect, start] of [
    ['y-websocket', 'y-websocket', () => startYWebsocket()],
    ['Hocuspocus', 'hocuspocus', () => startHocuspocus()],
    ['Hocuspocus with a token', 'hocuspocus', () => startHocuspocus('right')],
  ] as const)
    it(name, { timeout: 60_000 }, async () => {
      const suite = suites[dialect];
      assert.ok(suite);
      const { url, close } = await start();
      try {
        const token = 'right';
        const report = await runSuite(suite, { url, dialect, variant: '', token, settings: {} });
        assert.equal(report.failed, 0, tableOf(report));
      } finally {
        await close();
      }
    });
});
