/**
 * The thread that a program lives in: makes a realm that has the language alone, lays the base of the workers in it,
 * and takes from its own realm what nobody needs any more.
 */
import process from 'node:process';
import vm, { type Context } from 'node:vm';
import { moveMessagePortToContext, MessageChannel, workerData, type MessagePort } from 'node:worker_threads';
import type { WorkerBoot } from '../../sandbox/protocol.js';
import type { install, Installed } from '../realm/install.js';
import type { RealPort } from '../realm/host.js';
import { makeHost } from './host.js';
import { Modules } from './modules.js';

export interface ThreadData {
  port: MessagePort;
  /** The texts of the two modules that the realm starts from. */
  realm: string;
  base: string;
}
interface Realm {
  install: typeof install;
}
interface Base {
  start(boot: WorkerBoot): Promise<void>;
}

/** A realm without a sandbox object where Node has it: with one, each look at a global is slow. */
function makeContext(): Context {
  const { DONT_CONTEXTIFY: bare } = (vm.constants ?? {}) as Partial<typeof vm.constants>;
  return vm.createContext(bare ?? {}, { codeGeneration: { strings: false, wasm: true } });
}

async function importInto<T>(modules: Modules, text: string): Promise<T> {
  const module = await modules.load(modules.register(text));
  return module.namespace as T;
}

/** The parts of the worker's boot message come through the port, so that they are made in the realm. */
function bootThrough(installed: Installed): Promise<WorkerBoot> {
  const port = installed.port as { onmessage: unknown };
  return new Promise((resolve) => {
    port.onmessage = (event: { data: WorkerBoot }) => resolve(event.data);
  });
}

/** What a program that had broken out of its realm would find. */
const KEPT = new Set(Object.getOwnPropertyNames(vm.runInNewContext('globalThis')));

function strip(): void {
  for (const key of Reflect.ownKeys(globalThis))
    if (typeof key === 'symbol' || !KEPT.has(key)) Reflect.deleteProperty(globalThis, key);
}

async function start({ port, realm, base }: ThreadData): Promise<void> {
  const context = makeContext();
  const modules = new Modules(context);
  const { port1, port2 } = new MessageChannel();
  const move = (one: MessagePort): RealPort => moveMessagePortToContext(one, context) as unknown as RealPort;
  const copies = move(port2) as unknown as MessagePort;
  const world = await importInto<Realm>(modules, realm);
  const installed = world.install(
    makeHost(modules, () => copies),
    move(port),
    move(port1),
  );
  modules.unreadable = installed.unreadable;
  process.on('uncaughtException', (error) => installed.failed(error));
  process.on('unhandledRejection', (reason) => installed.rejected(reason));
  const { start: startBase } = await importInto<Base>(modules, base);
  const boot = await bootThrough(installed);
  strip();
  await startBase({ ...boot, port: installed.port as WorkerBoot['port'] });
}

// Nothing else keeps a thread alive whose port lives in another realm.
setInterval(() => {}, 1 << 30);
await start(workerData as ThreadData);
