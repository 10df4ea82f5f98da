import { ConflictError, type Document, type Documents, type ListOptions } from './documents.js';
import type { Connection, Statement } from './sqlite-database.js';

interface Row {
  key: string;
  value: string;
  revision: number;
}

/** Documents in the same file as the logs. */
export class SqliteDocuments implements Documents {
  #get: Statement;
  #put: Statement;
  #list: Statement;
  #delete: Statement;

  constructor(
    private readonly db: Connection,
    private readonly written: () => void,
  ) {
    this.#get = db.prepare('SELECT key, value, revision FROM documents WHERE bucket = ? AND key = ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO documents (bucket, key, value) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM documents WHERE bucket = ? AND key = ?');
    this.#list = db.prepare(
      `SELECT key, value, revision FROM documents
       WHERE bucket = ? AND key > ? AND substr(key, 1, length(?)) = ? AND key >= ? ORDER BY key LIMIT ?`,
    );
  }

  async get(bucket: string, key: string): Promise<Document | undefined> {
    const row = this.#row(bucket, key);
    return row && toDocument(row);
  }

  async put(bucket: string, key: string, value: unknown, revision?: number): Promise<number> {
    return this.#change(bucket, key, revision, () =>
      Number(this.#put.run(bucket, key, JSON.stringify(value)).lastInsertRowid),
    );
  }

  async list(bucket: string, options: ListOptions = {}): Promise<Document[]> {
    const { prefix = '', after = '', limit = -1 } = options;
    return (this.#list.all(bucket, after, prefix, prefix, prefix, limit) as Row[]).map(toDocument);
  }

  async delete(bucket: string, key: string, revision?: number): Promise<void> {
    this.#change(bucket, key, revision, () => this.#delete.run(bucket, key));
  }

  #row(bucket: string, key: string): Row | undefined {
    return this.#get.get(bucket, key) as Row | undefined;
  }

  #change<T>(bucket: string, key: string, revision: number | undefined, change: () => T): T {
    const result = this.db
      .transaction(() => {
        const at = this.#row(bucket, key)?.revision ?? 0;
        if (revision !== undefined && revision !== at) throw new ConflictError(bucket, key);
        return change();
      })
      .immediate();
    this.written();
    return result;
  }
}

const toDocument = ({ key, value, revision }: Row): Document => ({
  key,
  value: JSON.parse(value) as unknown,
  revision,
});
