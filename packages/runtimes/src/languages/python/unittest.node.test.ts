import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Driver } from '../../worker/driver.js';
import { nodeDriver, planOf, resultOf, resultsOf, statusOf, testIn } from '../../../test/python/node-host.js';

const leap = 'def leap_year(year):\n    print("asked", year)\n    return year % 4 == 0\n';

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

    def test_words(self):
        with self.assertRaisesRegex((KeyError, ValueError), '^no leap'):
            raise ValueError('not now')

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
      'LeapTest.test_words': 'failed',
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
    assert.deepEqual(sides('test_words'), [
      "KeyError or ValueError: a message in which '^no leap' is found",
      'ValueError: not now',
    ]);
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
