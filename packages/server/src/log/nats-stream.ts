import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstream,
  jetstreamManager,
  type JetStreamClient,
  type JetStreamManager,
  type PurgeResponse,
} from '@nats-io/jetstream';
import { headers, nanos, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import type { Names } from './nats-names.js';
import { EXPECTED, PART, type Stored } from './nats-records.js';

const BATCH = 200;
const WAIT = 5000;
/** Room for the headers of a message, and for those that its repetition adds. */
const HEADROOM = 4096;

/** What JetStream is asked for, in the words of a log. */
export class NatsStreams {
  private constructor(
    readonly connection: NatsConnection,
    readonly manager: JetStreamManager,
    private readonly client: JetStreamClient,
    private readonly names: Names,
  ) {}

  static async open(connection: NatsConnection, names: Names, replicas: number): Promise<NatsStreams> {
    const streams = new NatsStreams(
      connection,
      await jetstreamManager(connection),
      jetstream(connection),
      names,
    );
    for (let shard = 0; shard < names.shards; shard++) await streams.#ensure(shard, replicas);
    return streams;
  }

  /** How many bytes go into one message. */
  get size(): number {
    return (this.connection.info?.max_payload ?? 1_048_576) - HEADROOM;
  }

  /** Writes if `expected` is still the room's last message, and gives the place of the new one. */
  async write(subject: string, message: Omit<Stored, 'seq'>, id: string): Promise<number> {
    const { data, expected, part } = message;
    const extra = headers();
    if (part) extra.set(PART, part);
    const expect = { lastSubjectSequence: expected };
    const options = { msgID: id, expect, headers: extra, timeout: WAIT };
    return (await this.client.publish(subject, data, options)).seq;
  }

  /** A room's last message. */
  async last(stream: string, subject: string): Promise<Stored | undefined> {
    const found = await this.manager.streams.getMessage(stream, { last_by_subj: subject }).catch(absent);
    return found ? toStored(found.seq, found.header, found.data) : undefined;
  }

  /** A room's messages between two places, both included. */
  async *read(stream: string, subject: string, from: number, to: number): AsyncGenerator<Stored> {
    const { name } = await this.manager.consumers.add(stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: from,
      filter_subject: subject,
      inactive_threshold: nanos(30_000),
      mem_storage: true,
      num_replicas: 1,
    });
    try {
      yield* this.#fetch(stream, name, to);
    } finally {
      this.manager.consumers.delete(stream, name).catch(() => false);
    }
  }

  purge(stream: string, subject: string): Promise<PurgeResponse> {
    return this.manager.streams.purge(stream, { filter: subject });
  }

  async #ensure(shard: number, replicas: number): Promise<void> {
    const name = this.names.stream(shard);
    if (await this.manager.streams.info(name).catch(absent)) return;
    await this.manager.streams.add({
      name,
      subjects: [this.names.written(shard)],
      num_replicas: replicas,
      republish: { src: this.names.written(shard), dest: this.names.stored(shard) },
    });
  }

  async *#fetch(stream: string, name: string, to: number): AsyncGenerator<Stored> {
    const consumer = await this.client.consumers.get(stream, name);
    for (let delivered = 0; ;) {
      const before = delivered;
      for await (const message of await consumer.fetch({ max_messages: BATCH, expires: WAIT })) {
        if (message.info.deliverySequence !== ++delivered) throw new Error('A message was lost on its way.');
        yield toStored(message.seq, message.headers, message.data);
        if (message.seq >= to) return;
      }
      if (delivered === before) throw new Error(`The stream ${stream} does not give what it holds.`);
    }
  }
}

/** A message as it is in the stream, or as the stream repeats it. */
export const toStored = (seq: number, header: MsgHdrs | undefined, data: Uint8Array): Stored => ({
  seq,
  expected: header?.has(EXPECTED) ? Number(header.get(EXPECTED)) : NaN,
  part: header?.get(PART) ?? '',
  data,
});

/** Whether another message came first. */
export const isStale = (error: unknown): boolean =>
  error instanceof JetStreamApiError &&
  (error.code === JetStreamApiCodes.StreamWrongLastSequence ||
    error.code === JetStreamApiCodes.StreamWrongLastSequenceUnknown);

function absent(error: unknown): undefined {
  const codes: number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.NoMessageFound];
  if (error instanceof JetStreamApiError && codes.includes(error.code)) return undefined;
  throw error;
}
