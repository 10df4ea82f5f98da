import type { PyodideAPI } from 'pyodide';
import type { PyProxy } from 'pyodide/ffi';
import type { DriverHost } from '../../worker/driver.js';

const folder = 'wheels/';

/** A row of `wheels.json`, which `npm run pack:wheels` writes. */
interface Wheel {
  file: string;
  name: string;
  /** What can be imported from it. */
  modules: string[];
  /** Distributions it needs, by name; those that are not served are passed over. */
  requires: string[];
}

/** What Python files import, as far as their text tells; a name too many costs nothing. */
function importsOf(files: Record<string, string>): Set<string> {
  const found = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.py')) continue;
    if (/(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path)) found.add('pytest');
    for (const match of text.matchAll(/^[ \t]*(?:import|from)[ \t]+([^#\n]+)/gm)) {
      for (const part of (match[1] ?? '').split(',')) {
        const name = /^\s*(\w+)/.exec(part)?.[1];
        if (name) found.add(name);
      }
    }
  }
  return found;
}

/** The wheels a host serves beside Pyodide: installed when a program first imports from them. */
export class Wheels {
  private readonly all: Wheel[];
  private readonly installed = new Set<string>();

  constructor(
    private readonly host: DriverHost,
    private readonly python: PyodideAPI,
  ) {
    const listed = host.assets.includes(`${folder}wheels.json`);
    this.all = listed ? (JSON.parse(new TextDecoder().decode(this.bytes('wheels.json'))) as Wheel[]) : [];
  }

  install(files: Record<string, string>): void {
    if (this.all.length === 0) return;
    const wanted = importsOf(files);
    const before = this.installed.size;
    for (const wheel of this.all) if (wheel.modules.some((name) => wanted.has(name))) this.unpack(wheel);
    if (this.installed.size > before) this.forget();
  }

  private unpack(wheel: Wheel): void {
    if (this.installed.has(wheel.file)) return;
    this.installed.add(wheel.file);
    const extractDir = this.python.runPython('import site; site.getsitepackages()[0]') as string;
    this.python.unpackArchive(this.bytes(wheel.file), 'whl', { extractDir });
    for (const other of this.all) if (wheel.requires.includes(other.name)) this.unpack(other);
  }

  /** Python remembers what a folder held. */
  private forget(): void {
    const importlib = this.python.pyimport('importlib') as PyProxy & { invalidate_caches(): void };
    importlib.invalidate_caches();
    importlib.destroy();
  }

  private bytes(file: string): ArrayBuffer {
    const asset = this.host.asset(folder + file);
    if (asset instanceof WebAssembly.Module) throw new TypeError(`${file} should be bytes`);
    return asset;
  }
}
