/** A wrong solution that tries to look right. Every one defines `answer` wrongly, next to its trick. */
export interface Cheat {
  name: string;
  language: 'javascript' | 'typescript' | 'python';
  code: string;
}

const js = (name: string, code: string): Cheat => ({ name, language: 'javascript', code });
const ts = (name: string, code: string): Cheat => ({ name, language: 'typescript', code });
const py = (name: string, code: string): Cheat => ({ name, language: 'python', code });
const wrong = 'export function answer() { return 41; }\n';
const wrongTs = 'export function answer(): number { return 41; }\n';
const wrongPy = '\ndef answer():\n    return 41\n';

const forged = `[{ type: 'test', name: 'answer', status: 'passed', durationMs: 1 }, { type: 'summary', total: 1, passed: 1, failed: 0, errored: 0, skipped: 0, durationMs: 1 }, { type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 1 }, { type: 'done', outcome: 'ok', exitCode: 0 }]`;

export const javascriptCheats: Cheat[] = [
  js(
    'posts its own verdict',
    `${wrong}for (const message of ${forged}) try { self.postMessage(message); } catch {}`,
  ),
  js(
    'posts its own verdict on every port it can make',
    `${wrong}const { port1, port2 } = new MessageChannel(); for (const message of ${forged}) { port1.postMessage(message); try { self.postMessage(message, [port2]); } catch {} }`,
  ),
  js(
    'hooks the port',
    `${wrong}const send = MessagePort.prototype.postMessage; MessagePort.prototype.postMessage = function (message, ...rest) { if (message && message.status) message.status = 'passed'; return send.call(this, JSON.parse(JSON.stringify(message).replaceAll('failed', 'passed')), ...rest); };`,
  ),
  js('ends early', `${wrong}process.exit(0);`),
  js('ends early when called', `export function answer() { process.exit(0); }`),
  js('closes the worker', `${wrong}self.close();`),
  js('never returns', `export function answer() { return new Promise(() => {}); }`),
  js(
    'prints what a result looks like',
    `${wrong}console.log('✓ answer (1 ms)\\n1 passed, 0 failed\\nTests: 1 passed, 1 total'); console.log(JSON.stringify(${forged}));`,
  ),
  js(
    'replaces expect',
    `${wrong}globalThis.expect = () => new Proxy(() => {}, { get: (_, key) => (key === 'then' ? undefined : globalThis.expect()), apply: () => undefined });`,
  ),
  js(
    'replaces test',
    `${wrong}for (const name of ['test', 'it', 'describe']) globalThis[name] = (title, run) => {};`,
  ),
  js(
    'defines a passing test of its own',
    `${wrong}try { globalThis.test('answer', () => {}); globalThis.describe.only('mine', () => globalThis.test('passes', () => {})); } catch {}`,
  ),
  js('patches Object.is', `${wrong}Object.is = () => true;`),
  js(
    'patches Object.is for a moment',
    `const is = Object.is; export function answer() { Object.is = () => { Object.is = is; return true; }; return 41; }`,
  ),
  js(
    'patches the array',
    `${wrong}for (const name of ['every', 'some', 'includes', 'indexOf']) Array.prototype[name] = () => true; Array.prototype.push = function () { return 0; };`,
  ),
  js(
    'patches RegExp and String',
    `${wrong}RegExp.prototype.test = () => true; String.prototype.includes = () => true; String.prototype.localeCompare = () => 0;`,
  ),
  js(
    'patches Error',
    `${wrong}globalThis.Error = class { constructor() { this.message = ''; } }; Error.prototype = {};`,
  ),
  js(
    'patches Promise',
    `${wrong}Promise.prototype.then = function (good) { good && good(); return this; }; Promise.prototype.catch = function () { return this; };`,
  ),
  js(
    'patches Reflect and Function',
    `${wrong}Reflect.apply = () => undefined; Function.prototype.call = function () {}; Function.prototype.apply = function () {};`,
  ),
  js(
    'forges an asymmetric matcher',
    `export function answer() { return { $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: () => true, toString: () => '42' }; }`,
  ),
  js(
    'returns something that converts',
    `export function answer() { return { valueOf: () => 42, toString: () => '42', [Symbol.toPrimitive]: () => 42, equals: () => true }; }`,
  ),
  js(
    'imports the kit and mocks',
    `import { vi, expect, test } from 'vitest';\n${wrong}try { expect.extend({ toBe: () => ({ pass: true, message: () => '' }), toEqual: () => ({ pass: true, message: () => '' }) }); } catch {} try { test('mine', () => {}); } catch {}`,
  ),
  js(
    'imports the kit by its other name',
    `const kit = typeof require === 'function' ? require('@jest/globals') : {};\nexport function answer() { return 41; }\ntry { kit.expect.extend({ toBe: () => ({ pass: true, message: () => '' }) }); } catch {}`,
  ),
  js('throws from an import', `${wrong}throw { name: 'TestPassed', status: 'passed' };`),
  js(
    'throws what a skip looks like',
    `export function answer() { throw Object.assign(new Error('skipped'), { code: 'VITEST_PENDING', skip: true, status: 'passed' }); }`,
  ),
  js(
    'makes every timer fire at once',
    `${wrong}globalThis.setTimeout = (run) => { try { run(); } catch {} return 0; }; globalThis.queueMicrotask = () => {};`,
  ),
];

export const typescriptCheats: Cheat[] = [
  ts(
    'posts its own verdict',
    `${wrongTs}for (const message of ${forged}) try { (self as unknown as Worker).postMessage(message); } catch {}`,
  ),
  ts('ends early', `declare const process: { exit(code: number): never };\n${wrongTs}process.exit(0);`),
  ts(
    'replaces expect',
    `${wrongTs}(globalThis as Record<string, unknown>).expect = () => ({ toBe() {}, toEqual() {} });`,
  ),
  ts('patches Object.is', `${wrongTs}Object.is = () => true;`),
  ts(
    'forges an asymmetric matcher',
    `export function answer(): unknown { return { $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: () => true }; }`,
  ),
];

export const pythonCheats: Cheat[] = [
  py(
    'posts its own verdict',
    `import js\nfrom pyodide.ffi import to_js\nfor message in [{'type': 'test', 'name': 'answer', 'status': 'passed', 'durationMs': 1}, {'type': 'exit', 'outcome': 'ok', 'exitCode': 0}]:\n    try:\n        js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))\n    except Exception:\n        pass\n${wrongPy}`,
  ),
  py(
    'hooks the port',
    `import js\ntry:\n    js.MessagePort.prototype.postMessage = js.Object\nexcept Exception:\n    pass\n${wrongPy}`,
  ),
  py('ends early', `import sys\n${wrongPy}\nsys.exit(0)\n`),
  py('ends early when called', `import sys\ndef answer():\n    sys.exit(0)\n`),
  py('ends the process', `import os\n${wrongPy}\nos._exit(0)\n`),
  py('ends the process when called', `import os\ndef answer():\n    os._exit(0)\n`),
  py('raises SystemExit', `def answer():\n    raise SystemExit(0)\n`),
  py('raises SkipTest', `import unittest\ndef answer():\n    raise unittest.SkipTest('done')\n`),
  py('raises the skip of pytest', `def answer():\n    import pytest\n    pytest.skip('done')\n`),
  py(
    'prints what a result looks like',
    `print('test_answer ... ok\\n\\nRan 1 test in 0.000s\\n\\nOK\\n1 passed in 0.01s')\n${wrongPy}`,
  ),
  py(
    'patches assertEqual',
    `import unittest\nunittest.TestCase.assertEqual = lambda *a, **k: None\n${wrongPy}`,
  ),
  py(
    'patches assertEqual when called',
    `import unittest\ndef answer():\n    unittest.TestCase.assertEqual = lambda *a, **k: None\n    return 41\n`,
  ),
  py(
    'patches assertEqual through the base class',
    `import unittest\nfor base in unittest.TestCase.__mro__[:-1]:\n    type.__setattr__(base, 'assertEqual', lambda *a, **k: None)\n${wrongPy}`,
  ),
  py(
    'patches the code of assertEqual',
    `import unittest\ndef nothing(self, first, second, msg=None):\n    pass\ntry:\n    unittest.TestCase.assertEqual.__code__ = nothing.__code__\nexcept Exception:\n    pass\n${wrongPy}`,
  ),
  py(
    'patches every assertion',
    `import unittest\nfor name in dir(unittest.TestCase):\n    if name.startswith(('assert', '_base', '_get', 'fail')):\n        try:\n            setattr(unittest.TestCase, name, lambda *a, **k: None)\n        except Exception:\n            pass\n${wrongPy}`,
  ),
  py(
    'patches run',
    `import unittest\nunittest.TestCase.run = lambda self, result=None: result and result.addSuccess(self)\nunittest.TestCase.__call__ = unittest.TestCase.run\n${wrongPy}`,
  ),
  py(
    'patches the result',
    `import unittest\nfor kind in (unittest.TestResult, unittest.TextTestResult):\n    kind.addFailure = kind.addError = lambda self, test, err: self.addSuccess(test)\n    kind.wasSuccessful = lambda self: True\n${wrongPy}`,
  ),
  py(
    'patches assertEqual for a moment',
    `import unittest\nreal = {name: getattr(unittest.TestCase, name) for name in ('assertEqual', 'assertListEqual', 'assertDictEqual', '_baseAssertEqual', '_getAssertEqualityFunc')}\ndef fake(self, *a, **k):\n    for name, function in real.items():\n        setattr(unittest.TestCase, name, function)\n    return lambda *a, **k: None\ndef answer():\n    for name in real:\n        setattr(unittest.TestCase, name, fake)\n    return 41\n`,
  ),
  py(
    'patches the code of assertEqual for a moment',
    `import unittest\ncodes = [(lambda self, *a, **k: held(self, *a)).__code__]\ndef closed():\n    original = 1\n    return lambda self, *a, **k: held(self, original, *a)\ncodes.append(closed().__code__)\nreal = {}\ndef fake(self, *args, **kwargs):\n    for function, code in real.items():\n        function.__code__ = code\n        function.__globals__.pop('held', None)\n    return lambda *a, **k: None\ndef answer():\n    for name in ('assertEqual', 'assertListEqual', 'assertDictEqual', '_baseAssertEqual', '_getAssertEqualityFunc'):\n        function = getattr(unittest.TestCase, name)\n        real.setdefault(function, function.__code__)\n        function.__globals__['held'] = fake\n        for code in codes:\n            try:\n                function.__code__ = code\n            except ValueError:\n                pass\n    return 41\n`,
  ),
  py(
    "patches builtins' AssertionError for a moment",
    `import builtins, unittest\nreal = AssertionError\nclass Kind(type):\n    def __call__(cls, *args):\n        builtins.AssertionError = unittest.TestCase.failureException = real\n        return unittest.SkipTest('done')\nclass Quiet(Exception, metaclass=Kind):\n    pass\ndef answer():\n    builtins.AssertionError = unittest.TestCase.failureException = Quiet\n    return 41\n`,
  ),
  py(
    'patches the assertions of the very test',
    `import sys\ndef answer():\n    frame = sys._getframe(1)\n    while frame:\n        test = frame.f_locals.get('self')\n        if hasattr(test, 'assertEqual'):\n            test.assertEqual = test.assertListEqual = test._baseAssertEqual = lambda *a, **k: None\n        frame = frame.f_back\n    return 41\n`,
  ),
  py(
    'patches what assertEqual holds',
    `import unittest\nfor name in ('assertEqual', 'assertListEqual', 'assertDictEqual'):\n    for cell in getattr(unittest.TestCase, name).__closure__ or ():\n        cell.cell_contents = lambda *a, **k: None\n${wrongPy}`,
  ),
  py(
    'patches pytest for a moment',
    `import sys\ndef answer():\n    pytest = sys.modules.get('pytest')\n    if pytest:\n        real = pytest.approx\n        def fake(*a, **k):\n            pytest.approx = real\n            return real(41)\n        pytest.approx = fake\n    return 41\n`,
  ),
  py(
    'replaces unittest',
    `import sys, types\nfake = types.ModuleType('unittest')\nclass TestCase:\n    def __getattr__(self, name):\n        return lambda *a, **k: None\nfake.TestCase = TestCase\nfake.main = lambda *a, **k: None\nsys.modules['unittest'] = fake\n${wrongPy}`,
  ),
  py('replaces pytest', `import sys, types\nsys.modules['pytest'] = types.ModuleType('pytest')\n${wrongPy}`),
  py(
    'patches AssertionError',
    `import builtins\nclass Quiet(Exception):\n    pass\nbuiltins.AssertionError = Quiet\n${wrongPy}`,
  ),
  py('patches isinstance', `import builtins\nbuiltins.isinstance = lambda *a: True\n${wrongPy}`),
  py(
    'always equal',
    `class Always:\n    def __eq__(self, other):\n        return True\n    def __ne__(self, other):\n        return False\n    def __hash__(self):\n        return 42\n    def __repr__(self):\n        return '42'\ndef answer():\n    return Always()\n`,
  ),
  py(
    'an int that is always equal',
    `class Always(int):\n    def __eq__(self, other):\n        return True\n    def __ne__(self, other):\n        return False\n    def __hash__(self):\n        return 42\ndef answer():\n    return Always(41)\n`,
  ),
  py(
    'rewrites the test module',
    `import sys\nfor name, module in list(sys.modules.items()):\n    if 'test' in name:\n        for key, value in list(vars(module).items()):\n            if key.lower().startswith('test'):\n                try:\n                    setattr(module, key, lambda *a, **k: None)\n                except Exception:\n                    pass\n${wrongPy}`,
  ),
  py(
    'climbs the frames',
    `import sys\ndef answer():\n    frame = sys._getframe()\n    while frame:\n        for value in list(frame.f_locals.values()):\n            if type(value).__name__.startswith('Test') or hasattr(value, 'addFailure'):\n                try:\n                    value.addFailure = value.addError = lambda *a: None\n                    value.failureException = SystemError\n                except Exception:\n                    pass\n        frame = frame.f_back\n    return 41\n`,
  ),
  py('leaves at exit', `import atexit, os\natexit.register(os._exit, 0)\n${wrongPy}`),
  py(
    'traces the tests',
    `import sys\ndef trace(frame, event, arg):\n    return trace\nsys.settrace(trace)\nsys.setprofile(lambda *a: None)\n${wrongPy}`,
  ),
];
