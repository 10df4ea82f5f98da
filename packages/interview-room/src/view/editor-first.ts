import type { ReactiveControllerHost } from 'lit';

/** How many milliseconds the rest waits: long enough for the editor to be seen, and for a key that was pressed. */
const FRAME = 16;

/**
 * Where the editor can be drawn at once, it is drawn alone: what stands around it keeps the look of the time before for
 * a frame more, so that nobody who came to type waits for that.
 */
export class EditorFirst {
  /** While the editor has its turn: until everything else is on its way, too. */
  turn?: Promise<void>;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** The next drawing is the editor's. */
  begin(): void {
    this.turn ??= this.pass();
  }

  private async pass(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, FRAME));
    delete this.turn;
    this.host.requestUpdate();
  }
}
