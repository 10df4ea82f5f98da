/** Node's side of what a program's realm may ask for. */
import { createHash, webcrypto } from 'node:crypto';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Host } from '../realm/host.js';
import type { Modules } from './modules.js';

const { setTimeout, setInterval, clearTimeout, setImmediate, TextDecoder, TextEncoder, URL, atob, btoa } =
  globalThis as typeof globalThis & { setImmediate(run: () => void): unknown };
const { performance, JSON } = globalThis;

const PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;
const DIGESTS: Record<string, string> = { '1': 'sha1', '256': 'sha256', '384': 'sha384', '512': 'sha512' };

export function makeHost(modules: Modules, copies: () => MessagePort): Host {
  const encoder = new TextEncoder();
  return {
    ...timers(),
    soon: (run) => void setImmediate(run),
    now: () => performance.now(),
    timeOrigin: () => performance.timeOrigin,
    encode: (text, into) => encoder.encodeInto(text, into).written,
    decoder: (label, fatal, ignoreBOM) => {
      const decoder = new TextDecoder(label, { fatal, ignoreBOM });
      return (bytes, stream) => decoder.decode(bytes, { stream });
    },
    fill: (bytes) => void webcrypto.getRandomValues(bytes),
    digest: (algorithm, bytes, into) => {
      const name = DIGESTS[/^sha-(\d+)$/i.exec(algorithm)?.[1] ?? ''];
      const result = createHash(name ?? 'unknown')
        .update(bytes)
        .digest();
      into.set(result);
      return result.length;
    },
    address: (text, base, key, value) => {
      const url = new URL(text, base);
      if (key !== undefined) Reflect.set(url, key, value);
      return JSON.stringify(Object.fromEntries(PARTS.map((part) => [part, url[part]])));
    },
    fromBase64: atob,
    toBase64: btoa,
    register: (text) => modules.register(text),
    forget: (url) => modules.forget(url),
    takeCopy: () => receiveMessageOnPort(copies())?.message as unknown,
  };
}

function timers(): Pick<Host, 'timer' | 'clear'> {
  const running = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;
  return {
    timer(run, ms, repeats) {
      const id = ++last;
      const fire = (): void => {
        if (!repeats) running.delete(id);
        run();
      };
      running.set(id, repeats ? setInterval(fire, ms) : setTimeout(fire, ms));
      return id;
    },
    clear(id) {
      clearTimeout(running.get(id));
      running.delete(id);
    },
  };
}
