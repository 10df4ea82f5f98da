import { Grader, type GraderOptions } from './grader.js';

/** The processes of a runner: how many may work at once, who waits, and one of each engine that waits ready. */
export class Graders {
  private readonly spares = new Map<string, Grader>();
  private readonly all = new Set<Grader>();
  private readonly waiting: (() => void)[] = [];
  private working = 0;
  private over = false;

  constructor(
    private readonly options: Omit<GraderOptions, 'engine'>,
    private readonly most: number,
  ) {}

  /** A turn; the caller gives it back. Who has left the queue meanwhile is passed over. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.working < this.most) return void this.working++;
    await new Promise<void>((resolve) => {
      const leave = (): void => {
        const at = this.waiting.indexOf(enter);
        if (at >= 0) this.waiting.splice(at, 1);
        resolve();
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        this.working++;
        resolve();
      };
      this.waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  giveBack(): void {
    this.working--;
    this.waiting.shift()?.();
  }

  /** A booted process, the caller's own, to be killed by it. */
  async take(engine: string): Promise<Grader> {
    const spare = this.spares.get(engine);
    this.spares.delete(engine);
    const grader = spare?.alive ? spare : this.make(engine);
    grader.rest(false);
    await grader.booted;
    return grader;
  }

  /** Boots one ahead, unless one is there. */
  warm(engine: string): void {
    if (this.over || this.spares.get(engine)?.alive) return;
    const spare = this.make(engine);
    this.spares.set(engine, spare);
    spare.onlost = () => this.spares.delete(engine);
    spare.rest(true);
  }

  drop(grader: Grader): void {
    grader.kill();
    this.all.delete(grader);
  }

  dispose(): void {
    this.over = true;
    for (const grader of this.all) grader.kill();
    this.all.clear();
    this.spares.clear();
  }

  private make(engine: string): Grader {
    if (this.over) throw new Error('This runner was disposed of.');
    const grader = new Grader({ ...this.options, engine });
    this.all.add(grader);
    return grader;
  }
}
