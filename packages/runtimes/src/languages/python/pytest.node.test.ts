import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Driver } from '../../worker/driver.js';
import type { TestResultEvent } from '../../events.js';
import {
  nodeDriver,
  resultOf,
  resultsOf,
  statusOf,
  testIn,
  type Tested,
} from '../../../test/python/node-host.js';

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

  it('gives indirect parameters to the fixtures of their names', async () => {
    const tested = await pytest(`
@pytest.fixture(params=[9])
def double(request):
    return request.param * 2
@pytest.fixture
def sum_of(request, double):
    return sum(request.param) + double
@pytest.mark.parametrize('double', [1, 2], indirect=True)
def test_all(double): assert double in (2, 4)
@pytest.mark.parametrize('double, n', [(3, 6)], indirect=['double'])
def test_some(double, n): assert double == n
@pytest.mark.parametrize('sum_of', [(1, 2)], indirect=True)
def test_beside(sum_of): assert sum_of == 21
`);
    assert.deepEqual(statusOf(tested), {
      'test_all[1]': 'passed',
      'test_all[2]': 'passed',
      'test_some[3-6]': 'passed',
      'test_beside[9-sum_of0]': 'passed',
    });
  });

  it('takes files that stand among the tests for what they are: a conftest, helpers, data', async () => {
    const files = {
      'main.py': 'def add(a, b):\n    return a + b\n',
      'tests/__init__.py': '',
      'tests/conftest.py': 'import pytest\n@pytest.fixture\ndef one(): return 1\n',
      'tests/helpers.py': 'def two(n):\n    if n < 0: raise ValueError(n)\n    return 2\n',
      'tests/rows.json': '{"three": 3}',
      'tests/test_add.py':
        'import json\nfrom main import add\nfrom tests.helpers import two\nfrom . import helpers\ndef test_add(one):\n    assert add(one, two(1)) == json.load(open("tests/rows.json"))["three"]\n    assert helpers.two(1) == 2\n',
    };
    const testFiles = Object.keys(files).slice(1);
    const tested = await testIn(driver, files, { testFiles });
    assert.deepEqual(statusOf(tested), { test_add: 'passed' });

    const wrong = {
      ...files,
      'main.py':
        'import sys\nopen("tests/helpers.py", "w").write("def two(n): return 3")\ndef add(a, b): return a + b + 1\n',
    };
    assert.deepEqual(statusOf(await testIn(driver, wrong, { testFiles })), { test_add: 'failed' });
    const patched = {
      ...files,
      'main.py': 'import tests.helpers\ntests.helpers.two = lambda n: 1\ndef add(a, b): return a + b + 1\n',
    };
    assert.deepEqual(statusOf(await testIn(driver, patched, { testFiles })), { test_add: 'error' });
    assert.equal(
      resultsOf(await testIn(driver, files, { testFiles: ['tests/helpers.py'] }))[0]?.status,
      'passed',
      'alone it is taken for a script',
    );
    const checks = { 'main.py': '', 'test_a.py': 'def test_a(): pass', 'checks.py': 'assert 1 == 2' };
    assert.deepEqual(statusOf(await testIn(driver, checks, { testFiles: ['test_a.py', 'checks.py'] })), {
      'test_a': 'passed',
      'checks.py': 'failed',
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
      'skipped',
      'failed',
      'passed',
      'passed',
      'skipped',
    ]);
    assert.deepEqual(
      [resultOf(tested, 'test_not_approx').expected, resultOf(tested, 'test_fail').message?.split('\n')[0]],
      ['1.0 ± 1.0e-02', 'on purpose'],
    );
  });

  it('leaves to mock.patch what it hands over, and keeps warnings', async () => {
    const tested = await pytest(`
import warnings
from unittest import mock
@mock.patch('main.add', return_value=7)
@mock.patch.dict('os.environ', {'HERE': '1'})
@mock.patch('main.__doc__', 'given')
def test_patch(fake, tmp_path):
    import main, os; assert (main.add(), os.environ['HERE'], tmp_path.exists()) == (7, '1', True)
class TestIt:
    @mock.patch('os.getcwd')
    def test_method(self, cwd, capsys): cwd.return_value = 'x'; import os; assert os.getcwd() == 'x'
def test_recwarn(recwarn):
    warnings.warn('old', DeprecationWarning); warnings.warn('careful')
    assert len(recwarn) == 2 and str(recwarn.pop(UserWarning).message) == 'careful' and 'old' in str(recwarn[0].message)
@pytest.mark.slow
@pytest.mark.parametrize('n', [1])
def test_node(request, n):
    node = request.node; assert (node.name, node.nodeid, [mark.name for mark in node.iter_markers('slow')]) == ('test_node[1]', 'test_main.py::test_node[1]', ['slow'])
`);
    assert.deepEqual(
      resultsOf(tested).map(({ status, message }) => message ?? status),
      ['passed', 'passed', 'passed', 'passed'],
    );
  });

  it('runs async tests that are marked so, to their end', async () => {
    const test = (name: string, body: string): string =>
      `import asyncio\n@pytest.mark.asyncio\nasync def ${name}(monkeypatch):\n    await asyncio.sleep(0)\n    ${body}\n`;
    const tested = await pytest(
      test('test_ok', 'assert add(1, 1) == 2') + test('test_bad', 'assert add(1, 1) == 3'),
    );
    assert.deepEqual(statusOf(tested), { test_ok: 'passed', test_bad: 'failed' });
    assert.equal(resultOf(tested, 'test_bad').expected, '3');
    const cheat = {
      'main.py': 'import asyncio\nasyncio.run = lambda made: made.close()\ndef add(a, b): pass\n',
    };
    assert.equal(
      resultOf(await pytest(test('test_ok', 'assert add(1, 1) == 2'), cheat), 'test_ok').status,
      'error',
    );
  });

  it('reads tests that are annotated, by names that are there and by names that only checkers see', async () => {
    const tested = await pytest(`
from collections.abc import Iterator
from typing import TYPE_CHECKING
from pytest import CaptureFixture, LogCaptureFixture, MonkeyPatch
if TYPE_CHECKING:
    from nowhere import Money
Captured = pytest.CaptureFixture[str]
@pytest.fixture
def three(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> 'Iterator[Money]':
    assert isinstance(request, pytest.FixtureRequest)
    yield 3
def test_seen(capsys: Captured, monkeypatch: MonkeyPatch, caplog: LogCaptureFixture) -> None:
    print(add(1, 2)); assert capsys.readouterr().out == '3\\n'
def test_unseen(three: Money, recwarn: pytest.WarningsRecorder, other: pytest.Nothing = None) -> Money: assert three == 3
def test_raises(capsys: CaptureFixture[str]) -> None:
    info: pytest.ExceptionInfo[TypeError]
    with pytest.raises(TypeError) as info: add(1, '')
`);
    assert.deepEqual(
      resultsOf(tested).map(({ name, status, message }) => message ?? `${status} ${name}`),
      ['passed test_seen', 'passed test_unseen', 'passed test_raises'],
    );
  });

  for (const [what, test] of [
    ['Item', 'def test_a(): pytest.Item'],
    ['request.config', 'def test_a(request): request.config'],
    ['pytest_generate_tests', 'def pytest_generate_tests(metafunc): pass\ndef test_a(made): pass'],
    ["fixture 'capfd'", 'def test_a(capfd): pass'],
    ["fixture 'subtests'", 'def test_a(subtests): pass'],
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
