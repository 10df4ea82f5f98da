import type { Session } from '../session.js';

/** So much of what was printed is recorded of each stretch of time, in characters and milliseconds. */
const MOST = 4_000;
const STRETCH = 1_000;

/** Records what a terminal prints, in stretches: of a flood the end is kept. */
export class Printed {
  private text = '';
  private stop: (() => void) | undefined;

  constructor(private readonly session: Session) {}

  add(text: string): void {
    this.text = (this.text + text).slice(-MOST);
    this.stop ??= this.session.bridge.clock.after(STRETCH, () => this.flush());
  }

  close(): void {
    this.stop?.();
    this.flush();
  }

  private flush(): void {
    this.stop = undefined;
    if (this.text) this.session.record('terminal_output', { data: this.text });
    this.text = '';
  }
}
