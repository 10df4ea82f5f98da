/**
 * What keeps a program alive: its timers, reads of input, and the few promises of the browser that settle by
 * themselves. A program ends when its entry has run and none of them is left.
 */
export type Callback = (...values: unknown[]) => void;

const native = {
  setTimeout: globalThis.setTimeout.bind(globalThis) as (run: () => void, ms?: number) => number,
  clearTimeout: globalThis.clearTimeout.bind(globalThis) as (id: number | undefined) => void,
  setInterval: globalThis.setInterval.bind(globalThis) as (run: () => void, ms?: number) => number,
  clearInterval: globalThis.clearInterval.bind(globalThis) as (id: number | undefined) => void,
};

/** What `setTimeout` gives: a number to browser code, an object with `unref` to Node code. */
export class Timer {
  constructor(
    readonly id: number,
    private readonly lifetime: Lifetime,
  ) {}
  ref(): this {
    this.lifetime.refTimer(this.id, true);
    return this;
  }
  unref(): this {
    this.lifetime.refTimer(this.id, false);
    return this;
  }
  hasRef(): boolean {
    return this.lifetime.hasRef(this.id);
  }
  refresh(): this {
    return this;
  }
  close(): this {
    this.lifetime.clear(this.id);
    return this;
  }
  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

export class Lifetime {
  private readonly timers = new Map<number, { ref: boolean; repeats: boolean }>();
  private readonly macrotasks = new MessageChannel();
  private readonly turns: (() => void)[] = [];
  private held = 0;
  private ended = false;
  private idle: (() => void)[] = [];

  constructor(private readonly failed: (error: unknown) => void) {
    this.macrotasks.port1.onmessage = () => this.turns.shift()?.();
  }

  /** Replaces the global timers by ones that are counted. */
  install(target: Record<string, unknown>): void {
    const after = (run: Callback, ms?: number, ...values: unknown[]): Timer =>
      this.start(run, Number(ms ?? 0), values, false);
    const every = (run: Callback, ms?: number, ...values: unknown[]): Timer =>
      this.start(run, Number(ms ?? 0), values, true);
    const clear = (timer: unknown): void => this.clear(timer);
    Object.assign(target, {
      setTimeout: after,
      setInterval: every,
      clearTimeout: clear,
      clearInterval: clear,
    });
    Object.assign(target, {
      setImmediate: (run: Callback, ...values: unknown[]) => this.start(run, 0, values, false),
      clearImmediate: clear,
    });
  }

  /** Resolves once nothing is left that could run. */
  async settled(): Promise<void> {
    do {
      if (this.busy()) await new Promise<void>((resolve) => this.idle.push(resolve));
      // Promises in a chain settle within a turn; two make sure of what a first one began.
      await this.turn();
      await this.turn();
    } while (this.busy() && !this.ended);
  }

  /** A turn of the event loop, which no nesting delays. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.turns.push(resolve);
      this.macrotasks.port2.postMessage(null);
    });
  }

  /** Keeps the program alive until the promise settles. */
  hold<T>(promise: Promise<T>): Promise<T> {
    this.held++;
    const release = (): void => {
      this.held--;
      this.check();
    };
    promise.then(release, release);
    return promise;
  }

  /** Ends it: no timer fires any more. */
  end(): void {
    this.ended = true;
    for (const id of this.timers.keys()) this.clear(id);
    this.wake();
    this.macrotasks.port1.close();
  }

  get over(): boolean {
    return this.ended;
  }

  clear(timer: unknown): void {
    const id = timer instanceof Timer ? timer.id : Number(timer);
    const known = this.timers.get(id);
    if (!known) return;
    if (known.repeats) native.clearInterval(id);
    else native.clearTimeout(id);
    this.timers.delete(id);
    this.check();
  }

  refTimer(id: number, ref: boolean): void {
    const timer = this.timers.get(id);
    if (timer) timer.ref = ref;
    this.check();
  }

  hasRef(id: number): boolean {
    return this.timers.get(id)?.ref ?? false;
  }

  private start(run: Callback, ms: number, values: unknown[], repeats: boolean): Timer {
    if (typeof run !== 'function') throw new TypeError('The "callback" argument must be of type function.');
    const fire = (): void => {
      if (!repeats) this.timers.delete(id);
      try {
        if (!this.ended) run(...values);
      } catch (error) {
        this.failed(error);
      }
      this.check();
    };
    const id = Number(repeats ? native.setInterval(fire, ms) : native.setTimeout(fire, ms));
    if (this.ended) native.clearTimeout(id);
    else this.timers.set(id, { ref: true, repeats });
    return new Timer(id, this);
  }

  private busy(): boolean {
    return !this.ended && (this.held > 0 || [...this.timers.values()].some(({ ref }) => ref));
  }

  private check(): void {
    if (!this.busy()) this.wake();
  }

  private wake(): void {
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
