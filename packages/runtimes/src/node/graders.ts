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

  /** A turn, which the caller gives back; false where it left the queue before its turn came. */
  async turn(signal: AbortSignal): Promise<boolean> {
    if (this.working < this.most) {
      this.working++;
      return true;
    }
    return new Promise((resolve) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        this.working++;
        resolve(true);
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        resolve(false);
      };
      this.waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  giveBack(): void {
    this.working--;
    this.waiting.shift()?.();
  }

  /** A booted process, the caller's own, to be dropped by it. */
  async take(engine: string): Promise<Grader> {
    return (await this.takeSpare(engine)) ?? this.whenBooted(this.make(engine));
  }

  /** The spare, unless it has died of something that was not its time. */
  private async takeSpare(engine: string): Promise<Grader | undefined> {
    const spare = this.spares.get(engine);
    this.spares.delete(engine);
    try {
      return spare?.alive && (await this.whenBooted(spare)).alive ? spare : undefined;
    } catch {
      return undefined;
    }
  }

  private async whenBooted(grader: Grader): Promise<Grader> {
    grader.rest(false);
    await grader.booted;
    return grader;
  }

  /** Boots one ahead, unless one is there. */
  warm(engine: string): void {
    if (this.over || this.spares.get(engine)?.alive) return;
    const spare = this.make(engine);
    this.spares.set(engine, spare);
    spare.onlost = () => {
      this.all.delete(spare);
      if (this.spares.get(engine) === spare) this.spares.delete(engine);
    };
    spare.rest(true);
  }

  drop(grader: Grader): void {
    grader.kill();
    this.all.delete(grader);
  }

  /** Ends all. Who waits for a turn is told by the signal that it gave. */
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
