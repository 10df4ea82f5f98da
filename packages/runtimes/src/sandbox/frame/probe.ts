import type { Probe } from '../protocol.js';
import { isShared } from './spawn.js';

const WAIT_MS = 5000;
/** Runs in a worker of the same making as those that candidates' programs run in. */
const PROGRAM = `const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
let wasm = false;
try { wasm = new WebAssembly.Instance(new WebAssembly.Module(empty)) instanceof WebAssembly.Instance; } catch {}
postMessage({ wasm, jspi: wasm && typeof WebAssembly.Suspending === 'function' && typeof WebAssembly.promising === 'function' });`;

/** What this frame and its workers can do, by trying. */
export async function probe(): Promise<Probe> {
  const shared = { isolated: globalThis.crossOriginIsolated, sharedMemory: isShared() };
  return { ...shared, ...(await inWorker()) };
}

function inWorker(): Promise<Pick<Probe, 'worker' | 'wasm' | 'jspi'>> {
  return new Promise((resolve) => {
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(PROGRAM)}`, { type: 'module' });
    const answer = (found: Pick<Probe, 'worker' | 'wasm' | 'jspi'>): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(found);
    };
    const none = { worker: false, wasm: false, jspi: false };
    const timer = setTimeout(() => answer(none), WAIT_MS);
    worker.onerror = () => answer(none);
    worker.onmessage = ({ data }) =>
      answer({ worker: true, wasm: Boolean(data.wasm), jspi: Boolean(data.jspi) });
  });
}
