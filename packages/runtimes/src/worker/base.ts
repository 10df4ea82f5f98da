/**
 * What every worker starts with, before its driver and long before a candidate's code: it keeps the only port out in
 * this closure. Bundled into the frame as text; see `sandbox/frame/spawn.ts` for who imports it.
 */
import type { FrameToWorker, WorkerBoot, WorkerToFrame } from '../sandbox/protocol.js';
import type { CreateDriver, Driver, DriverHost } from './driver.js';
import { messageData, postTo, text } from './intrinsics.js';
import { startJob, type RunningJob } from './job.js';
import { lockDown } from './lockdown.js';
import { guardMemory } from './memory.js';

export async function start(boot: WorkerBoot): Promise<void> {
  const { port } = boot;
  const post = (message: WorkerToFrame): void => postTo(port, message);
  const memory = guardMemory();
  try {
    const { driver, interruptible } = await bootDriver(boot, post);
    let running: RunningJob | undefined;
    port.onmessage = (event) => {
      const message = messageData(event) as FrameToWorker;
      if (message.type === 'start') {
        running = startJob(message, { driver, post, memory, shared: boot.input });
      } else if (message.type === 'line') {
        running?.give(message.text);
      } else {
        running?.flush();
        post({ type: 'flushed' });
      }
    };
    lockDown(globalThis);
    post({ type: 'booted', interruptible });
  } catch (error) {
    post({ type: 'failed', message: text(error) });
  }
}

interface Booted {
  driver: Driver;
  /** Whether the driver took the byte to interrupt it by. */
  interruptible: boolean;
}

async function bootDriver(boot: WorkerBoot, post: (message: WorkerToFrame) => void): Promise<Booted> {
  let interruptible = false;
  const byte = boot.interrupt && new Uint8Array(boot.interrupt);
  const { createDriver } = await importText<{ createDriver: CreateDriver }>(boot.driver, boot.engine);
  const host: DriverHost = {
    asset: (name) => assetOf(boot, name),
    assets: boot.assets.map((asset) => asset.name),
    progress: (phase) => post({ type: 'phase', phase }),
    get interrupt() {
      interruptible = byte !== undefined;
      return byte;
    },
  };
  const driver = await createDriver(host);
  return { driver, interruptible };
}

/** By its path under the asset base or in the engine's own folder, with or without the `.gz` it was shipped with. */
function assetOf({ assets, engine }: WorkerBoot, name: string): ArrayBuffer | WebAssembly.Module {
  const plain = name.endsWith('.gz') ? name.slice(0, -3) : name;
  const found = assets.find((asset) => asset.name === plain || asset.name === `${engine}/${plain}`);
  if (found) return found.data;
  throw new Error(`The engine "${engine}" has no file "${name}".`);
}

/** Imports a module that is in hand as text. Its frames in a stack read `sdk:///<name>.js`. */
async function importText<T>(source: string, name: string): Promise<T> {
  const named = `${source}\n//# sourceURL=sdk:///${name}.js`;
  const url = URL.createObjectURL(new Blob([named], { type: 'text/javascript' }));
  try {
    return (await import(/* @vite-ignore */ url)) as T;
  } finally {
    URL.revokeObjectURL(url);
  }
}
