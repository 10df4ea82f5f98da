import type { Documents } from '../log/documents.js';

const BUCKET = 'rooms';

/** What is known of a room without opening its log. */
export interface RoomRecord {
  readonly id: string;
  readonly createdAt: number;
  /** Where what happens to it is told. */
  readonly webhook?: { readonly url: string } | undefined;
  /** Nobody is offered help unasked there. */
  readonly coach?: 'off' | undefined;
  readonly question: { readonly id: string; readonly title: string; readonly hash: string };
}

/** Which rooms there are. */
export class Directory {
  constructor(private readonly documents: Documents) {}

  async get(room: string): Promise<RoomRecord | undefined> {
    return (await this.documents.get(BUCKET, room))?.value as RoomRecord | undefined;
  }

  async add(record: RoomRecord): Promise<void> {
    await this.documents.put(BUCKET, record.id, record, 0);
  }

  async list(after: string | undefined, limit: number): Promise<RoomRecord[]> {
    const found = await this.documents.list(BUCKET, { limit, ...(after && { after }) });
    return found.map(({ value }) => value as RoomRecord);
  }

  /** All of them. */
  async *all(): AsyncGenerator<string, void> {
    for (let after: string | undefined; ;) {
      const piece = await this.list(after, 500);
      for (const { id } of piece) yield id;
      after = piece.at(-1)?.id;
      if (after === undefined) return;
    }
  }

  delete(room: string): Promise<void> {
    return this.documents.delete(BUCKET, room);
  }
}
