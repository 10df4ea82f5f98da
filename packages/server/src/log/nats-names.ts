import { createHash } from 'node:crypto';

/** Any text as one token of a subject or a key; plain ones stay readable. */
export const toToken = (text: string): string =>
  /^[\w-]{1,100}$/.test(text) ? text : `=${Buffer.from(text, 'utf8').toString('base64url')}`;

/** The text that a token stands for. */
export const fromToken = (token: string): string =>
  token.startsWith('=') ? Buffer.from(token.slice(1), 'base64url').toString('utf8') : token;

/** The names of an engine's streams, subjects and buckets. */
export class Names {
  constructor(
    readonly prefix: string,
    readonly shards: number,
  ) {}

  readonly documents = () => `${this.prefix}_DOCUMENTS`;
  readonly parts = () => `${this.prefix}_PARTS`;
  readonly stream = (shard: number) => `${this.prefix}_LOG_${shard}`;
  /** What is written to a shard's stream. */
  readonly written = (shard: number, token = '>') => `${this.prefix}.log.${shard}.${token}`;
  /** Where the stream tells what it has stored. */
  readonly stored = (shard: number, token = '>') => `${this.prefix}.stored.${shard}.${token}`;
  readonly casts = (room: string) => `${this.prefix}.cast.${toToken(room)}`;

  /** Where a room's log is. */
  of(room: string) {
    const shard = createHash('sha256').update(room).digest().readUInt32BE(0) % this.shards;
    const token = toToken(room);
    return {
      stream: this.stream(shard),
      subject: this.written(shard, token),
      stored: this.stored(shard, token),
    };
  }
}
