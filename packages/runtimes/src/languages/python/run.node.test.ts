import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Driver } from '../../worker/driver.js';
import { nodeDriver, Recorder, resultsOf, runIn, testIn } from '../../../test/python/node-host.js';
import { python as manifest } from './manifest.js';

describe('Python runs', () => {
  let driver: Driver;
  before(async () => {
    driver = await nodeDriver();
  });
  const run = (...args: Parameters<typeof runIn> extends [unknown, ...infer Rest] ? Rest : never) =>
    runIn(driver, ...args);

  it('is the version that it says it is', async () => {
    const { stdout } = await run('import platform; print(platform.python_version())');
    assert.equal(stdout.trim(), manifest.version);
  });

  it('keeps stdout and stderr apart, and whole letters together', async () => {
    const code = `import sys, os
sys.stdout.write('é🎉')
sys.stderr.write('err')
for byte in '🎉'.encode():
    os.write(1, bytes([byte]))
`;
    const { stdout, stderr } = await run(code);
    assert.deepEqual([stdout, stderr], ['é🎉🎉', 'err']);
  });

  it('shows what was printed without a newline before it waits', async () => {
    const { stdout } = await run('print("a", end="")\nprint(input("name? "), input())', { stdin: 'Zoë\nx' });
    assert.equal(stdout, 'aname? Zoë x\n');
  });

  const mustNotWait = 'Suspending' in WebAssembly && 'it could wait for it here';
  it('says in words that input cannot be waited for, as its end', { skip: mustNotWait }, async () => {
    const live = Object.assign(new Recorder(), { input: 'interactive' as const });
    const code = 'try:\n    input("name? ")\nexcept EOFError: print("end")\ninput()\n';
    const job = { language: 'python', files: { 'main.py': code }, entry: 'main.py', args: [] };
    const { exitCode } = await driver.run(job, live);
    driver.rest?.();
    assert.deepEqual([exitCode, live.stdout], [1, 'name? end\n']);
    assert.match(
      live.stderr,
      /^Traceback.*\n {2}File "main\.py", line 4.*\n.*\n(?:.*\^.*\n)?EOFError: Input cannot be waited for here: give all of it/,
    );
    assert.doesNotMatch(live.stderr, /JsException|_room|python\.js/);
  });

  it('reads all of stdin in every usual way', async () => {
    const code = `import sys
print(input(), sys.stdin.readline(), next(sys.stdin), sys.stdin.buffer.readline(), sys.stdin.read())
try:
    input()
except EOFError as error:
    print(error)
`;
    const { stdout } = await run(code, { stdin: '1\n2\n3\n4\n5\n6' });
    assert.equal(stdout, "1 2\n 3\n b'4\\n' 5\n6\nEOF when reading a line\n");
  });

  it('has packages, relative imports, data files and arguments', async () => {
    const files = {
      'main.py':
        'import sys\nfrom pkg.b import Y\nfrom pkg import a\nprint(a.X, Y, open("data.txt").read(), sys.argv, __name__)',
      'pkg/__init__.py': '',
      'pkg/a.py': 'from .b import Y as X',
      'pkg/b.py': 'Y = 3',
      'data.txt': 'dätä',
    };
    const { stdout } = await run(files, { args: ['x', 'y'] });
    assert.equal(stdout, "3 3 dätä ['main.py', 'x', 'y'] __main__\n");
  });

  it('imports the newest text of a file that changed between runs', async () => {
    for (const value of ['1', '2']) {
      const { stdout } = await run({ 'main.py': 'import mod\nprint(mod.V)', 'mod.py': `V = ${value}` });
      assert.equal(stdout, `${value}\n`);
    }
  });

  for (const [name, code, exitCode, stderr] of [
    ['sys.exit()', 'import sys; sys.exit()', 0, ''],
    ['sys.exit(3)', 'import sys; sys.exit(3)', 3, ''],
    ['sys.exit with a message', 'import sys; sys.exit("bye")', 1, 'bye\n'],
    ['os._exit', 'import os\ntry:\n    os._exit(4)\nfinally:\n    pass', 4, ''],
    ['raise SystemExit', 'raise SystemExit(True)', 1, ''],
  ] as const) {
    it(`ends by ${name}`, async () => {
      const result = await run(code);
      assert.deepEqual(
        [result.outcome, result.exitCode, result.stderr],
        [exitCode ? 'error' : 'ok', exitCode, stderr],
      );
    });
  }

  it('prints tracebacks as CPython does, without its own frames', async () => {
    const files = { 'main.py': 'import lib\nlib.f()\n', 'lib.py': 'def f():\n    return {}["k"]\n' };
    const { stderr, error } = await run(files);
    assert.equal(
      stderr,
      `Traceback (most recent call last):
  File "main.py", line 2, in <module>
    lib.f()
    ~~~~~^^
  File "lib.py", line 2, in f
    return {}["k"]
           ~~^^^^^
KeyError: 'k'
`,
    );
    assert.deepEqual(
      { ...error, stack: '' },
      { name: 'KeyError', message: "'k'", stack: '', path: 'lib.py', line: 2 },
    );
  });

  it('points at syntax errors', async () => {
    const { stderr, error } = await run('x = 1\ny = (1 +\n');
    assert.match(
      stderr,
      /File "main.py", line 2\n {4}y = \(1 \+\n {8}\^\nSyntaxError: '\(' was never closed/,
    );
    assert.deepEqual([error?.path, error?.line, error?.column], ['main.py', 2, 5]);
  });

  it('points at a null character, as at anything else that is no Python', async () => {
    const { stderr, error } = await run('x = 1\ny = \0 2\n');
    assert.equal(stderr, '  File "main.py", line 2\nSyntaxError: source code cannot contain null bytes\n');
    assert.deepEqual(
      [error?.name, error?.path, error?.line, error?.column],
      ['SyntaxError', 'main.py', 2, 5],
    );
    const tested = await testIn(driver, { 'test_a.py': 'def test_a():\n    assert "\0"\n' });
    assert.match(resultsOf(tested)[0]?.message ?? '', /test_a\.py", line 2\n.*null bytes/);
  });

  it('says in a sentence that the file to run is not there', async () => {
    const sentence = 'There is no file main.py to run.';
    const { stderr, exitCode, error } = await run({ 'other.py': 'print(1)' });
    assert.deepEqual([stderr, exitCode, error?.message], [`${sentence}\n`, 1, sentence]);
    const { events } = await testIn(driver, {}, { cases: [{ call: 'f', args: [] }] });
    const [first] = events.flatMap((event) => (event.type === 'case' ? event.results : []));
    assert.equal(first && 'error' in first && first.error.message, sentence);
    assert.equal(driver.reusable, true);
  });

  it('tells of causes, notes and groups', async () => {
    const code = `try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError('outer') from error
except ValueError as error:
    error.add_note('a note')
    raise ExceptionGroup('group', [error])
`;
    const { stderr } = await run(code);
    assert.match(stderr, /ZeroDivisionError[\s\S]*direct cause[\s\S]*ValueError: outer[\s\S]*a note/);
    assert.doesNotMatch(stderr, /<room>|\/home\/room/);
  });

  for (const [name, code, files] of [
    ['an error', '1 / 0'],
    ['an error while importing', 'import helper', { 'helper.py': 'import nothing_of_this_name' }],
    ['a syntax error in an import', 'import helper', { 'helper.py': 'def (' }],
    ['a syntax error', 'def ('],
    ['bytes that are no text', 'x = "\\ud800"\nprint(x)'],
    ['recursion', 'def deep(): return deep() + 1\ndeep()'],
    [
      'asyncio',
      'import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    1 / 0\nasyncio.run(main())',
    ],
    [
      'a task that nobody awaits',
      'import asyncio\nasync def bad(): 1 / 0\nasync def main():\n    asyncio.create_task(bad())\n    await asyncio.sleep(0)\nasyncio.run(main())\n1 / 0',
    ],
    [
      'a hook of its own',
      'import sys, traceback\nsys.excepthook = lambda *facts: traceback.print_exception(*facts)\n1 / 0',
    ],
    ['the hook of Python', 'import sys\nsys.excepthook = lambda *facts: sys.__excepthook__(*facts)\n1 / 0'],
    ['an error at exit', 'import atexit\natexit.register(lambda: 1 / 0)\n1 / 0'],
  ] as [string, string, Record<string, string>?][]) {
    it(`shows no frame of ours in a first run: ${name}`, async () => {
      const { stderr } = await runIn(await nodeDriver(), { 'main.py': code, ...files });
      assert.match(stderr, /Error/);
      assert.doesNotMatch(stderr, /<room>|<boot>|_pyodide|main\.py", line \d+, in (run|execute)\b/);
    });
  }

  it('prints warnings on stderr, by the names of files', async () => {
    assert.match(
      (await run('import warnings\nwarnings.warn("careful")')).stderr,
      /^main\.py:2: UserWarning: careful/,
    );
  });

  for (const [what, code, said] of [
    ['a missing package', 'import numpy', /No module named 'numpy'[\s\S]*host serves/],
    ['threads', 'import threading\nthreading.Thread(target=print).start()', /one thread/],
    ['sockets', 'import socket\nsocket.create_connection(("example.com", 80))', /no network/],
    ['urllib', 'import urllib.request\nurllib.request.urlopen("http://example.com")', /no network/],
    ['subprocesses', 'import subprocess\nsubprocess.run(["ls"])', /does not support processes/],
    ['JavaScript', 'from js import fetch', /ImportError/],
    ['the engine', 'import pyodide_js', /No module named/],
  ] as const) {
    it(`says clearly that there is no such thing: ${what}`, async () => {
      assert.match((await run(code)).stderr, said);
    });
  }

  it('runs asyncio, and functions of to_thread', async () => {
    const code = `import asyncio
async def main():
    async with asyncio.timeout(5):
        print(await asyncio.gather(asyncio.sleep(0.01, 'a'), asyncio.to_thread(lambda: 'b')))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()
    except TimeoutError:
        print('late')
asyncio.run(main())
`;
    assert.equal((await run(code)).stdout, "['a', 'b']\nlate\n");
  });

  it('runs what was registered for the end', async () => {
    assert.equal(
      (await run('import atexit\natexit.register(print, "bye")\nprint("hi")')).stdout,
      'hi\nbye\n',
    );
  });

  it('raises RecursionError however high the limit', async () => {
    const result = await run('import sys\nsys.setrecursionlimit(10**6)\ndef f(): return f() + 1\nf()');
    assert.equal(result.error?.name, 'RecursionError');
    assert.match(result.stderr, /frames of the middle are not shown/);
    assert.equal((await run('print(1)')).stdout, '1\n');
  });

  it('raises MemoryError', async () => {
    assert.equal((await run('[0] * 10**9')).error?.name, 'MemoryError');
  });

  it('survives output that was closed or replaced', async () => {
    assert.equal(
      (await run('import sys, io\nsys.stdout.close()\nsys.stderr = io.StringIO()\n1/0')).exitCode,
      1,
    );
    assert.equal((await run('print(1)')).stdout, '1\n');
  });
});

describe('Python starts every run afresh', () => {
  const traces: [string, string, string][] = [
    [
      'builtins',
      'import builtins\nbuiltins.len = lambda x: 5\nbuiltins.added = 1',
      'print(len([]), "added" in dir(__builtins__))',
    ],
    [
      'modules of the library',
      'import json, random\njson.dumps = None\nrandom.random = lambda: 2',
      'import json, random\nprint(json.dumps(1), random.random() < 1)',
    ],
    [
      'sys',
      'import sys\nsys.path.clear()\nsys.argv = 1\nsys.modules.pop("json")\nsys.meta_path.clear()\nsys.stdout = None',
      'import sys, json, colorsys\nprint(len(sys.path) > 2, sys.argv)',
    ],
    [
      'its own modules',
      'import sys, types\nsys.modules["mine"] = types.ModuleType("mine")',
      'try:\n    import mine\nexcept ImportError:\n    print("gone")',
    ],
    [
      'the environment',
      'import os\nos.environ["X"] = "1"\nos.chdir("/tmp")',
      'import os\nprint(os.environ.get("X"), os.getcwd())',
    ],
    [
      'files',
      'open("left.txt", "w").write("x")\nopen("/tmp/left.txt", "w").write("x")',
      'import os\nprint(os.listdir(), os.listdir("/tmp"))',
    ],
    [
      'warnings',
      'import warnings\nwarnings.simplefilter("error")',
      'import warnings\nwarnings.warn("x")\nprint("only warned")',
    ],
    [
      'logging',
      'import logging\nlogging.basicConfig(level=0)\nlogging.getLogger("x").setLevel(0)',
      'import logging\nprint(logging.root.handlers, logging.root.level, logging.getLogger("x").level)',
    ],
    [
      'limits and hooks',
      'import sys\nsys.setrecursionlimit(50000)\nsys.settrace(lambda *a: None)\nsys.excepthook = print',
      'import sys\nprint(sys.getrecursionlimit(), sys.gettrace(), sys.excepthook is sys.__excepthook__)',
    ],
    [
      'decimal',
      'import decimal\ndecimal.getcontext().prec = 3',
      'import decimal\nprint(decimal.getcontext().prec)',
    ],
    [
      'names that changed places',
      'import json\njson.loads, json.dumps = json.dumps, json.loads',
      'import json\nprint(json.loads("[1]"))',
    ],
    [
      'what equals everything',
      'import json\nclass Equal:\n    def __eq__(self, other): return True\njson.loads = Equal()',
      'import json\nprint(json.loads("[1]"))',
    ],
    [
      'what dying objects change',
      'import json\nclass Dying:\n    def __del__(self): json.loads = None\njson.mine = Dying()',
      'import json\nprint(json.loads("[1]"))',
    ],
    [
      'what the program’s own change as they die',
      'import json\nclass Dying:\n    def __del__(self): json.loads = None\nmine = Dying()',
      'import json\nprint(json.loads("[1]"))',
    ],
    [
      'signals',
      'import signal\nsignal.signal(signal.SIGINT, lambda *facts: None)',
      'import signal\nprint(signal.getsignal(signal.SIGINT))',
    ],
    ['globals', 'x = 1', 'print("x" in globals())'],
    [
      'loops',
      'import asyncio\nloop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)',
      'import asyncio\nasync def f(): return 1\nprint(asyncio.run(f()))',
    ],
  ];
  for (const [what, first, second] of traces) {
    it(what, async () => {
      const fresh = await nodeDriver();
      const { stdout: expected } = await runIn(fresh, second);
      await runIn(fresh, first);
      assert.ok(expected !== '');
      assert.equal((await runIn(fresh, second)).stdout, expected);
    });
  }

  it('lets what dies then find the names that it needs', async () => {
    const driver = await nodeDriver();
    // What of `sys` is left to the next run: only by its cache.
    const first = `import sys
class Dying:
    cache = sys.path_importer_cache
    def __del__(self): self.cache['found'] = hasattr(sys, 'modules')
sys.mine = Dying()`;
    await runIn(driver, first);
    const { stdout } = await runIn(driver, 'import sys\nprint(sys.path_importer_cache.pop("found"))');
    assert.equal(stdout, 'True\n');
  });

  it('gives a worker up where what dies leaves what changes it again', async () => {
    const driver = await nodeDriver();
    const code = `import json
class Dying:
    def __del__(self): json.mine = Dying()
json.mine = Dying()`;
    await runIn(driver, code);
    assert.equal(driver.reusable, false);
  });

  it('gives a worker up whose library classes were patched', async () => {
    const driver = await nodeDriver();
    await runIn(driver, 'import collections\ncollections.Counter.most_common = None');
    assert.equal(driver.reusable, false);
  });

  it('boots without its snapshot, to the same effect', async () => {
    const driver = await nodeDriver({ without: ['snapshot'] });
    assert.equal((await runIn(driver, 'print(1)')).stdout, '1\n');
    assert.equal(driver.reusable, true);
  });
});
