/**
 * Which of several tabs speaks to the backend: the one that holds a lock. The next takes over when it goes. Without locks each
 * tab has a log of its own, and speaks for itself.
 */
export class Leader {
  private release = () => {};
  private over = false;

  constructor(
    private readonly name: string,
    private readonly lead: () => void,
  ) {}

  /** Asks to lead. Resolves with whether it does at once; if not, `lead` is called when it comes to it. */
  async seek(shared: boolean): Promise<boolean> {
    const locks = shared ? globalThis.navigator?.locks : undefined;
    if (!locks) {
      this.lead();
      return true;
    }
    const free = await this.ask(locks, { ifAvailable: true });
    if (!free && !this.over) void this.ask(locks, {});
    return free;
  }

  yield(): void {
    this.over = true;
    this.release();
  }

  /** Resolves with whether the lock was given, as soon as that is known. */
  private ask(locks: LockManager, options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const held = (lock: Lock | null): Promise<void> | void => {
        resolve(lock !== null);
        if (!lock || this.over) return;
        this.lead();
        return new Promise((release) => (this.release = release));
      };
      locks.request(this.name, options, held).catch(() => resolve(false));
    });
  }
}
