import AsyncDatabase from 'libsql/promise';

/** How many commits there are between two. */
const EVERY = 2000;

/**
 * Has the file take in the WAL, over a connection of its own and off the main thread: it waits for the disk, for as long as
 * a hundred edits take, and nobody's typing is to wait with it.
 */
export class Checkpoints {
  #db: InstanceType<typeof AsyncDatabase> | undefined;
  #running: Promise<void> | undefined;
  #commits = 0;

  constructor(
    private readonly path: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Something was committed. */
  touch(): void {
    if (++this.#commits < EVERY || this.#running) return;
    this.#commits = 0;
    this.#running = this.#run()
      .catch(this.onError)
      .finally(() => (this.#running = undefined));
  }

  async close(): Promise<void> {
    await this.#running;
    this.#db?.close();
  }

  async #run(): Promise<void> {
    this.#db ??= new AsyncDatabase(this.path, {});
    // Passive: it takes what it can without anyone having to wait for it.
    await (this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)') as Promise<void>);
  }
}
