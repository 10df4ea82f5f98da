/** How long a person must pause for what they wrote to count as one `change`, in milliseconds. */
const pause = 500;

/** Joins a person's edits: `changed` is called once they pause, leave, or are interrupted. */
export class Settle {
  private timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly changed: () => void) {}

  edited(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, pause);
  }

  /** Says now what is unsaid. */
  readonly flush = (): void => {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed();
  };
}
