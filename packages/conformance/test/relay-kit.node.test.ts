import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { relaySuite } from '../src/checks/relay.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite, type Report } from '../src/kit/run.js';
import { startRelay } from '../src/stand-ins/relay/index.js';
import { broken, type Breakage, type Frame } from '../src/testing/breaking-proxy.js';

const objectOf = (value: unknown) => (typeof value === 'object' ? (value as Record<string, unknown>) : {});
const without =
  (type: string) =>
  (frame: Frame): Frame[] =>
    frame.type === type ? [] : [frame];
/** The payload of frames of a type, changed. */
const changed =
  (type: string, change: (payload: Record<string, unknown>) => object) =>
  (frame: Frame): Frame[] =>
    frame.type === type ? [{ ...frame, payload: change(objectOf(frame['payload'])) }] : [frame];

/** What a pad may get wrong, by variant: the checks that have to fail by it, and no others. */
const breakages: Readonly<Record<string, readonly Breakage[]>> = {
  impl: [
    {
      name: 'what is written is told under another name',
      fails: ['relay.impl.files.heard', 'relay.impl.files.last'],
      toClient: changed('code_change', ({ code }) => ({ text: code })),
    },
    {
      name: 'nobody hears who joined',
      fails: ['relay.impl.session.joined'],
      toClient: without('user_joined'),
    },
    {
      name: 'nobody hears who left',
      fails: ['relay.impl.session.leave'],
      toClient: without('user_left'),
    },
    {
      name: 'an error of a run is lost',
      fails: ['relay.impl.execution.error'],
      toClient: changed('execution_result', (payload) => ({ ...payload, error: null })),
    },
    {
      name: 'results are not taken over the socket',
      fails: ['relay.impl.execution.socket'],
      toServer: without('execution_result'),
    },
  ],
  docs: [
    {
      name: 'what is written has no author',
      fails: ['relay.docs.files.heard'],
      toClient: changed('code-update', ({ code }) => ({ code })),
    },
    { name: 'cursors are not told', fails: ['relay.docs.files.cursor'], toClient: without('cursor-update') },
  ],
  flat: [
    {
      name: 'the language is told under another name',
      fails: ['relay.flat.files.language'],
      toClient: (frame) => [
        frame.type === 'language_change' ? { ...frame, language: 'x', lang: frame['language'] } : frame,
      ],
    },
    {
      name: 'results are not told',
      fails: ['relay.flat.execution.told'],
      toClient: without('execution_result'),
    },
  ],
};

const run = (url: string, variant: string): Promise<Report> =>
  runSuite(relaySuite, { url, dialect: 'relay', variant, settings: {} }, { timeoutMs: 4_000 });

for (const [variant, rows] of Object.entries(breakages))
  describe(
    `a relay that is broken in one thing fails at the right line, ${variant}`,
    { concurrency: 5 },
    () => {
      for (const breakage of rows)
        it(breakage.name, { timeout: 30_000 }, async () => {
          const standIn = await startRelay({ variant });
          const proxy = await broken(standIn.url, breakage);
          try {
            const report = await run(proxy.url, variant);
            const failed = report.results.filter(({ outcome }) => outcome === 'failed');
            assert.deepEqual(failed.map(({ id }) => id).sort(), [...breakage.fails].sort(), tableOf(report));
            for (const { id, why, expected, actual } of failed)
              assert.ok(why && expected !== undefined && actual !== undefined, `${id} says what was wrong`);
          } finally {
            await proxy.close();
            await standIn.close();
          }
        });
    },
  );
