import { listOf, objectOf, type Json } from '@interview-room/backends/wire';
import type { Check } from '../../kit/check.js';
import { ask, begun, check, expect, expectFailure, expectLike, objectIn } from './rest.js';
import { Stream } from './stream.js';

const STREAMED = ['streamed'] as const;
const AT_ONCE = ['current', 'legacy', 'proposed'] as const;
/** So often a minute tests may be run. */
const TIMES = 5;

const order = {
  code: 'print(input()[::-1])\n',
  language: 'python',
  fileName: 'solution.py',
  testCases: [
    { name: 'right', input: 'abc', expectedOutput: 'cba', hidden: false },
    { name: 'wrong', input: 'abc', expectedOutput: 'something else', hidden: false },
  ],
};
const RESULT = { name: 'right', passed: true, duration: 12 };

/** One test of the two passed and one did not, by their names. */
function expectResults(results: readonly Json[], wanted: Json): void {
  for (const result of results) expectLike(RESULT, result);
  const passed = (wantedName: string) => results.find(({ name }) => name === wantedName)?.['passed'];
  const all = {
    results: [
      { ...RESULT, ...wanted },
      { name: 'wrong', passed: false },
    ],
  };
  expect(results.length === 2 && passed('right') === true && passed('wrong') === false, all, results, 'Other tests passed than should have.'); // prettier-ignore
}

/** Tests, run by the backend: five times a minute, which is why there are few checks. */
export const run: readonly Check[] = [
  check('run.tests', 'execution', 'tests are run, and it is told what came of each', async (probe) => {
    await begun(probe);
    const expected = { passed: 1, failed: 1, total: 2, results: [RESULT], executionTime: 20 };
    const reply = objectIn(await ask(probe, 'POST run-tests', order), expected);
    expectLike(expected, reply);
    expectResults(listOf(reply['results']).map(objectOf), { actualOutput: 'cba', expectedOutput: 'cba' });
    const counts = [reply['passed'], reply['failed'], reply['total']];
    expect(counts.join() === '1,1,2', expected, reply, 'The counts do not fit the results.');
  }, AT_ONCE),
  check('run.stream', 'execution', 'tests are run, and what came of each is told as it comes', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'POST run-tests', order);
    try {
      const expected = { event: 'done', data: { summary: { total: 2, passed: 1, failed: 1 } } };
      const done = await stream.until(expected, ({ name }) => name === 'done');
      expectLike({ summary: {} }, done.data);
      const [first] = stream.frames;
      const start = { event: 'start', data: { totalTests: 2 } };
      expect(first?.name === 'start' && objectOf(first.data)['totalTests'] === 2, start, first, 'It begins otherwise.'); // prettier-ignore
      const results = stream.frames.filter(({ name }) => name === 'test_result').map(({ data }) => objectOf(data)); // prettier-ignore
      expectResults(results, { output: 'cba' });
    } finally {
      stream.close();
    }
  }, STREAMED),
  check('run.wrong', 'execution', 'without a program there is nothing to run', async (probe) => {
    await begun(probe);
    expectFailure(await ask(probe, 'POST run-tests', { language: 'python' }), [400]);
  }),
  check('run.rate', 'execution', 'tests are run five times a minute, and it is said when they can be again', async (probe) => {
    await begun(probe);
    const short = { ...order, testCases: order.testCases.slice(0, 1) };
    for (let times = 0; times <= TIMES; times++) {
      const answer = await ask(probe, 'POST run-tests', short);
      if (answer.status !== 429) continue;
      expectFailure(answer, [429]);
      const wait = answer.headers.get('retry-after');
      return expect(Number(wait) > 0, { 'retry-after': 'seconds' }, { 'retry-after': wait }, 'It is not said when.'); // prettier-ignore
    }
    expect(false, { 'status': 429, 'retry-after': 'seconds' }, { status: 200 }, `It was run more than ${TIMES} times in a minute.`); // prettier-ignore
  }),
]; // prettier-ignore
