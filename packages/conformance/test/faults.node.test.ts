import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { suites } from '../src/checks/index.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite, type Report } from '../src/kit/run.js';
import { standIns, type Faults } from '../src/stand-ins/index.js';

/** A fault of a stand-in, and what the kit says of it: the lines that fail (among others, after `…`), or none. */
type Row = readonly [
  dialect: string,
  variant: string,
  faults: Partial<Faults>,
  fails: readonly string[],
  words?: RegExp,
];
const rows: readonly Row[] = [
  // Slow, and whether one hears oneself: neither is wrong.
  ['relay', 'impl', { delayMs: 30 }, []],
  ['agent-runtime', 'current', { delayMs: 30 }, []],
  ['relay', 'docs', { echo: true }, []],
  ['relay', 'docs', { echo: false }, []],
  // Sockets that break after their first frame.
  ['agent-runtime', 'current', { drop: 1 }, ['stream.ping', 'stream.ask', '…']],
  ['code-interview-agent', 'v1', { drop: 1 }, ['events.heartbeat', 'events.beginning', '…']],
  ['code-interview-agent', 'v2', { drop: 1 }, ['agent.ping', 'agent.start', '…']],
  ['relay', 'impl', { drop: 1 }, ['impl.files.last', 'impl.files.language', '…'], /closed/],
  // Pages in the place of answers.
  ['agent-runtime', 'current', { html: 1 }, ['health', 'create', 'wrong', 'list', '…'], /502/],
  ['code-interview-agent', 'v1', { html: 1 }, ['session.create', 'bank.select', '…'], /502/],
  ['code-interview-agent', 'v2', { html: 1 }, ['bank.select', 'bank.wrong', 'execute'], /502/],
  ['relay', 'docs', { html: 1 }, ['docs.session.create', 'docs.session.get', '…'], /502/],
  ['interviewlm', 'current', { html: 1 }, ['session.initialize', '…'], /502/],
  ['judge0', 'ce', { html: 1 }, ['languages', 'wrong'], /502/],
  ['piston', 'v2', { html: 1 }, ['runtimes', 'output', '…'], /502/],
  // Where one hears of one's own changes.
  ['interviewlm', 'current', { echo: false }, ['files.changes', '…']],
  // What should end something never comes.
  ['agent-runtime', 'current', { missingComplete: true }, ['stream.complete'], /did not come/],
  ['interviewlm', 'current', { missingComplete: true }, ['chat.agent.done', 'chat.plain', '…']],
  ['code-interview-agent', 'v1', { missingComplete: true }, ['events.end'], /did not come/],
]; // prettier-ignore

async function reported([dialect, variant, faults]: Row): Promise<Report> {
  const { [dialect]: suite } = suites;
  const { [dialect]: row } = standIns;
  assert.ok(suite && row);
  const standIn = await row.start({ variant, faults });
  const target = { url: standIn.url, dialect, variant, settings: {} };
  return runSuite(suite, target, { timeoutMs: 3_000 }).finally(() => standIn.close());
}

describe('a fault is found, at its line', { concurrency: 4 }, () => {
  for (const row of rows) {
    const [dialect, variant, faults, fails, words] = row;
    test(`${dialect} (${variant}), ${JSON.stringify(faults)}`, { timeout: 60_000 }, async () => {
      const report = await reported(row);
      const failed = report.results.filter(({ outcome }) => outcome === 'failed');
      const names = failed.map(({ id }) => id.slice(dialect.length + 1));
      const wanted = fails.filter((each) => each !== '…');
      if (fails.includes('…')) for (const each of wanted) assert.ok(names.includes(each), tableOf(report));
      else assert.deepEqual(names, wanted, tableOf(report));
      if (words) assert.match(JSON.stringify(failed), words);
      for (const { id, why } of failed) assert.ok(why, `${id} says what was wrong`);
    });
  }
});
