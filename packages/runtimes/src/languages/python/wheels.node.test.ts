import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeDriver, runIn, statusOf, testIn } from '../../../test/python/node-host.js';

const script = fileURLToPath(new URL('../../../build/wheels.js', import.meta.url));
/** A folder of pytest's wheels, or Debian's python3-pytest. Where there is neither, what needs the real one is skipped. */
const debian = '/usr/lib/python3/dist-packages';
const given = process.env['PYTEST_WHEELS'];
const pytest = given
  ? readdirSync(given)
      .filter((name) => name.endsWith('.whl'))
      .map((name) => join(given, name))
  : existsSync(join(debian, '_pytest'))
    ? [`${debian}:pytest,pluggy,iniconfig,packaging,attrs`]
    : undefined;

/** Packs wheels as a host would, and gives what it would serve. */
function packed(folder: string, paths: string[]): Record<string, Uint8Array> {
  execFileSync(process.execPath, [script, '--assets', folder, ...paths]);
  const names = readdirSync(join(folder, 'wheels'));
  return Object.fromEntries(
    names.map((name) => [`wheels/${name}`, readFileSync(join(folder, 'wheels', name))]),
  );
}

describe('Python: wheels that a host serves', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'wheels-'));
    const write = (name: string, text: string): void => writeFileSync(join(folder, 'site', name), text);
    for (const name of ['tiny', 'tiny_lib-1.2.dist-info', 'needed-2.0.dist-info'])
      mkdirSync(join(folder, 'site', name), { recursive: true });
    write('tiny/__init__.py', 'from needed import VALUE\n');
    write('tiny/data.txt', 'dätä'.repeat(1000));
    write('needed.py', 'VALUE = 41 + 1\n');
    write(
      'tiny_lib-1.2.dist-info/METADATA',
      'Metadata-Version: 2.1\nName: tiny-lib\nVersion: 1.2\nRequires-Dist: Needed>=1\nRequires-Dist: other ; extra == "x"\n',
    );
    write('tiny_lib-1.2.dist-info/top_level.txt', 'tiny\n');
    write('needed-2.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: needed\nVersion: 2.0\n');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are installed when a program imports from them, with what they need', async () => {
    const driver = await nodeDriver({ with: packed(join(folder, 'a'), [join(folder, 'site')]) });
    const code =
      'import tiny, importlib.metadata, importlib.resources\nprint(tiny.VALUE, importlib.metadata.version("tiny-lib"), len(importlib.resources.read_text("tiny", "data.txt")))';
    assert.equal((await runIn(driver, code)).stdout, '42 1.2 4000\n');
    assert.equal(
      (await runIn(driver, 'try:\n    from tiny import VALUE\nfinally:\n    print(VALUE)')).stdout,
      '42\n',
    );
    assert.equal(driver.reusable, true);
  });

  it('are packed again from a packed wheel, and listed', async () => {
    packed(join(folder, 'b'), [join(folder, 'site')]);
    const files = packed(join(folder, 'c'), [join(folder, 'b/wheels/tiny_lib-1.2-py3-none-any.whl')]);
    const listed = JSON.parse(new TextDecoder().decode(files['wheels/wheels.json'])) as unknown[];
    assert.deepEqual(listed, [
      {
        file: 'tiny_lib-1.2-py3-none-any.whl',
        name: 'tiny-lib',
        version: '1.2',
        modules: ['tiny'],
        requires: ['needed'],
      },
    ]);
    assert.match(
      readFileSync(join(folder, 'c/assets.json'), 'utf8'),
      /wheels\/tiny_lib-1\.2-py3-none-any\.whl/,
    );
    const driver = await nodeDriver({ with: files });
    assert.match((await runIn(driver, 'import tiny')).stderr, /No module named 'needed'/);
  });

  it(
    'make the real pytest run tests with what stands among them to be used by them',
    { skip: pytest ? false : 'there is no pytest on this machine' },
    async () => {
      const driver = await nodeDriver({ with: packed(join(folder, 'e'), pytest ?? []) });
      const files = {
        'main.py': 'def add(a, b): return a + b\n',
        'tests/__init__.py': '',
        'tests/conftest.py': 'import pytest\n@pytest.fixture\ndef one(): return 1\n',
        'tests/helpers.py': 'import pytest\ndef two(): return pytest.approx(2)\n',
        'tests/test_add.py':
          'from main import add\nfrom .helpers import two\ndef test_add(one): assert add(one, 1) == two()\ndef test_bad(one): assert add(one, 2) == two()\n',
      };
      const tested = await testIn(driver, files, { testFiles: Object.keys(files).slice(1) });
      assert.deepEqual(statusOf(tested), { test_add: 'passed', test_bad: 'failed' });
    },
  );

  it(
    'make the real pytest run the tests',
    { skip: pytest ? false : 'there is no pytest on this machine' },
    async () => {
      const served = packed(join(folder, 'd'), pytest ?? []);
      const driver = await nodeDriver({ with: served });
      const tested = await testIn(driver, {
        'main.py': 'def add(a, b):\n    print("adding")\n    return a + b\n',
        'test_main.py': `import pytest, unittest
from main import add
@pytest.fixture(params=[1, 2])
def n(request): return request.param
@pytest.fixture
def doubled(request): return request.param * 2
def test_bad(): assert add(1, 1) == 3
@pytest.mark.parametrize('doubled', [4], indirect=True)
def test_indirect(doubled): assert doubled == 8
def test_n(n, recwarn, tmp_path): assert n in (1, 2)
@pytest.mark.xfail
def test_x(): assert 0
@pytest.mark.skip(reason='later')
def test_s(): pass
def test_error(nothing): pass
class Test:
    def test_raises(self):
        with pytest.raises(TypeError): add(1, 'a')
class Unit(unittest.TestCase):
    def test_u(self): self.assertEqual(add(1, 1), 2)
`,
      });
      const results = tested.events.filter((event) => event.type === 'test');
      assert.deepEqual(Object.fromEntries(results.map(({ name, status }) => [name, status])), {
        'test_bad': 'failed',
        'test_indirect[4]': 'passed',
        'test_n[1]': 'passed',
        'test_n[2]': 'passed',
        'test_x': 'skipped',
        'test_s': 'skipped',
        'test_error': 'error',
        'Test.test_raises': 'passed',
        'Unit.test_u': 'passed',
      });
      assert.deepEqual(
        [results[0]?.expected, results[0]?.actual, results[0]?.output],
        ['3', '2', 'adding\n'],
      );
      const test =
        'import pytest\nfrom main import answer\ndef test_a(): assert answer() == 42\ndef test_b(): assert [answer()] == [pytest.approx(42)]\n';
      const always = 'class Any:\n    def __eq__(self, other): return True\ndef answer(): return Any()\n';
      for (const main of [
        always,
        'import sys\nsys.exit(0)',
        'import pytest\npytest.skip("x", allow_module_level=True)',
        'def answer():\n    import pytest\n    pytest.skip("x")\n',
        'import _pytest.runner\n_pytest.runner.check_interactive_exception = _pytest.runner.call_and_report = None\ndef answer(): return 42\n',
      ]) {
        const cheated = await testIn(await nodeDriver({ with: served }), {
          'main.py': main,
          'test_main.py': test,
        });
        assert.ok(
          !cheated.events.some(
            (event) => event.type === 'test' && event.name === 'test_a' && event.status === 'passed',
          ),
          main,
        );
      }
    },
  );
});
