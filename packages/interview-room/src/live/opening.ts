import type { Question } from '@interview-room/core/question';
import type { Runner } from '@interview-room/runtimes';
import type { ReactiveControllerHost } from 'lit';
import type { Policy } from '../far/with-execution.js';
import type { RoomProblem } from '../problems/problem.js';
import type { Company } from './company.js';
import type { Places } from './places.js';
import type { Practice } from './practice.js';

/**
 *   idle ──show()──▶ opening ──▶ open ──close()──▶ idle
 *                       │
 *                       ▼
 *                     failed ──show()──▶ opening
 * This is the editor's state. The record (`practice`) comes with `open()`, which a room that has never been written in
 * leaves until the first edit; the panel and the runtimes come with `prepareRunner()`.
 */
export type Opening = 'idle' | 'opening' | 'open' | 'failed';

const openAlone = async (question: Question): Promise<Practice> =>
  (await import('./practice.js')).Practice.open(question);

/** Fetches the editor's code. */
export const bringEditor = (): Promise<unknown> => import('./editor.js');

/** Brings an idle room to life, a part at a time, and puts it to rest again. */
export class RoomOpening {
  state: Opening = 'idle';
  practice?: Practice;
  runner?: Runner;
  problem?: RoomProblem;
  private showing?: Promise<void>;
  private joining?: Promise<Practice>;
  private stop?: () => void;

  constructor(
    private readonly host: ReactiveControllerHost & Policy,
    private readonly told: { opened: (practice: Practice) => void; failed: (problem: RoomProblem) => void },
    private readonly company?: Company,
  ) {}

  /** Brings the editor. */
  show(): Promise<void> {
    this.showing ??= this.bring();
    return this.showing;
  }

  /** Brings the editor and the record of the question; a second call waits for the first. */
  async open(question: Question): Promise<Practice> {
    this.joining ??= this.join(question);
    const [practice] = await Promise.all([this.joining, this.show()]);
    return practice;
  }

  /** The panel and the runtimes, loaded when first asked for. Rooms of one page share what is behind them. */
  async prepareRunner(places: Places): Promise<Runner> {
    const { createRunner, withExecution } = await import('./panel.js');
    this.runner ??=
      this.company?.wrap(createRunner(places)) ?? withExecution(createRunner(places), this.host);
    this.host.requestUpdate();
    return this.runner;
  }

  /** Lets go of everything. What was written is kept first. */
  close(): void {
    this.stop?.();
    this.runner?.dispose();
    void this.joining?.then(
      (practice) => practice.leave(),
      () => undefined,
    );
    delete this.showing;
    delete this.joining;
    delete this.practice;
    delete this.runner;
    delete this.problem;
    this.state = 'idle';
    this.host.requestUpdate();
  }

  private async bring(): Promise<void> {
    if (customElements.get('code-editor')) return this.enter('open');
    this.enter('opening');
    try {
      await bringEditor();
      this.enter('open');
    } catch (error) {
      delete this.showing;
      this.fail(error);
      this.enter('failed');
      throw error;
    }
  }

  private async join(question: Question): Promise<Practice> {
    try {
      const practice = await (this.company?.open(question) ?? openAlone(question));
      this.practice = practice;
      this.told.opened(practice);
      this.stop = practice.subscribe(() => this.host.requestUpdate());
      this.host.requestUpdate();
      return practice;
    } catch (error) {
      delete this.joining;
      this.fail(error);
      throw error;
    }
  }

  private enter(state: Opening): void {
    this.state = state;
    if (state === 'opening') delete this.problem;
    this.host.requestUpdate();
  }

  /** Tells it, and keeps it for the room to show unless the person can go on: text in an open editor stays there. */
  private fail(error: unknown): void {
    const problem: RoomProblem = {
      code: 'editor-unavailable',
      message: `A part of the room could not be loaded: ${String(error)}`,
    };
    if (this.state !== 'open') this.problem = problem;
    this.told.failed(problem);
    this.host.requestUpdate();
  }
}
