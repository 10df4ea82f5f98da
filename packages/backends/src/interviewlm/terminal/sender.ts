/** So much that was typed waits for a request that is under way; what is typed beyond it is lost, and that is said. */
const MOST = 64 * 1024;

/**
 * Gives what is typed to requests, one at a time, so that it comes in order: what is typed while one is under way goes with the
 * next.
 */
export class Sender {
  private waiting = '';
  private busy = false;

  constructor(
    private readonly send: (data: string) => Promise<void>,
    private readonly lost: (error: unknown) => void,
  ) {}

  write(data: string): void {
    if (this.waiting.length + data.length > MOST) return this.lost(undefined);
    this.waiting += data;
    void this.pump();
  }

  /** Forgets what was not sent yet. */
  clear(): void {
    this.waiting = '';
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (this.waiting !== '') {
      const data = this.waiting;
      this.waiting = '';
      await this.send(data).catch((error: unknown) => {
        // What comes after a line that was lost would mean something else.
        this.waiting = '';
        this.lost(error);
      });
    }
    this.busy = false;
  }
}

/** Sends the last of what it is given, one at a time. */
export class Latest<T> {
  private next: { value: T } | undefined;
  private busy = false;

  constructor(private readonly send: (value: T) => Promise<void>) {}

  set(value: T): void {
    this.next = { value };
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let now = this.next; now; now = this.next) {
      this.next = undefined;
      await this.send(now.value).catch(() => undefined);
    }
    this.busy = false;
  }
}
