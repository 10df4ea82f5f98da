import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AnyRunner, type OpenEngine, type Runner } from '../any-runner.js';
import type { Capabilities } from '../capabilities.js';
import { languageOf } from '../languages/index.js';
import { Graders } from './graders.js';
import { Session } from './session.js';

export interface NodeRunnerOptions {
  /** The folder of the built assets. Default: the one of this package. */
  assetBase?: string | URL;
  /** The largest heap a program's thread may have, in MiB. A request's own limit holds beside it. Default 512. */
  memoryMb?: number;
  /** How many requests may run at once; others wait for their turn. Default: the number of processors. */
  concurrency?: number;
  /** Languages to boot a process for now, before anyone asks. */
  warm?: string[];
}

// From the sources, as tests have it, the assets are still those that were built.
const built = import.meta.url.endsWith('.ts') ? '../../dist/assets/' : '../assets/';

/**
 * Makes a runner that runs each request in a process of its own, with the runtimes of the browser. Nothing of this
 * process goes into it: neither environment, nor arguments, nor what is expected of a case.
 */
export function createNodeRunner(options: NodeRunnerOptions = {}): Runner {
  return new NodeRunner(options);
}

class NodeRunner extends AnyRunner {
  private readonly graders: Graders;

  constructor({
    assetBase,
    memoryMb = 512,
    concurrency = availableParallelism(),
    warm = [],
  }: NodeRunnerOptions) {
    super();
    const base = assetBase ?? new URL(built, import.meta.url);
    const folder = typeof base === 'string' && !base.startsWith('file:') ? base : fileURLToPath(base);
    this.graders = new Graders({ assetBase: folder, memoryMb }, Math.max(1, concurrency));
    for (const id of warm) this.graders.warm(languageOf(id).engine);
  }

  override async capabilities(): Promise<Capabilities> {
    const yes = { value: true };
    const jspi =
      'Suspending' in WebAssembly
        ? yes
        : {
            value: false,
            reason: 'This version of Node has no JavaScript Promise Integration for WebAssembly.',
          };
    return {
      worker: yes,
      wasm: yes,
      jspi,
      isolated: yes,
      sharedMemory: yes,
      stdin: { value: 'interactive' },
    };
  }

  override dispose(): void {
    super.dispose();
    this.graders.dispose();
  }

  protected override open(engine: string): OpenEngine {
    this.mustLive();
    return new Session(this.graders, engine);
  }
}
