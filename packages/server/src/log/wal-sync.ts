import { open, type FileHandle } from 'node:fs/promises';

const EVERY = 100;

/**
 * Has the disk take what was committed, many commits at a time and off the main thread. Another handle on the same file
 * serves: fsync is the file's, not the handle's, and SQLite holds no locks on its WAL that closing one could drop.
 */
export class WalSync {
  #file: Promise<FileHandle> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Something was committed: within a tenth of a second it is on the disk. */
  touch(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#tick(), EVERY);
    this.#timer.unref();
  }

  /** Settles when all that was committed before is on the disk. Those who ask at the same time share one wait. */
  async now(): Promise<void> {
    await this.#running;
    this.#running ??= this.#sync().finally(() => (this.#running = undefined));
    await this.#running;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.now();
    await (await this.#file)?.close();
  }

  #tick(): void {
    this.#timer = undefined;
    this.now().catch(this.onError);
  }

  async #sync(): Promise<void> {
    this.#file ??= open(`${this.path}-wal`, 'r+');
    await (await this.#file).datasync();
  }
}
