import type { PyodideAPI, PyodideConfig } from 'pyodide';

/** What an interpreter is made of. Only `snapshot` may be missing: then it boots the long way. */
export interface EngineFiles {
  wasm?: WebAssembly.Module;
  stdlib?: ArrayBuffer;
  lock: string;
  snapshot?: ArrayBuffer;
}
/** Pyodide's two scripts, loaded by whoever knows how scripts are loaded where we are. */
export interface EngineScripts {
  loadPyodide(options: PyodideConfig): Promise<PyodideAPI>;
  createModule: NonNullable<PyodideConfig['createPyodideModule']>;
  /** Where the files lie, under Node. In a worker nothing is fetched, so any address will do. */
  indexURL?: string;
}

/**
 * All that Python sees of JavaScript, as its module `js`: what Pyodide's own Python needs at import. The same names
 * must be there when the snapshot is made (`build/python.js`).
 */
function globalsForPython(): object {
  const none = (): never => {
    throw new Error('There is no JavaScript here');
  };
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  return { eval: none, setTimeout, clearTimeout, setInterval, clearInterval };
}
const nowhere = 'http://assets.invalid/';

/** While Pyodide loads, its two requests are answered from the files handed in. Only plumbing: the wall is the CSP. */
function answering(files: EngineFiles): () => void {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (input) => {
    if (String(input).endsWith('.zip') && files.stdlib) return new Response(files.stdlib);
    if (String(input).endsWith('.wasm')) return new Response(new Uint8Array([0]));
    throw new TypeError('There is no network here');
  };
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    if (!files.wasm) throw new TypeError('The WebAssembly module is missing');
    return { module: files.wasm, instance: await WebAssembly.instantiate(files.wasm, imports) };
  };
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** The parts of the Emscripten module that `Trampoline` reads. */
interface Memory {
  HEAP32: Int32Array;
  __PyRuntime: number;
  __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
}

/**
 * CPython calls some functions through a trampoline, of WebAssembly where that can be had: stacks with one of
 * JavaScript on them cannot be suspended. Its address is kept in memory, where the snapshot's, made by another engine,
 * comes to lie over it.
 */
class Trampoline {
  private memory: Memory | undefined;
  private address = 0;

  /** Reads the address as soon as there is a module, which is before a snapshot is laid over its memory. */
  watching(create: EngineScripts['createModule']): EngineScripts['createModule'] {
    return async (settings) => {
      const module = await create(settings);
      this.memory = module as unknown as Memory;
      this.address = this.memory.HEAP32[this.place(this.memory)] ?? 0;
      return module;
    };
  }

  restore(): void {
    if (this.memory) this.memory.HEAP32[this.place(this.memory)] = this.address;
  }

  private place(memory: Memory): number {
    const offset = memory.HEAP32[memory.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2] ?? 0;
    return (memory.__PyRuntime + offset) >>> 2;
  }
}

/** Boots Pyodide from files in hand: nothing is fetched. */
export async function bootEngine(
  scripts: EngineScripts,
  files: EngineFiles,
  more: PyodideConfig = {},
): Promise<PyodideAPI> {
  const restore = files.wasm ? answering(files) : undefined;
  const trampoline = new Trampoline();
  try {
    const python = await scripts.loadPyodide({
      indexURL: scripts.indexURL ?? nowhere,
      packageBaseUrl: nowhere,
      createPyodideModule: trampoline.watching(scripts.createModule),
      lockFileContents: files.lock,
      env: { HOME: '/home/room', PYTHONDONTWRITEBYTECODE: '1', LANG: 'C.UTF-8' },
      stdin: () => null,
      jsglobals: globalsForPython(),
      ...more,
      ...(files.snapshot ? { _loadSnapshot: files.snapshot } : {}),
    });
    trampoline.restore();
    return python;
  } finally {
    restore?.();
  }
}
