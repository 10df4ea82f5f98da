// Takes a stored zero for nothing.
export class LRUCache {
  private readonly entries = new Map<string, number>();

  constructor(private readonly capacity: number) {}

  get(key: string): number | null {
    const value = this.entries.get(key);
    if (!value) return null;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  put(key: string, value: number): string | null {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.capacity) return null;
    const oldest = this.entries.keys().next().value ?? null;
    if (oldest !== null) this.entries.delete(oldest);
    return oldest;
  }

  size(): number {
    return this.entries.size;
  }
}
