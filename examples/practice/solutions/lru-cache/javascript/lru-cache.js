export class LRUCache {
  #capacity;
  #entries = new Map();

  constructor(capacity) {
    this.#capacity = capacity;
  }

  get(key) {
    if (!this.#entries.has(key)) return null;
    const value = this.#entries.get(key);
    this.#touch(key, value);
    return value;
  }

  put(key, value) {
    this.#touch(key, value);
    if (this.#entries.size <= this.#capacity) return null;
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest);
    return oldest;
  }

  size() {
    return this.#entries.size;
  }

  #touch(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }
}
