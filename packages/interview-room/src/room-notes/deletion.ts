import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So long a deletion can be taken back. */
const UNDO_MS = 6000;

/** Deletes one thing at a time, after a while in which that can be taken back. Who goes away means it. */
export class Deletion implements ReactiveController {
  /** What is gone from sight: what waits, and what was deleted since. */
  private readonly gone = new Set<string>();
  private timer?: ReturnType<typeof setTimeout>;
  /** What can still be taken back. */
  waiting?: string;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly remove: (id: string) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.flush);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.flush);
    this.flush();
  }

  hides(id: string): boolean {
    return this.gone.has(id);
  }

  start(id: string): void {
    this.flush();
    this.gone.add(id);
    this.waiting = id;
    this.timer = setTimeout(this.flush, UNDO_MS);
    this.host.requestUpdate();
  }

  undo(): void {
    clearTimeout(this.timer);
    if (this.waiting !== undefined) this.gone.delete(this.waiting);
    this.waiting = undefined;
    this.host.requestUpdate();
  }

  flush = (): void => {
    clearTimeout(this.timer);
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting === undefined) return;
    this.remove(waiting);
    this.host.requestUpdate();
  };
}
