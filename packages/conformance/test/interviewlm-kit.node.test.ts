import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { interviewLmSuite } from '../src/checks/interviewlm.js';
import type { Suite } from '../src/kit/check.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite, type RunOptions } from '../src/kit/run.js';
import { startInterviewLm } from '../src/stand-ins/interviewlm/index.js';
import { altered, type Alter, type Reply } from '../src/testing/altering-proxy.js';

/** A reply of some path, with something in it written otherwise. */
const where =
  (asked: RegExp, change: (reply: Reply) => void): Alter =>
  (what, reply) => {
    if (asked.test(what)) change(reply);
  };
const says = (asked: RegExp, from: string | RegExp, to: string): Alter =>
  where(asked, (reply) => (reply.text = reply.text.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to))); // prettier-ignore
const html = where(/ \/api.*\/events$/, (reply) => {
  reply.status = 502;
  reply.text = '<!DOCTYPE html><h1>502 Bad Gateway</h1>';
});

/** What an interview may get wrong, by variant: the checks that have to fail by it, and no others. */
const table: readonly [variant: string, name: string, fails: readonly string[], alter: Alter][] = [
  ['current', 'how long it takes is not said', ['session.initialize', 'session.time'], says(/POST .*\/initialize/, '"timeLimit":3600', '"timeLimit":null')],
  ['current', 'a question without a text', ['question.shape', 'question.next'], says(/(initialize|questions)/, '"description"', '"statement"')],
  ['current', 'a question that stays', ['question.next'], says(/questions/, 'q-alphabet', 'q-reverse')],
  ['current', 'an error without a word', ['session.unknown', 'files.missing', 'chat.answer'], where(/./, (reply) => reply.status === 404 && (reply.text = '{}'))],
  ['current', 'a tree of another shape', ['files.tree', 'files.write', 'files.folder'], says(/GET .*\/files$/, '"type":"file"', '"type":"blob"')],
  ['current', 'texts with other ends of lines', ['files.write'], says(/GET .*\/files\?path/, '\\r\\n', '\\n')],
  ['current', 'a write that is not taken', ['files.write', 'files.bulk', 'files.changes'], where(/POST .*\/files$/, (reply) => reply.text.includes('one.py') && (reply.status = 500))],
  ['current', 'changes that nobody tells', ['files.changes'], where(/file-updates/, (reply) => reply.text.includes('file-change') && (reply.text = ': nothing'))],
  ['current', 'a stream that is none', ['files.typing'], where(/code-stream/, (reply) => (reply.text = ': nothing'))],
  ['current', 'counts that do not fit', ['run.tests'], says(/run-tests/, '"passed":1,', '"passed":2,')],
  ['current', 'a rate that is not told', ['run.rate'], where(/run-tests/, (reply) => delete reply.headers['retry-after'])],
  ['current', 'a page in the place of data', ['events.one', 'events.many', 'events.wrong', 'events.read'], html],
  ['current', 'batches that are not counted', ['events.batch'], says(/events\/batch/, 'eventsRecorded', 'recorded')],
  ['current', 'nothing is submitted', ['session.submit'], where(/submit/, (reply) => (reply.status = 500))],
  ['current', 'an agent that is never done', ['chat.agent', 'chat.agent.done', 'chat.history'], says(/agent\/stream/, 'event: done', 'event: end')],
  ['current', 'a terminal that prints nothing', ['terminal.pty', 'terminal.pty.history'], says(/GET .*terminal\/pty/, '"output"', '"printed"')],
  ['legacy', 'pieces under another name', ['chat.legacy'], says(/GET .*\/chat\?/, '"type":"chunk"', '"type":"piece"')],
  ['legacy', 'files all at once without their texts', ['files.bulk'], says(/bulk/, '"contents"', '"texts"')],
  ['proposed', 'changes without their text', ['files.watch'], says(/files\/watch/, '"content"', '"text"')],
  ['proposed', 'a beginning that there is not', ['session.initialize'], where(/POST .*\/init$/, (reply) => (reply.status = 404))],
  ['streamed', 'results under another name', ['run.stream'], says(/run-tests/, 'event: test_result', 'event: result')],
  ['streamed', 'runs without an end', ['run.stream'], where(/run-tests/, (reply) => reply.text.includes('event: done') && (reply.text = ''))],
]; // prettier-ignore

/** Programs take their time: they are run where that is what is broken, and else left out. */
const runs = (fails: readonly string[]): boolean => fails.some((id) => id.startsWith('run.'));
const suiteFor = (fails: readonly string[]): Suite => ({
  ...interviewLmSuite,
  checks: interviewLmSuite.checks.filter(({ capability }) => (capability === 'execution') === runs(fails)),
});

/** What is to fail may fail by waiting in vain, and soon; all else has the time that a busy machine takes. */
function patience(fails: readonly string[]): RunOptions {
  let timeoutMs = 15_000;
  return {
    get timeoutMs() {
      return timeoutMs;
    },
    onCheck: ({ id }) => {
      const isSoon = fails.includes(id.replace('interviewlm.', '')) && !runs(fails);
      timeoutMs = isSoon ? 5_000 : 15_000;
    },
  };
}

describe('an interview that is broken in one thing fails at the right line', { concurrency: 4 }, () => {
  for (const [variant, name, fails, alter] of table)
    it(`${name} (${variant})`, { timeout: 60_000 }, async () => {
      const standIn = await startInterviewLm({ variant });
      const proxy = await altered(standIn.url, alter);
      try {
        const target = { url: proxy.url, dialect: 'interviewlm', variant, settings: {} };
        const report = await runSuite(suiteFor(fails), target, patience(fails));
        const failed = report.results.filter(({ outcome }) => outcome === 'failed');
        assert.deepEqual(failed.map(({ id }) => id.replace('interviewlm.', '')), fails, tableOf(report)); // prettier-ignore
        assert.ok(failed.every(({ expected, actual }) => expected !== undefined && actual !== undefined));
      } finally {
        await proxy.close();
        await standIn.close();
      }
    });

  it('is asked with the cookie of who is signed in', { timeout: 60_000 }, async () => {
    const standIn = await startInterviewLm();
    standIn.world.manner.cookie = true;
    try {
      const login = await fetch(`${standIn.url}/login`);
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
      const target = { url: standIn.url, dialect: 'interviewlm', variant: '', settings: { cookie } };
      const report = await runSuite(suiteFor([]), target);
      assert.equal(report.failed, 0, tableOf(report));
      const stranger = await runSuite(suiteFor([]), { ...target, settings: {} });
      assert.deepEqual([stranger.failed, stranger.passed], [1, 0], tableOf(stranger));
    } finally {
      await standIn.close();
    }
  });
});
