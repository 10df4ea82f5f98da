/** How long a page that is not looked at waits, which has no frames. */
const UNSEEN_MS = 250;

/** Gives each of some things its turn in the next frame. */
export class Frames<T> {
  private readonly waiting = new Set<T>();
  private asked = false;

  constructor(private readonly turn: (one: T) => void) {}

  add(one: T): void {
    this.waiting.add(one);
    if (!this.asked) soon(() => this.run());
    this.asked = true;
  }

  delete(one: T): void {
    this.waiting.delete(one);
  }

  private run(): void {
    this.asked = false;
    const all = [...this.waiting];
    this.waiting.clear();
    for (const one of all) this.turn(one);
  }
}

/** A page that is not looked at, or is put away before its next frame, is drawn by the clock. */
function soon(act: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    act();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, UNSEEN_MS);
}
