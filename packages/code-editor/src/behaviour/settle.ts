/** How long a person must pause for what they wrote to count as one `change`, in milliseconds. */
const pause = 500;

/** Joins a person's edits: `changed` is called once they pause, leave, or are interrupted. */
export class Settle {
  private timer?: ReturnType<typeof setTimeout>;
  private last = 0;

  constructor(private readonly changed: () => void) {}

  edited(): void {
    this.last = performance.now();
    this.timer ??= setTimeout(this.look, pause);
  }

  /** A timer at each key would cost more than all else here: one is set, and set again for what is left of the pause. */
  private readonly look = (): void => {
    const left = this.last + pause - performance.now();
    // A timer may be a fraction early.
    if (left < 1) this.flush();
    else this.timer = setTimeout(this.look, left);
  };

  /** Says now what is unsaid. */
  readonly flush = (): void => {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed();
  };
}
