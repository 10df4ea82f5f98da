/** So many wait, and so many are worked on at once. */
const MOST = 600;
const AT_ONCE = 3;

/**
 * Work on names, each at most once at a time: asked for again while it is under way, it is done once more afterwards. However
 * often something is asked for, it waits once.
 */
export class Pending {
  private readonly waiting = new Map<string, Waiter>();
  private readonly working = new Set<string>();

  constructor(private readonly work: (name: string) => Promise<void>) {}

  /** Resolves when the work that was begun after this was done, for all of them. It must not reject. */
  async add(names: readonly string[]): Promise<void> {
    const done = names.map((name) => this.one(name));
    this.pump();
    await Promise.all(done);
  }

  private one(name: string): Promise<void> {
    const known = this.waiting.get(name);
    if (known) return known.done;
    if (this.waiting.size >= MOST) return Promise.resolve();
    const waiter = new Waiter();
    this.waiting.set(name, waiter);
    return waiter.done;
  }

  private pump(): void {
    for (const [name, waiter] of this.waiting) {
      if (this.working.size >= AT_ONCE) return;
      if (this.working.has(name)) continue;
      this.waiting.delete(name);
      void this.perform(name, waiter);
    }
  }

  private async perform(name: string, waiter: Waiter): Promise<void> {
    this.working.add(name);
    try {
      await this.work(name);
    } catch {
      // The work tells of its own failures.
    }
    this.working.delete(name);
    waiter.resolve();
    this.pump();
  }
}

class Waiter {
  resolve: () => void = () => {};
  readonly done = new Promise<void>((resolve) => (this.resolve = resolve));
}
