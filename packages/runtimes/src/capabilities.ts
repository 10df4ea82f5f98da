import { Sandbox } from './sandbox/sandbox.js';
import type { Place } from './sandbox/engine.js';
import type { Probe } from './sandbox/protocol.js';

/** Something that can be had here, or why it cannot. */
export interface Capability {
  value: boolean;
  /** What stands in the way, in words that say what to do, where `value` is false. */
  reason?: string;
}
export interface Capabilities {
  /** Workers start in the sandbox at all. */
  worker: Capability;
  /** WebAssembly runs in them: Python needs it. */
  wasm: Capability;
  /** A running program can be suspended to wait for input (JSPI). */
  jspi: Capability;
  /** The sandbox frame is cross-origin isolated. */
  isolated: Capability;
  /** Memory can be shared with a running program: an interpreter can be interrupted without losing its state. */
  sharedMemory: Capability;
  /** Whether a Python program can wait for a line at any point, or all input is to be given at its start. */
  stdin: { value: 'interactive' | 'batch'; reason?: string };
}

const found = new Map<string, Promise<Capabilities>>();

/** Tried once a place, in a frame that is made for it and removed. */
export function findCapabilities(place: Place): Promise<Capabilities> {
  const known = found.get(place.sandboxUrl);
  if (known) return known;
  const asking = ask(place).then(explain);
  found.set(place.sandboxUrl, asking);
  asking.catch(() => found.delete(place.sandboxUrl));
  return asking;
}

async function ask(place: Place): Promise<Probe> {
  if (!globalThis.document)
    throw new Error('Programs run in a browser: there is no document here to put the sandbox in.');
  const sandbox = await Sandbox.open(place.sandboxUrl, new AbortController().signal);
  try {
    return await new Promise<Probe>((resolve, reject) => {
      sandbox.onlost = () => reject(new Error('The sandbox died while it was asked.'));
      sandbox.onmessage = (message) => message.type === 'probed' && resolve(message);
      sandbox.post({ type: 'probe' });
    });
  } finally {
    sandbox.dispose();
  }
}

const no = {
  worker:
    'Workers of data: addresses do not start in the sandbox: this page’s policy or browser forbids them.',
  wasm: "WebAssembly is not allowed in the sandbox: its policy needs 'wasm-unsafe-eval'.",
  jspi: 'This browser has no JavaScript Promise Integration for WebAssembly.',
  isolated:
    'sandbox.html is not cross-origin isolated: send it with "Document-Isolation-Policy: isolate-and-require-corp", over https (browsers made from Chromium only).',
};

/** Each "no" gets its reason. */
export function explain({ worker, wasm, jspi, isolated, sharedMemory }: Probe): Capabilities {
  const say = (value: boolean, reason: string): Capability => (value ? { value } : { value, reason });
  const interactive = wasm && (jspi || sharedMemory);
  const batch = wasm ? `${no.jspi} ${no.isolated}` : no.wasm;
  return {
    worker: say(worker, no.worker),
    wasm: say(wasm, worker ? no.wasm : no.worker),
    jspi: say(jspi, worker ? no.jspi : no.worker),
    isolated: say(isolated, no.isolated),
    sharedMemory: say(sharedMemory, no.isolated),
    stdin: interactive ? { value: 'interactive' } : { value: 'batch', reason: worker ? batch : no.worker },
  };
}
