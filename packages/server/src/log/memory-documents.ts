import { ConflictError, isListed, type Document, type Documents, type ListOptions } from './documents.js';

/** Documents that last as long as the process. They are kept as JSON, so that nobody shares an object with another. */
export class MemoryDocuments implements Documents {
  #buckets = new Map<string, Map<string, { json: string; revision: number }>>();
  #revision = 0;

  async get(bucket: string, key: string): Promise<Document | undefined> {
    const found = this.#bucket(bucket).get(key);
    return found && { key, value: JSON.parse(found.json) as unknown, revision: found.revision };
  }

  async put(bucket: string, key: string, value: unknown, revision?: number): Promise<number> {
    this.#expect(bucket, key, revision);
    this.#bucket(bucket).set(key, { json: JSON.stringify(value), revision: ++this.#revision });
    return this.#revision;
  }

  async list(bucket: string, options: ListOptions = {}): Promise<Document[]> {
    const keys = [...this.#bucket(bucket).keys()].filter((key) => isListed(key, options)).sort();
    const found = await Promise.all(keys.slice(0, options.limit).map((key) => this.get(bucket, key)));
    return found.filter((each) => each !== undefined);
  }

  async delete(bucket: string, key: string, revision?: number): Promise<void> {
    this.#expect(bucket, key, revision);
    this.#bucket(bucket).delete(key);
  }

  #bucket(name: string) {
    const bucket = this.#buckets.get(name) ?? new Map<string, { json: string; revision: number }>();
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #expect(bucket: string, key: string, revision: number | undefined): void {
    const at = this.#bucket(bucket).get(key)?.revision ?? 0;
    if (revision !== undefined && revision !== at) throw new ConflictError(bucket, key);
  }
}
