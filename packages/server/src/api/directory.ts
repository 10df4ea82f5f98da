import type { Documents } from '../log/documents.js';

const BUCKET = 'rooms';

/** What is known of a room without opening its log. */
export interface RoomRecord {
  readonly id: string;
  readonly createdAt: number;
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

  delete(room: string): Promise<void> {
    return this.documents.delete(BUCKET, room);
  }
}
