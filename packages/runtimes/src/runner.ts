import { AnyRunner, type Runner } from './any-runner.js';
import { languageOf } from './languages/index.js';
import { acquire, release, type Engines } from './sandbox/engines.js';
import { findCapabilities, type Capabilities } from './capabilities.js';
import type { Engine, Place } from './sandbox/engine.js';

export type { CheckRequest, Runner, RunRequest, TestRequest } from './any-runner.js';

export interface RunnerOptions {
  /** Where the runtimes' files are. Default: the folder `assets` beside this module. */
  assetBase?: string | URL;
  /** The sandbox's page. Default: `sandbox.html` under `assetBase`. */
  sandboxUrl?: string | URL;
  /** Languages to load and boot now, before anyone asks. */
  warm?: string[];
}

// In two steps, so that no bundler takes the folder for a file to bring along.
const here = import.meta.url;
const defaultBase = (): string => new URL('assets/', here).href;

function placeOf({ assetBase, sandboxUrl }: RunnerOptions): Place {
  const page = globalThis.document?.baseURI ?? here;
  const given = assetBase === undefined ? defaultBase() : new URL(assetBase, page).href;
  const base = given.endsWith('/') ? given : `${given}/`;
  return { assetBase: base, sandboxUrl: new URL(sandboxUrl ?? new URL('sandbox.html', base), page).href };
}

/** Makes a runner. Nothing is fetched before the first run, unless `warm` asks for it. */
export function createRunner(options: RunnerOptions = {}): Runner {
  return new SandboxRunner(options);
}

class SandboxRunner extends AnyRunner {
  private readonly place: Place;
  private engines: Engines | undefined;

  constructor(options: RunnerOptions) {
    super();
    this.place = placeOf(options);
    if (globalThis.document) for (const id of options.warm ?? []) this.open(languageOf(id).engine).warm();
  }

  override capabilities(): Promise<Capabilities> {
    return findCapabilities(this.place);
  }

  override dispose(): void {
    super.dispose();
    if (this.engines) release(this.engines);
    this.engines = undefined;
  }

  protected override open(id: string): Engine {
    if (!globalThis.document)
      throw new Error('Programs run in a browser: there is no document here to put the sandbox in.');
    this.mustLive();
    this.engines ??= acquire(this.place);
    return this.engines.engine(id);
  }
}
