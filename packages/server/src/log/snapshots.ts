import type { Documents } from './documents.js';
import type { Snapshot } from './engine.js';

const BUCKET = 'snapshots';

/** No room's name can be the beginning of another's key. */
const keyOf = (room: string, name = ''): string => `${encodeURIComponent(room)}/${name}`;

/** Snapshots are documents: the last of each name is kept. */
export class Snapshots {
  constructor(private readonly documents: Documents) {}

  async save(room: string, name: string, snapshot: Snapshot): Promise<void> {
    await this.documents.put(BUCKET, keyOf(room, name), snapshot);
  }

  async load(room: string, name: string): Promise<Snapshot | undefined> {
    return (await this.documents.get(BUCKET, keyOf(room, name)))?.value as Snapshot | undefined;
  }

  async delete(room: string): Promise<void> {
    const found = await this.documents.list(BUCKET, { prefix: keyOf(room) });
    await Promise.all(found.map(({ key }) => this.documents.delete(BUCKET, key)));
  }
}
