import type { PyodideAPI, PyodideConfig } from 'pyodide';
import type { CreateDriver, Driver, DriverHost } from '../../worker/driver.js';
import { bootEngine, type EngineFiles, type EngineScripts } from './engine.js';
import { installHarness, type HarnessSources } from './harness.js';
import { PythonDriver } from './python-driver.js';
import { Wheels } from './wheels.js';

/** Where its files lie under the asset base. */
const folder = 'pyodide/';
type LoadScript = (name: string, bytes: ArrayBuffer) => Promise<Record<string, unknown>>;

/** Where `connect-src` and the network are shut, a script that is in hand can still be imported from a blob. */
async function importBlob(_name: string, bytes: ArrayBuffer): Promise<Record<string, unknown>> {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
  try {
    return (await import(/* @vite-ignore */ url)) as Record<string, unknown>;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function bytesOf(host: DriverHost, name: string): ArrayBuffer {
  const asset = host.asset(folder + name);
  if (asset instanceof WebAssembly.Module) throw new TypeError(`${name} should be bytes`);
  return asset;
}

function textOf(host: DriverHost, name: string): string {
  return new TextDecoder().decode(bytesOf(host, name));
}

function filesOf(host: DriverHost): EngineFiles {
  const wasm = host.asset(`${folder}pyodide.asm.wasm`);
  return {
    wasm: wasm instanceof WebAssembly.Module ? wasm : undefined,
    stdlib: bytesOf(host, 'python_stdlib.zip'),
    lock: textOf(host, 'pyodide-lock.json'),
    snapshot: host.assets.includes(`${folder}snapshot.bin`) ? bytesOf(host, 'snapshot.bin') : undefined,
  };
}

async function scriptsOf(host: DriverHost, load: LoadScript): Promise<EngineScripts> {
  const [core, main] = await Promise.all(
    ['pyodide.asm.mjs', 'pyodide.mjs'].map((name) => load(name, bytesOf(host, name))),
  );
  return {
    createModule: core?.default as NonNullable<PyodideConfig['createPyodideModule']>,
    loadPyodide: main?.loadPyodide as EngineScripts['loadPyodide'],
  };
}

function sourcesOf(host: DriverHost): HarnessSources {
  return JSON.parse(textOf(host, 'harness.json')) as HarnessSources;
}

/** From the snapshot if it can be had and fits this engine; else the long way. */
async function boot(
  scripts: EngineScripts,
  files: EngineFiles,
  sources: () => HarnessSources,
): Promise<PyodideAPI> {
  if (files.snapshot) {
    try {
      return await bootEngine(scripts, files);
    } catch {
      // A snapshot that fails costs time, never the run.
    }
  }
  const python = await bootEngine(scripts, { ...files, snapshot: undefined });
  installHarness(python, sources());
  return python;
}

/** The driver under a given way of loading scripts: tests and graders run it under Node. */
export async function createPythonDriver(
  host: DriverHost,
  load: LoadScript,
  indexURL?: string,
): Promise<Driver> {
  host.progress('boot');
  const scripts = { ...(await scriptsOf(host, load)), indexURL };
  const python = await boot(scripts, filesOf(host), () => sourcesOf(host));
  return new PythonDriver(python, new Wheels(host, python), host.interrupt);
}

/** Python in a module worker, booted from the files handed in. */
export const createDriver: CreateDriver = (host) => createPythonDriver(host, importBlob);
