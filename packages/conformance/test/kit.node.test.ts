import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { suites } from '../src/checks/index.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite } from '../src/kit/run.js';
import { standIns } from '../src/stand-ins/index.js';

describe('every stand-in passes its suite', { concurrency: 4 }, () => {
  for (const [dialect, { variants, start }] of Object.entries(standIns)) {
    const suite = suites[dialect];
    for (const variant of variants)
      test(`${dialect} (${variant})`, { skip: suite ? false : 'it has no suite' }, async () => {
        if (!suite) return;
        const standIn = await start({ variant });
        try {
          const report = await runSuite(suite, { url: standIn.url, dialect, variant, settings: {} });
          assert.equal(report.failed, 0, tableOf(report));
          assert.ok(report.passed > 0, tableOf(report));
        } finally {
          await standIn.close();
        }
      });
  }
});

test('a suite and its stand-in have the same variants, and ids that are their own', () => {
  for (const [dialect, { dialect: own, variants, checks }] of Object.entries(suites)) {
    assert.equal(own, dialect);
    if (standIns[dialect]) assert.deepEqual([...variants], [...(standIns[dialect]?.variants ?? [])], dialect);
    const ids = checks.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, dialect);
    for (const id of ids) assert.ok(id.startsWith(`${dialect}.`), id);
  }
});
