export class LRUCache {
  private readonly entries = new Map<string, number>();

  constructor(private readonly capacity: number) {}

  get(key: string): number | null {
    const value = this.entries.get(key);
    if (value === undefined) return null;
    this.touch(key, value);
    return value;
  }

  put(key: string, value: number): string | null {
    this.touch(key, value);
    if (this.entries.size <= this.capacity) return null;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return oldest;
    }
    return null;
  }

  size(): number {
    return this.entries.size;
  }

  private touch(key: string, value: number): void {
    this.entries.delete(key);
    this.entries.set(key, value);
  }
}
