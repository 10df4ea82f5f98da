/** Lets through so much a second, and a burst of some seconds' worth. */
export class Bucket {
  #level: number;
  #at = performance.now();

  constructor(
    private readonly perSecond: number,
    private readonly burst = perSecond * 3,
  ) {
    this.#level = burst;
  }

  /** Takes so much, if there is as much. */
  take(amount = 1): boolean {
    const now = performance.now();
    this.#level = Math.min(this.burst, this.#level + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (this.#level < amount) return false;
    this.#level -= amount;
    return true;
  }

  /** Whether it has been left alone for long. */
  get full(): boolean {
    return this.#level + ((performance.now() - this.#at) / 1000) * this.perSecond >= this.burst;
  }
}

/** A bucket for each key, as long as it is in use. */
export class Buckets {
  #buckets = new Map<string, Bucket>();

  constructor(
    private readonly perSecond: number,
    private readonly burst?: number,
  ) {}

  take(key: string, amount = 1): boolean {
    if (this.#buckets.size > 10_000) this.#sweep();
    const bucket = this.#buckets.get(key) ?? new Bucket(this.perSecond, this.burst);
    this.#buckets.set(key, bucket);
    return bucket.take(amount);
  }

  #sweep(): void {
    for (const [key, bucket] of this.#buckets) if (bucket.full) this.#buckets.delete(key);
  }
}
