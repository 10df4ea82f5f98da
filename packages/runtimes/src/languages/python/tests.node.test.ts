import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { CaseValue, Driver, DriverReport } from '../../worker/driver.js';
import type { TestResultEvent } from '../../events.js';
import { nodeDriver, testIn, type Tested } from '../../../test/python/node-host.js';

const leap = 'def leap_year(year):\n    print("asked", year)\n    return year % 4 == 0\n';
const resultsOf = ({ events }: Tested): TestResultEvent[] => events.filter((event) => event.type === 'test');
const statusOf = (tested: Tested): Record<string, string> =>
  Object.fromEntries(resultsOf(tested).map(({ name, status }) => [name, status]));
function resultOf(tested: Tested, name: string): TestResultEvent {
  const found = resultsOf(tested).find((result) => result.name === name);
  assert.ok(found, `${name} in ${JSON.stringify(tested.events)}`);
  return found;
}
const planOf = ({ events }: Tested): string[] => (events[0]?.type === 'plan' ? events[0].names : []);

describe('Python: unittest files', () => {
  let driver: Driver;
  before(async () => {
    driver = await nodeDriver();
  });

  it('run as they are, each telling what was expected', async () => {
    const tested = await testIn(driver, {
      'leap.py': leap,
      'leap_test.py': `import unittest
from leap import leap_year

class LeapTest(unittest.TestCase):
    def test_4(self):
        self.assertIs(leap_year(2004), True)

    def test_100(self):
        self.assertEqual(False, leap_year(1900), 'a century')

    def test_list(self):
        self.assertListEqual([leap_year(y) for y in (1, 4)], [True, True])

    def test_dict(self):
        self.assertEqual({'a': 1}, {'a': 2})

    def test_true(self):
        self.assertTrue(leap_year(1))

    def test_raises(self):
        with self.assertRaises(ValueError) as caught:
            leap_year(1)

    def test_error(self):
        leap_year('x' / 2)

if __name__ == '__main__':
    unittest.main()
`,
    });
    assert.deepEqual(
      planOf(tested),
      resultsOf(tested).map(({ name }) => name),
    );
    assert.deepEqual(statusOf(tested), {
      'LeapTest.test_100': 'failed',
      'LeapTest.test_4': 'passed',
      'LeapTest.test_dict': 'failed',
      'LeapTest.test_error': 'error',
      'LeapTest.test_list': 'failed',
      'LeapTest.test_raises': 'failed',
      'LeapTest.test_true': 'failed',
    });
    const century = resultOf(tested, 'LeapTest.test_100');
    assert.deepEqual([century.expected, century.actual, century.output], ['False', 'True', 'asked 1900\n']);
    assert.match(century.message ?? '', /a century[\s\S]*File "leap_test.py", line 9, in test_100/);
    const sides = (name: string): unknown[] => {
      const { expected, actual } = resultOf(tested, `LeapTest.${name}`);
      return [expected, actual];
    };
    assert.deepEqual(sides('test_list'), ['[True, True]', '[False, True]']);
    assert.deepEqual(sides('test_dict'), ["{'a': 2}", "{'a': 1}"]);
    assert.deepEqual(sides('test_true'), ['True', 'False']);
    assert.deepEqual(sides('test_raises'), ['ValueError', 'nothing was raised']);
    const error = resultOf(tested, 'LeapTest.test_error').message ?? '';
    assert.match(error, /line 25, in test_error[\s\S]*TypeError: unsupported operand/);
    assert.doesNotMatch(error, /unittest\/case|<room>/);
  });

  it('have fixtures, subtests, skips, expected failures, mocks and coroutines', async () => {
    const tested = await testIn(driver, {
      'main.py': 'def f(): return input()',
      'test_all.py': `import unittest, asyncio
from unittest import mock
import main
log = []
def setUpModule(): log.append('module')
class A(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.shared = log.append('class') or 1
    def setUp(self): self.addCleanup(log.append, 'clean')
    def test_1(self): self.assertEqual((log, self.shared), (['module', 'class'], 1))
    def test_2(self):
        for i in range(3):
            with self.subTest(i=i): self.assertEqual(i, 1)
    @unittest.skip('later')
    def test_3(self): self.fail()
    @unittest.expectedFailure
    def test_4(self): self.fail()
    @unittest.expectedFailure
    def test_5(self): pass
    @mock.patch('builtins.input', return_value='x')
    def test_6(self, fake): self.assertEqual(main.f(), 'x'); fake.assert_called_once_with()
    @classmethod
    def tearDownClass(cls): raise ValueError('torn')
class B(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.value = await asyncio.sleep(0.001, 3)
    async def test_1(self): self.assertEqual(self.value, 3)
class C(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError('broken')
    def test_1(self): pass
    def test_2(self): pass
@unittest.skipIf(True, 'all of it')
class D(unittest.TestCase):
    def test_1(self): pass
`,
    });
    assert.deepEqual(statusOf(tested), {
      'A.test_1': 'passed',
      'A.test_2': 'failed',
      'A.test_3': 'skipped',
      'A.test_4': 'passed',
      'A.test_5': 'failed',
      'A.test_6': 'error',
      'B.test_1': 'passed',
      'C.test_1': 'error',
      'C.test_2': 'error',
      'D.test_1': 'skipped',
    });
    assert.match(resultOf(tested, 'A.test_2').message ?? '', /\(i=0\)[\s\S]*\(i=2\)/);
    assert.match(resultOf(tested, 'A.test_6').message ?? '', /tearDownClass[\s\S]*torn/);
    assert.match(resultOf(tested, 'C.test_2').message ?? '', /broken/);
  });

  it('report each promised test when they, or what they test, cannot be loaded', async () => {
    const test =
      'import unittest\nfrom main import f\nclass A(unittest.TestCase):\n    def test_1(self): pass\n    def test_2(self): pass\n';
    for (const main of ['1 / 0', 'def g(): pass', 'f = (', 'import sys\nsys.exit(0)']) {
      const tested = await testIn(driver, { 'main.py': main, 'test_a.py': test });
      assert.deepEqual(statusOf(tested), { 'A.test_1': 'error', 'A.test_2': 'error' }, main);
    }
    const tested = await testIn(driver, { 'main.py': '', 'test_a.py': 'def test_(:\n' });
    assert.deepEqual(statusOf(tested), { 'test_a.py': 'error' });
  });

  it('in folders and packages find what they import', async () => {
    const tested = await testIn(driver, {
      'main.py': 'X = 1',
      'tests/__init__.py': '',
      'tests/helper.py': 'Y = 1',
      'tests/test_a.py': 'from .helper import Y\nfrom main import X\ndef test_same(): assert X == Y',
      'other/test_b.py': 'from main import X\ndef test_same(): assert X == 1',
    });
    assert.deepEqual(Object.values(statusOf(tested)), ['passed', 'passed']);
    assert.equal(new Set(planOf(tested)).size, 2);
  });
});

describe('Python: the built-in subset of pytest', () => {
  let driver: Driver;
  before(async () => {
    driver = await nodeDriver();
  });
  const pytest = (test: string, files: Record<string, string> = {}): Promise<Tested> =>
    testIn(driver, {
      'main.py': 'def add(a, b):\n    return a + b\n',
      'test_main.py': `import pytest\nfrom main import add\n${test}`,
      ...files,
    });

  it('explains bare asserts', async () => {
    const tested = await pytest(`
def test_eq():
    assert add(1, 1) == 3, "the sum"
def test_literal_first():
    assert 3 == add(1, 1)
def test_and():
    assert add(1, 1) == 2 and add(1, 2) == 4
def test_in():
    assert add(1, 1) in [1, 3]
def test_not():
    assert not add(1, 1)
def test_true():
    assert isinstance(add(1, 1), str)
def test_chain():
    assert 0 < add(1, 1) < 2
def test_once():
    calls = []
    assert calls.append(1) is None and len(calls) == 1
`);
    assert.deepEqual(Object.values(statusOf(tested)), [...Array<string>(7).fill('failed'), 'passed']);
    const { message, expected, actual } = resultOf(tested, 'test_eq');
    assert.deepEqual([expected, actual], ['3', '2']);
    assert.match(
      message ?? '',
      /^the sum\nassert add\(1, 1\) == 3\n {2}left: {2}2\n {2}right: 3\n\n {2}File "test_main.py", line 5/,
    );
    assert.deepEqual(
      [resultOf(tested, 'test_literal_first').expected, resultOf(tested, 'test_and').expected],
      ['3', '4'],
    );
    assert.match(resultOf(tested, 'test_not').message ?? '', /value: 2/);
  });

  it('has fixtures of every scope, in order, and finishes them', async () => {
    const tested = await pytest(
      `
log = []
@pytest.fixture(scope='module')
def wide():
    log.append('wide'); yield 1; log.append('end wide')
@pytest.fixture
def narrow(wide, request):
    log.append('narrow'); request.addfinalizer(lambda: log.append('final')); yield wide + 1; log.append('end narrow')
@pytest.fixture(params=['a', 'b'], ids=str.upper)
def letter(request): return request.param
@pytest.fixture(autouse=True)
def always(): log.append('always')
def test_1(narrow, shared): assert (narrow, shared, log) == (2, 'from conftest', ['wide', 'always', 'narrow'])
def test_2(wide): assert log[3:] == ['end narrow', 'final', 'always'] or log[3:] == ['final', 'end narrow', 'always']
def test_3(letter): assert letter in 'ab'
class TestIt:
    @pytest.fixture
    def own(self): return self.made
    def setup_method(self): self.made = 5
    def test_4(self, own): assert own == 5
    @classmethod
    def setup_class(cls): cls.common = 6
    def test_5(self): assert self.common == 6
def test_6(): assert 'end wide' not in log
def test_7(nothing): pass
`,
      {
        'conftest.py':
          'import pytest\n@pytest.fixture(scope="session")\ndef shared(): return "from conftest"\n',
      },
    );
    assert.deepEqual(statusOf(tested), {
      'test_1': 'passed',
      'test_2': 'passed',
      'test_3[A]': 'passed',
      'test_3[B]': 'passed',
      'TestIt.test_4': 'passed',
      'TestIt.test_5': 'passed',
      'test_6': 'passed',
      'test_7': 'error',
    });
    assert.match(
      resultOf(tested, 'test_7').message ?? '',
      /fixture 'nothing' not found; there are: .*letter/,
    );
  });

  it('parametrizes, with ids, stacks and marks', async () => {
    const tested = await pytest(`
@pytest.mark.parametrize('a, b, c', [(1, 2, 3), pytest.param(1, 1, 3, id='wrong'), pytest.param(1, 1, 9, marks=pytest.mark.skip)])
def test_add(a, b, c): assert add(a, b) == c
@pytest.mark.parametrize('x', [0, 1])
@pytest.mark.parametrize('y', ['p', 'q'], ids=['P', 'Q'])
def test_stack(x, y): pass
@pytest.mark.parametrize('n', [1, 2])
class TestAll:
    def test_n(self, n): assert n
`);
    assert.deepEqual(statusOf(tested), {
      'test_add[1-2-3]': 'passed',
      'test_add[wrong]': 'failed',
      'test_add[1-1-9]': 'skipped',
      'test_stack[P-0]': 'passed',
      'test_stack[P-1]': 'passed',
      'test_stack[Q-0]': 'passed',
      'test_stack[Q-1]': 'passed',
      'TestAll.test_n[1]': 'passed',
      'TestAll.test_n[2]': 'passed',
    });
  });

  it('has raises, approx, warns, marks and its usual fixtures', async () => {
    const tested = await pytest(`
import warnings, logging
def test_raises():
    with pytest.raises(TypeError, match='unsupported') as caught: add(1, 'a')
    assert caught.type is TypeError and 'int' in str(caught.value)
def test_not_raised():
    with pytest.raises(ValueError): add(1, 1)
def test_no_match():
    with pytest.raises(TypeError, match='zebra'): add(1, 'a')
def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert [0.1 + 0.2, 1] == pytest.approx([0.3, 1]) and {'a': 1.0} == pytest.approx({'a': 1 + 1e-9})
def test_not_approx(): assert 1.1 == pytest.approx(1.0, abs=0.01)
def test_warns():
    with pytest.warns(UserWarning, match='care'): warnings.warn('careful')
@pytest.mark.skip(reason='later')
def test_skip(): assert 0
@pytest.mark.skipif('1 + 1 == 2', reason='sums')
def test_skipif(): assert 0
@pytest.mark.xfail(reason='bug', raises=AssertionError)
def test_xfail(): assert 0
@pytest.mark.xfail(strict=True)
def test_strict(): pass
@pytest.mark.slow
def test_custom(): pytest.skip('now')
def test_fail(): pytest.fail('on purpose')
def test_fixtures(tmp_path, capsys, monkeypatch, caplog):
    (tmp_path / 'a').write_text('x')
    print('out'); assert capsys.readouterr().out == 'out\\n'
    monkeypatch.setenv('HERE', '1'); monkeypatch.setattr('math.pi', 3)
    import os, math; assert (os.environ['HERE'], math.pi) == ('1', 3)
    logging.getLogger('x').warning('said'); assert 'said' in caplog.text
def test_undone():
    import os, math; assert 'HERE' not in os.environ and math.pi > 3.1
def test_importorskip(): pytest.importorskip('no_such_module')
`);
    assert.deepEqual(Object.values(statusOf(tested)), [
      ...[
        'passed',
        'failed',
        'failed',
        'passed',
        'failed',
        'passed',
        'skipped',
        'skipped',
        'skipped',
        'failed',
      ],
      ...['skipped', 'failed', 'passed', 'passed', 'skipped'],
    ]);
    assert.deepEqual(
      [resultOf(tested, 'test_not_approx').expected, resultOf(tested, 'test_fail').message?.split('\n')[0]],
      ['1.0 ± 1.0e-02', 'on purpose'],
    );
  });

  for (const [what, test] of [
    ['Item', 'def test_a(): pytest.Item'],
    ["fixture 'recwarn'", 'def test_a(recwarn): pass'],
    ['indirect', '@pytest.mark.parametrize("a", [1], indirect=True)\ndef test_a(a): pass'],
    ['async tests', 'async def test_a(): pass'],
  ] as const) {
    it(`names what it cannot do: ${what}`, async () => {
      const tested = await pytest(test);
      const { status, message } = resultOf(tested, 'test_a');
      assert.equal(status, 'error');
      assert.ok(message?.includes(what) && message.includes("serve pytest's wheels"), message);
    });
  }

  it('judges unittest classes in the same file too', async () => {
    const tested = await pytest(
      'import unittest\nclass T(unittest.TestCase):\n    @pytest.mark.task(taskno=1)\n    def test_u(self): self.assertEqual(add(1, 1), 2)\ndef test_p(): assert add(1, 1) == 2',
    );
    assert.deepEqual(statusOf(tested), { 'T.test_u': 'passed', 'test_p': 'passed' });
  });

  it('takes a script of asserts for one test, and a check() that is never called for none', async () => {
    const check =
      'from main import add\ndef check(candidate):\n    assert candidate(1, 2) == 3\n    assert candidate(1, 1) == 3\n';
    const run = async (text: string): Promise<TestResultEvent | undefined> =>
      resultsOf(await testIn(driver, { 'main.py': 'def add(a, b): return a + b', 'test_add.py': text }))[0];
    const failed = await run(`${check}check(add)\n`);
    assert.deepEqual([failed?.name, failed?.status, failed?.actual], ['test_add.py', 'failed', '2']);
    assert.equal(
      (await run(`${check.replace('== 3\n    assert candidate(1, 1) == 3', '== 3')}check(add)\n`))?.status,
      'passed',
    );
    assert.equal((await run(check))?.status, 'error');
    assert.equal((await run('x = 1\n'))?.status, 'error');
    assert.equal((await run(`${check}def test_it(): check(add)\n`))?.status, 'failed');
  });
});

describe('Python: cases', () => {
  let driver: Driver;
  const main = `
import dataclasses, collections, decimal
@dataclasses.dataclass
class P:
    x: int
class Solution:
    def twoSum(self, nums, target): return (0, 1)
class Counter:
    def __init__(self, start): self.n = start
    def add_one(self): self.n += 1; return self.n
    def fail(self): raise KeyError('k')
    @staticmethod
    def make(): return 'made'
def my_fn(items): items.append(1); print(items); return items
def values(): return [None, True, 1.5, float('nan'), float('-inf'), 2**70, (1, {3, 2}), {'a': P(1), 2: b'x'}, range(2), (i for i in 'ab'), collections.deque([1])]
def bad(n): raise ValueError('no %d' % n)
async def later(): return 7
def leave(): raise SystemExit(0)
class Liar(int):
    def __repr__(self): return '42'
def lie(): return Liar(41)
`;
  before(async () => {
    driver = await nodeDriver();
  });
  const call = async (name: string, ...args: (number | number[])[]): Promise<CaseValue | undefined> => {
    const { events } = await testIn(driver, { 'main.py': main }, { cases: [{ call: name, args }] });
    const found = events.find((event: DriverReport) => event.type === 'case');
    return found?.results[0];
  };
  const valueOf = async (...args: Parameters<typeof call>): Promise<unknown> => {
    const result = await call(...args);
    return result && 'value' in result ? result.value : result?.error;
  };

  it('find functions by any spelling, methods by path, and a Solution', async () => {
    assert.deepEqual(await valueOf('myFn', [0]), [0, 1]);
    assert.deepEqual(await valueOf('two_sum', [1], 2), [0, 1]);
    assert.equal(await valueOf('Counter.make'), 'made');
    assert.equal(await valueOf('later'), 7);
    assert.match(JSON.stringify(await valueOf('nothing')), /NameError.*main.py has no function nothing/);
  });

  it('encode whatever is returned', async () => {
    assert.deepEqual(await valueOf('values'), [
      ...[
        null,
        true,
        1.5,
        { $: 'NaN' },
        { $: '-Infinity' },
        { $: 'repr', text: String(2n ** 70n) },
        [1, [2, 3]],
      ],
      ...[{ 'a': { $: 'repr', text: 'P(x=1)' }, '2': { $: 'repr', text: "b'x'" } }, [0, 1], ['a', 'b'], [1]],
    ]);
    assert.deepEqual(await valueOf('lie'), { $: 'repr', text: '42' });
  });

  it('tell errors with their place, also the end of the program', async () => {
    const error = (await valueOf('bad', 3)) as Record<string, unknown>;
    assert.deepEqual(
      [error['name'], error['message'], error['path'], error['line']],
      ['ValueError', 'no 3', 'main.py', 16],
    );
    assert.match(JSON.stringify(await call('leave')), /"error":\{"name":"SystemExit"/);
  });

  it('make an object and take its steps, each with its own result and output', async () => {
    const cases = [
      {
        construct: 'Counter',
        args: [3],
        steps: [
          { call: 'addOne', args: [] },
          { call: 'fail', args: [] },
          { call: 'n', args: [] },
        ],
      },
      { construct: 'Nothing', args: [], steps: [{ call: 'x', args: [] }] },
      { call: 'my_fn', args: [[5]] },
    ];
    const { events } = await testIn(driver, { 'main.py': main }, { cases });
    const [steps, nothing, printed] = events.filter((event) => event.type === 'case');
    assert.deepEqual([steps?.results[0], steps?.results[2]], [{ value: 4 }, { value: 4 }]);
    assert.match(JSON.stringify(steps?.results[1]), /KeyError/);
    assert.match(JSON.stringify(nothing?.results), /has no class Nothing/);
    assert.equal(printed?.output, '[5, 1]\n');
  });

  it('all fail where the entry cannot be loaded', async () => {
    const cases = [
      { call: 'f', args: [] },
      { call: 'g', args: [] },
    ];
    const { events } = await testIn(driver, { 'main.py': 'import sys\nsys.exit(0)' }, { cases });
    assert.equal(
      events.filter((event) => event.type === 'case' && 'error' in (event.results[0] ?? {})).length,
      2,
    );
  });
});
