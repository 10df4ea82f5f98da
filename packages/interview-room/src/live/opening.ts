import type { Question } from '@interview-room/core/question';
import type { Runner } from '@interview-room/runtimes';
import type { ReactiveControllerHost } from 'lit';
import type { RoomProblem } from '../problems/problem.js';
import type { Practice } from './practice.js';

/** Where the runtimes are. */
export interface Places {
  assetBase?: string;
  sandboxUrl?: string;
}

/**
 *   idle ──open()──▶ opening ──▶ open ──close()──▶ idle
 *                       │
 *                       ▼
 *                     failed ──open()──▶ opening
 * Nothing of what it brings is loaded before `open()`; the runtimes not before `prepareRunner()`.
 */
export type Opening = 'idle' | 'opening' | 'open' | 'failed';

/** Brings an idle room to life, and puts it to rest again. */
export class RoomOpening {
  state: Opening = 'idle';
  practice?: Practice;
  runner?: Runner;
  problem?: RoomProblem;
  private coming?: Promise<Practice>;
  private stop?: () => void;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly told: { opened: (practice: Practice) => void; failed: (problem: RoomProblem) => void },
  ) {}

  /** Opens the room of a question; a second call waits for the first. */
  open(question: Question): Promise<Practice> {
    this.coming ??= this.begin(question);
    return this.coming;
  }

  /** The panel and the runtimes, loaded when first asked for. Rooms of one page share what is behind them. */
  async prepareRunner(places: Places): Promise<Runner> {
    const { createRunner } = await import('./panel.js');
    this.runner ??= createRunner(places);
    return this.runner;
  }

  /** Lets go of everything. What was written is kept first. */
  close(): void {
    this.stop?.();
    this.runner?.dispose();
    void this.coming?.then(
      (practice) => practice.leave(),
      () => undefined,
    );
    delete this.coming;
    delete this.practice;
    delete this.runner;
    delete this.problem;
    this.state = 'idle';
    this.host.requestUpdate();
  }

  private async begin(question: Question): Promise<Practice> {
    this.state = 'opening';
    delete this.problem;
    this.host.requestUpdate();
    try {
      const { Practice } = await import('./index.js');
      const practice = await Practice.open(question);
      this.arrive(practice);
      return practice;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  private arrive(practice: Practice): void {
    this.practice = practice;
    this.state = 'open';
    this.told.opened(practice);
    this.stop = practice.subscribe(() => this.host.requestUpdate());
    this.host.requestUpdate();
  }

  private fail(error: unknown): void {
    delete this.coming;
    this.state = 'failed';
    this.problem = {
      code: 'editor-unavailable',
      message: `The editor could not be loaded: ${String(error)}`,
    };
    this.told.failed(this.problem);
    this.host.requestUpdate();
  }
}
