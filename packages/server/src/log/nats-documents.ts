import { Kvm, type KV, type KvEntry } from '@nats-io/kv';
import { newId } from '@interview-room/core/protocol';
import { ConflictError, isListed, type Document, type Documents, type ListOptions } from './documents.js';
import { fromToken, toToken, type Names } from './nats-names.js';
import { isStale, type NatsStreams } from './nats-stream.js';

const TRIES = 5;

/** Where the parts of a value lie that is larger than a message. */
interface Parts {
  parts: string;
  count: number;
}

/**
 * Documents in a key-value bucket. One that is larger than a message lies in parts in another bucket, under a name that
 * is used once, and the document itself says where.
 */
export class NatsDocuments implements Documents {
  private constructor(
    private readonly streams: NatsStreams,
    private readonly documents: KV,
    private readonly parts: KV,
    private readonly partsBucket: string,
  ) {}

  static async open(streams: NatsStreams, names: Names, replicas: number): Promise<NatsDocuments> {
    const kvm = new Kvm(streams.connection);
    // Read from the leader, so that one reads what one wrote.
    const options = { replicas, history: 1, allow_direct: false };
    const documents = await kvm.create(names.documents(), options);
    const parts = await kvm.create(names.parts(), options);
    return new NatsDocuments(streams, documents, parts, names.parts());
  }

  async get(bucket: string, key: string): Promise<Document | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await this.#find(bucket, key);
      if (!found) return undefined;
      const json = await this.#load(found);
      if (json !== undefined) return { key, value: JSON.parse(json) as unknown, revision: found.revision };
    }
    throw new Error(`${bucket}/${key} changes too fast to be read.`);
  }

  async put(bucket: string, key: string, value: unknown, revision?: number): Promise<number> {
    const before = await this.#find(bucket, key);
    const data = await this.#store(JSON.stringify(value));
    try {
      const written = await this.#write(keyOf(bucket, key), data, revision);
      if (before) await this.#dropParts(before.string());
      return written;
    } catch (error) {
      await this.#dropParts(data);
      throw isStale(error) ? new ConflictError(bucket, key, { cause: error }) : error;
    }
  }

  async list(bucket: string, options: ListOptions = {}): Promise<Document[]> {
    const keys: string[] = [];
    for await (const each of await this.documents.keys(`${toToken(bucket)}.>`)) {
      keys.push(fromToken(each.slice(each.indexOf('.') + 1)));
    }
    const wanted = keys.filter((key) => isListed(key, options)).sort();
    const found = await Promise.all(wanted.slice(0, options.limit).map((key) => this.get(bucket, key)));
    return found.filter((each) => each !== undefined);
  }

  async delete(bucket: string, key: string, revision?: number): Promise<void> {
    const before = await this.#find(bucket, key);
    if (revision !== undefined && before?.revision !== revision) throw new ConflictError(bucket, key);
    if (!before) return;
    try {
      const options = revision === undefined ? {} : { previousSeq: revision };
      await this.documents.delete(keyOf(bucket, key), options);
    } catch (error) {
      throw isStale(error) ? new ConflictError(bucket, key, { cause: error }) : error;
    }
    await this.#dropParts(before.string());
  }

  async #find(bucket: string, key: string): Promise<KvEntry | undefined> {
    const found = await this.documents.get(keyOf(bucket, key));
    return found?.operation === 'PUT' ? found : undefined;
  }

  #write(key: string, data: string, revision: number | undefined): Promise<number> {
    if (revision === undefined) return this.documents.put(key, data);
    return revision === 0 ? this.documents.create(key, data) : this.documents.update(key, data, revision);
  }

  /** What to write for a value: itself, or where its parts are. */
  async #store(json: string): Promise<string> {
    const bytes = Buffer.from(json, 'utf8');
    const size = this.streams.size;
    if (bytes.length < size) return `=${json}`;
    const parts = newId();
    const count = Math.ceil(bytes.length / size);
    for (let i = 0; i < count; i++) {
      await this.parts.put(`${parts}.${i}`, bytes.subarray(i * size, (i + 1) * size));
    }
    return `#${JSON.stringify({ parts, count } satisfies Parts)}`;
  }

  /** The value that was written; nothing if its parts went while they were read. */
  async #load(found: KvEntry): Promise<string | undefined> {
    const data = found.string();
    const where = partsOf(data);
    if (!where) return data.slice(1);
    const keys = Array.from({ length: where.count }, (_, index) => `${where.parts}.${index}`);
    const parts = (await Promise.all(keys.map((key) => this.parts.get(key)))).filter((each) => each !== null);
    if (parts.length < where.count) return undefined;
    return Buffer.concat(parts.map(({ value }) => value)).toString('utf8');
  }

  async #dropParts(data: string): Promise<void> {
    const where = partsOf(data);
    if (where) await this.streams.purge(`KV_${this.partsBucket}`, `$KV.${this.partsBucket}.${where.parts}.*`);
  }
}

const keyOf = (bucket: string, key: string): string => `${toToken(bucket)}.${toToken(key)}`;

const partsOf = (data: string): Parts | undefined =>
  data.startsWith('#') ? (JSON.parse(data.slice(1)) as Parts) : undefined;
