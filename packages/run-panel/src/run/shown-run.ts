import type {
  ExitEvent,
  Phase,
  RunEvent,
  TestEvent,
  TestResultEvent,
  TestSummaryEvent,
} from '@interview-room/runtimes';
import type { Mode } from '../events.js';
import { Breather } from './breather.js';

/** How to deal with a run that is shown: its kind, how to stop it, how to type into it, whose it is. */
export interface RunHandle {
  mode: Mode;
  /** Stops the run. Its events go on until its `exit`. Absent: nobody can, here. */
  stop?(): void;
  /** Takes a line that was typed into the console, without its newline; `null` is the end of input. */
  input?(line: string | null): void;
  /** Who runs, in words: "Ada". Shown as "Run by Ada". */
  label?: string;
}

/**
 * Where a run is:
 *
 *     preparing ─▶ running ─▶ ended
 *         │           │  ▲
 *         └─▶ stopping ◀─┘        any of them ─▶ failed (no exit came, or the stream threw)
 */
export type Stage =
  | { at: 'preparing'; phase?: Phase; loaded?: number; total?: number }
  | { at: 'running'; since: number }
  | { at: 'stopping' }
  | { at: 'ended'; exit: ExitEvent }
  | { at: 'failed'; message: string };

/** Where the output of a run goes. */
export interface Sink {
  write(stream: 'stdout' | 'stderr', text: string): void;
}

/** Errors by which a service elsewhere says that it did not run something: it was not reached, refused, or has no such language. */
const ELSEWHERE: readonly string[] = ['WireError', 'BackendError', 'NotSupported'];

/** One run as the panel shows it: reads its events to their end and keeps what they add up to. */
export class ShownRun {
  stage: Stage = { at: 'preparing' };
  readonly tests: TestResultEvent[] = [];
  summary?: TestSummaryEvent;
  private left = false;
  private began = false;
  /** Whether it printed something, or a test was judged. */
  private gave = false;
  private readonly breather = new Breather();

  constructor(
    readonly handle: RunHandle,
    private readonly sink: Sink,
    private readonly changed: () => void,
  ) {}

  get live(): boolean {
    return this.stage.at !== 'ended' && this.stage.at !== 'failed';
  }

  /** Whether it came to an end before the program could begin: a file that is missing, a network that is gone. */
  get unstarted(): boolean {
    if (this.stage.at === 'failed') return !this.began;
    return (
      this.stage.at === 'ended' &&
      this.stage.exit.outcome === 'crash' &&
      (!this.began || (this.refused && !this.gave))
    );
  }

  /** Whether it was a service elsewhere that did not run it: then it is no matter of the language. */
  get refused(): boolean {
    const { stage } = this;
    return (
      stage.at === 'ended' &&
      stage.exit.outcome === 'crash' &&
      ELSEWHERE.includes(stage.exit.error?.name ?? '')
    );
  }

  /** What went wrong, as it was reported. */
  get problem(): string {
    if (this.stage.at === 'failed') return this.stage.message;
    return (this.stage.at === 'ended' && this.stage.exit.error?.message) || '';
  }

  /** Resolves when the run has ended or was left. Never rejects. */
  async follow(events: AsyncIterable<RunEvent | TestEvent>): Promise<void> {
    try {
      for await (const event of events) {
        if (this.left) return;
        this.take(event);
        await this.breather.pause();
      }
      if (this.live) this.fail('The run ended without saying how.');
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Whether it can be stopped from here, now. */
  get stoppable(): boolean {
    return this.live && this.stage.at !== 'stopping' && this.handle.stop !== undefined;
  }

  stop(): void {
    if (!this.stoppable) return;
    this.move({ at: 'stopping' });
    this.handle.stop?.();
  }

  /** Another run is shown instead: what is still to come of this one is not wanted. */
  leave(): void {
    this.left = true;
  }

  private take(event: RunEvent | TestEvent): void {
    switch (event.type) {
      case 'progress':
        return this.progress(event.phase, event.loaded, event.total);
      case 'stdout':
      case 'stderr':
        this.begin();
        this.gave = true;
        return this.sink.write(event.type, event.text);
      case 'test':
        this.begin();
        this.gave ||= event.status !== 'error';
        this.tests.push(event);
        return this.changed();
      case 'summary':
        this.summary = event;
        return;
      case 'exit':
        return this.move({ at: 'ended', exit: event });
      default:
        // From outside may come what a later version knows: it is left alone.
        return;
    }
  }

  private progress(phase: Phase, loaded?: number, total?: number): void {
    if (this.stage.at !== 'preparing') return;
    if (phase === 'ready') this.begin();
    else
      this.move({
        at: 'preparing',
        phase,
        ...(loaded !== undefined && { loaded }),
        ...(total !== undefined && { total }),
      });
  }

  private begin(): void {
    this.began = true;
    if (this.stage.at === 'preparing') this.move({ at: 'running', since: performance.now() });
  }

  private fail(message: string): void {
    if (this.left) return;
    this.move({ at: 'failed', message });
  }

  private move(stage: Stage): void {
    this.stage = stage;
    this.changed();
  }
}
