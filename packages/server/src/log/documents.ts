/** A value under a bucket and a key, and which version of it this is. */
export interface Document {
  readonly key: string;
  readonly value: unknown;
  /** Grows with each write, and is not used again after a delete. */
  readonly revision: number;
}

/** Which documents of a bucket are wanted, by their keys in the order of their code units. */
export interface ListOptions {
  prefix?: string;
  after?: string;
  limit?: number;
}

/** Facts that are not part of a log: a room's own settings, questions, what is still to be sent. Values are JSON. */
export interface Documents {
  get(bucket: string, key: string): Promise<Document | undefined>;
  /**
   * Writes, and gives the new revision. With `revision`, only if the document is still at that one (0: if there is
   * none); else it throws a `ConflictError`.
   */
  put(bucket: string, key: string, value: unknown, revision?: number): Promise<number>;
  list(bucket: string, options?: ListOptions): Promise<Document[]>;
  /** Deletes, with `revision` only what is still at it. What is not there is no fault. */
  delete(bucket: string, key: string, revision?: number): Promise<void>;
}

/** Someone else was first: read again and try again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(bucket: string, key: string, options?: ErrorOptions) {
    super(`${bucket}/${key} was changed meanwhile.`, options);
  }
}

/** Whether a key is wanted. */
export const isListed = (key: string, { prefix = '', after = '' }: ListOptions): boolean =>
  key.startsWith(prefix) && key > after;
