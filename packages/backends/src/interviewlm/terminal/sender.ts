/** So much that was typed waits for a request that is under way; what is typed beyond it is lost, and that is said. */
const MOST = 64 * 1024;

type Send = (data: string) => Promise<void>;

/**
 * Gives what is typed to requests, one at a time, so that it comes in order: what is typed while one is under way goes with the
 * next. Where there is no way it waits for one.
 */
export class Sender {
  private waiting = '';
  private busy = false;
  private send: Send | undefined;

  constructor(private readonly lost: (error: unknown) => void) {}

  /** It goes this way from now on, beginning with what waits. */
  via(send: Send): void {
    this.send = send;
    void this.pump();
  }

  /** The way is gone. A request that is under way comes to its end all the same. */
  hold(): void {
    this.send = undefined;
  }

  write(data: string): void {
    if (this.waiting.length + data.length > MOST) return this.lost(undefined);
    this.waiting += data;
    void this.pump();
  }

  /** Forgets what was not sent yet. Says whether there was any. */
  clear(): boolean {
    const any = this.waiting !== '';
    this.waiting = '';
    return any;
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (this.send && this.waiting !== '') {
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
  /** Resolves when the last was sent, or could not be. */
  sent: Promise<void> = Promise.resolve();
  private next: { value: T } | undefined;
  private busy = false;

  constructor(private readonly send: (value: T) => Promise<void>) {}

  set(value: T): void {
    this.next = { value };
    if (!this.busy) this.sent = this.pump();
  }

  private async pump(): Promise<void> {
    this.busy = true;
    for (let now = this.next; now; now = this.next) {
      this.next = undefined;
      await this.send(now.value).catch(() => undefined);
    }
    this.busy = false;
  }
}
