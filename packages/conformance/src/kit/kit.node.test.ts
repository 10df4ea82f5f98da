import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { Mismatch, Skip, type Check, type Suite } from './check.js';
import { jsonOf } from './report/json.js';
import { junitOf } from './report/junit.js';
import { coloured, tableOf } from './report/table.js';
import { capabilitiesOf, runSuite } from './run.js';

const check = (id: string, run: Check['run'], more: Partial<Check> = {}): Check => ({
  id,
  title: `that ${id}`,
  capability: 'log',
  run,
  ...more,
});

let ended: unknown;
const suite: Suite = {
  dialect: 'example',
  variants: ['one', 'two'],
  checks: [
    check('example.good', async ({ shared }) => void shared.set('made', 'here')),
    check('example.wrong', async ({ note }) => {
      note('frame', '{"type":"nack"}');
      throw new Mismatch({ type: 'ack' }, '{"type":"nack","why":"<&\u0000\ud800]]>"}', 'It was not taken.');
    }),
    check(
      'example.broke',
      async ({ note }) => {
        for (let n = 0; n < 50; n++) note('reply', n);
        throw new Error('the socket "broke"');
      },
      { source: 'docs/X.md#y' },
    ),
    check('example.skipped', () => Promise.reject(new Skip('Needs a token.')), { capability: 'chat' }),
    check('example.other', () => Promise.resolve(), { variants: ['two'], capability: 'files' }),
    check(
      'example.late',
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () =>
            reject(new Mismatch('a frame', 'nothing', 'That did not come.')),
          );
        }),
    ),
    check('example.deaf', () => new Promise(() => undefined)),
    check('example.shared', async ({ shared }) => assert.equal(shared.get('made'), 'here'), {
      capability: 'session',
    }),
  ],
  end: async ({ shared }) => void (ended = shared.get('made')),
};
const target = { url: 'http://there', dialect: 'example', variant: '', settings: {} };
const report = await runSuite(suite, target, { timeoutMs: 50 });

test('every check has its turn, what it shares, and its limit', () => {
  assert.deepEqual(
    report.results.map(({ outcome }) => outcome),
    ['passed', 'failed', 'failed', 'skipped', 'failed', 'failed', 'passed'],
  );
  const { passed, failed, skipped, elsewhere, variant } = report;
  assert.deepEqual([passed, failed, skipped, elsewhere, variant], [2, 4, 1, 1, 'one']);
  assert.equal(ended, 'here');
  const [, wrong, broke, , late, deaf] = report.results;
  assert.deepEqual(wrong?.expected, { type: 'ack' });
  assert.equal(broke?.notes?.length, 20);
  assert.equal(late?.why, 'That did not come.');
  assert.equal(deaf?.why, 'It was not done after 0.05 s.');
});

test('stopped, it says how much was not made; what is refused on the way is told by its cause', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const onCheck = ({ id }: Check, at: number, of: number) => {
    asked.push(`${at} of ${of}`);
    if (id === 'example.late') stop.abort();
  };
  const stopped = await runSuite(suite, target, { signal: stop.signal, onCheck });
  assert.deepEqual([stopped.results.length, stopped.unmade, asked.at(-1)], [4, 3, '5 of 7']);
  assert.match(tableOf(stopped), /It was stopped: 3 were not made/);
  const refused = check('example.refused', async () => void (await fetch('http://127.0.0.1:1')));
  const { results } = await runSuite({ ...suite, checks: [refused] }, target);
  assert.match(results[0]?.why ?? '', /fetch failed \(.+\)/);
});

test('a variant that there is not is said', async () => {
  await assert.rejects(runSuite(suite, { ...target, variant: 'x' }), /no variant "x". It has one, two/);
});

test('the capabilities: what works, what is broken, what was not told, what is no part of it', () => {
  const states = Object.fromEntries(capabilitiesOf(report).map(({ name, state }) => [name, state]));
  const { session, log, chat, files, tasks } = states;
  assert.deepEqual(
    { session, log, chat, files, tasks },
    { session: 'works', log: 'broken', chat: 'untold', files: 'none', tasks: 'none' },
  );
});

test('people are shown the frame that was wrong and the one expected, and why a check was skipped', () => {
  const text = tableOf(report);
  for (const part of [
    'example (one) at http://there',
    '✗  example.wrong',
    'It was not taken.',
    'expected {"type":"ack"}',
    '"type":"nack"',
    'Needs a token.',
    'last     reply: 49',
    'see      docs/X.md#y',
    '2 passed, 4 failed, 1 skipped',
    '1 check is of other variants alone.',
  ])
    assert.ok(text.includes(part), part);
  // oxlint-disable-next-line no-control-regex
  assert.ok(!/[\u0000-\u0009\u001b]/.test(text), 'no control characters of a backend');
  const columns = text
    .split('\n')
    .filter((line) => /^[✓✗–] {2}example/.test(line))
    .map((line) => line.indexOf('that'));
  assert.equal(new Set(columns).size, 1, 'the columns stand below one another');
  assert.ok(tableOf(report, coloured).includes('\u001b[31m✗  example.wrong'));
});

test('JSON is read back', () => {
  const { results, capabilities } = JSON.parse(jsonOf(report)) as {
    results: unknown[];
    capabilities: unknown[];
  };
  assert.deepEqual([results.length, capabilities.length], [7, 9]);
});

test('JUnit’s XML is well-formed, whatever a backend said', () => {
  const xml = junitOf(report);
  // oxlint-disable-next-line no-control-regex
  assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Cs}/u.test(xml));
  const open: string[] = [];
  const token = /<\?[^>]*\?>|<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = token.exec(xml); match; match = token.exec(xml)) {
    end = token.lastIndex;
    const [, closes, name, attributes = '', empty, text = ''] = match;
    assert.ok(!/&(?!(amp|lt|gt|quot|#\d+);)/.test(attributes + text) && !text.includes('>'), match[0]);
    if (closes) assert.equal(open.pop(), name);
    else if (name && !empty) open.push(name);
  }
  assert.deepEqual([end, open.length], [xml.length, 0]);
  assert.match(xml, /<testsuite name="example\/one" .* failures="4" .*skipped="1"/);
  assert.match(xml, /<skipped message="Needs a token."\/>/);
});
