import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Driver } from '../../worker/driver.js';
import { nodeDriver, testIn, type Tested } from '../../../test/python/node-host.js';
import { pythonCheats } from '../../../test/attacks/cheats.js';

const wrong = 'def answer():\n    return 41\n';
const kits = {
  'unittest': `import unittest
from main import answer

class AnswerTest(unittest.TestCase):
    def test_right(self):
        self.assertEqual(answer(), 42)

    def test_again(self):
        self.assertEqual([answer()], [42])
`,
  'unittest, imported last': `from main import answer
import unittest

class AnswerTest(unittest.TestCase):
    def test_right(self):
        self.assertEqual(answer(), 42)
        self.assertListEqual([answer()], [42])

    def test_more(self):
        self.assertEqual({'a': answer()}, {'a': 42})
`,
  'pytest': `import pytest
from main import answer

def test_right():
    assert answer() == 42

@pytest.mark.parametrize('n', [1, 2])
def test_many(n):
    assert answer() == pytest.approx(42)
`,
  'script': `from main import answer

def check(candidate):
    assert candidate() == 42
    assert [candidate()] == [42]

check(answer)
`,
};

/** Beyond the shared table: what only makes sense against this harness. */
const more: { name: string; code: string }[] = [
  {
    name: 'patches the frames below it',
    code: `import sys\ndef answer():\n    frame = sys._getframe(1)\n    while frame:\n        for name in ('given', 'status', 'verdicts', 'tampered', 'result'):\n            if name in frame.f_locals:\n                frame.f_locals[name] = {'status': 'passed'}\n        frame = frame.f_back\n    return 41\n`,
  },
  {
    name: 'patches the globals of the harness',
    code: `import sys\ndef answer():\n    frame = sys._getframe(1)\n    while frame:\n        if frame.f_code.co_filename.startswith('<room>'):\n            space = frame.f_globals\n            for name in list(space):\n                if callable(space[name]) and not isinstance(space[name], type) and not name.startswith('__'):\n                    space[name] = lambda *a, **k: {'status': 'passed'}\n        frame = frame.f_back\n    return 41\n`,
  },
  {
    name: 'swaps the helper of rewritten asserts',
    code: `import sys\nclass Yes:\n    def equal(self, a, b):\n        return True\ndef answer():\n    for module in list(sys.modules.values()):\n        if '@room' in getattr(module, '__dict__', {}):\n            module.__dict__['@room'] = Yes()\n    import unittest\n    unittest.TestCase.assertEqual = unittest.TestCase.assertListEqual = lambda *a: None\n    return 41\n`,
  },
  {
    name: 'rewrites the test file on disk',
    code: `import glob\nfor path in glob.glob('/home/room/*test*.py'):\n    open(path, 'w').write('def test_right(): pass\\n')\n${wrong}`,
  },
  {
    name: 'hooks imports',
    code: `import sys, builtins, types\nreal = builtins.__import__\ndef fake(name, *a, **k):\n    if name == 'unittest':\n        module = types.ModuleType('unittest')\n        module.TestCase = type('TestCase', (), {'__getattr__': lambda s, n: (lambda *a: None)})\n        return module\n    return real(name, *a, **k)\nbuiltins.__import__ = fake\nimport unittest as real_unittest\n${wrong}`,
  },
  {
    name: 'ends through the system call',
    code: `import posix\ndef answer():\n    posix._exit(0)\n`,
  },
  {
    name: 'always equal, and in a container',
    code: `class Any(list):\n    def __eq__(self, other): return True\n    __hash__ = None\nclass One:\n    def __eq__(self, other): return True\ndef answer():\n    return One()\n`,
  },
  {
    name: 'marks the tests as expected to fail',
    code: `import gc, types\ndef answer():\n    for thing in gc.get_objects():\n        if isinstance(thing, types.FunctionType) and thing.__name__.startswith('test_'):\n            thing.__unittest_expecting_failure__ = True\n    raise AssertionError\n`,
  },
  {
    name: 'defines a deceiving str',
    code: `class Text(str):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n    __hash__ = str.__hash__\ndef answer():\n    return Text('41')\n`,
  },
  { name: 'raises KeyboardInterrupt', code: 'def answer():\n    raise KeyboardInterrupt\n' },
  { name: 'raises SystemExit at import', code: `raise SystemExit(0)\n` },
];

const isGreen = ({ events }: Tested): boolean => {
  const tests = events.filter((event) => event.type === 'test');
  const plan = events.find((event) => event.type === 'plan');
  return (
    tests.length > 0 &&
    tests.length === plan?.names.length &&
    tests.every(({ status }) => status === 'passed')
  );
};

describe('Python: no cheat is green', () => {
  let driver: Driver;
  const test = async (kit: keyof typeof kits, code: string): Promise<Tested> => {
    if (!driver.reusable) driver = await nodeDriver();
    return testIn(driver, { 'main.py': code, 'test_main.py': kits[kit] });
  };
  before(async () => {
    driver = await nodeDriver();
  });

  for (const kit of Object.keys(kits) as (keyof typeof kits)[]) {
    it(`${kit}: a right solution is green, a wrong one is not`, async () => {
      const right = await test(kit, 'def answer():\n    return 42\n');
      assert.ok(isGreen(right), JSON.stringify(right));
      assert.ok(!isGreen(await test(kit, wrong)));
    });
    for (const { name, code } of [...pythonCheats, ...more]) {
      it(`${kit}: ${name}`, async () => {
        const result = await test(kit, code);
        assert.ok(!isGreen(result), JSON.stringify(result));
      });
    }
  }

  it('judges the next solution as ever', async () => {
    for (const kit of Object.keys(kits) as (keyof typeof kits)[]) {
      assert.ok(isGreen(await test(kit, 'def answer():\n    return 42\n')), kit);
    }
  });
});
