import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createServer, MemoryLogEngine } from '@interview-room/server';
import { suites } from '../src/checks/index.js';
import { markdownOf } from '../src/kit/report/markdown.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite, type Report } from '../src/kit/run.js';
import { standIns } from '../src/stand-ins/index.js';

const reports = new Map<string, Report>();

describe('every stand-in passes its suite', { concurrency: 4 }, () => {
  for (const [dialect, { variants, start }] of Object.entries(standIns)) {
    const suite = suites[dialect];
    for (const variant of variants)
      test(`${dialect} (${variant})`, { skip: suite ? false : 'it has no suite' }, async () => {
        if (!suite) return;
        const standIn = await start({ variant });
        try {
          const report = await runSuite(suite, { url: standIn.url, dialect, variant, settings: {} });
          reports.set(`${dialect} ${variant}`, report);
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

test('docs/BACKENDS.md has the table as it is: `node packages/conformance/build/docs.js` writes it', async () => {
  const engine = new MemoryLogEngine();
  const server = await createServer({ apiKeys: ['kit'], grading: false, engine });
  const target = {
    url: await server.listen(0),
    dialect: 'native',
    variant: '',
    settings: { 'api-key': 'kit' },
  };
  const native = await runSuite(suites['native'] ?? assert.fail(), target).finally(() => server.close());
  const names = Object.entries(standIns).flatMap(([dialect, { variants }]) =>
    variants.map((variant) => `${dialect} ${variant}`),
  );
  const table = markdownOf([native, ...names.flatMap((name) => reports.get(name) ?? [])]);
  const docs = readFileSync(new URL('../../../docs/BACKENDS.md', import.meta.url), 'utf8');
  const [, written] = /<!-- the kit's table[^>]*-->\n\n([^]*?)\n\n<!-- end/.exec(docs) ?? [];
  assert.equal(written, table);
});
