import { Room, type Backend, type BackendEvents, type Delivered, type Entry } from '@interview-room/core';

/** A backend in memory that several people join: entries go to all of them in one order, casts to all others at once. */
export class Hall {
  private readonly log: Entry[] = [];
  private held?: Entry[];
  private readonly members = new Map<string, BackendEvents>();
  /** What was cast, by whom: `ada/1 presence`. */
  readonly casts: string[] = [];

  async join(by: string, client = '1'): Promise<Room> {
    const room = await Room.join({ backend: this.backend(by, client), session: 'hall' });
    if (!room.state.people.some(({ id }) => id === by)) {
      const color = room.state.people.length;
      this.add('room', 'participant.joined', { id: by, name: by.toUpperCase(), role: 'candidate', color });
    }
    return room;
  }

  /** From now on what people write reaches nobody, until they are all told. */
  hold(): void {
    this.held = [];
  }
  release(): void {
    const held = this.held ?? [];
    delete this.held;
    for (const events of this.members.values()) events.entries(held);
  }

  /** Someone's tab loses its connection: nothing reaches it or comes from it. */
  cut(by: string, client = '1'): void {
    this.members.delete(`${by}/${client}`);
  }

  /** Someone's tab is told that its connection is another. */
  connect(by: string, status: 'open' | 'offline', client = '1'): void {
    this.members.get(`${by}/${client}`)?.connection({ status, storage: 'memory' });
  }

  cast(by: string, client: string, kind: string, body: unknown): void {
    this.casts.push(`${by}/${client} ${kind}`);
    for (const [key, events] of this.members) {
      if (key !== `${by}/${client}`)
        events.cast({ by, client, kind, body: JSON.parse(JSON.stringify(body)) as unknown });
    }
  }

  private add(by: string, kind: string, body: unknown, id = `e${this.log.length}`): Entry {
    const seq = this.log.length + 1;
    const entry: Entry = { id, seq, at: seq, by, kind, body, prev: '', hash: '' };
    this.log.push(entry);
    if (this.held) this.held.push(entry);
    else for (const events of this.members.values()) events.entries([entry]);
    return entry;
  }

  private backend(by: string, client: string): Backend {
    const key = `${by}/${client}`;
    return {
      join: async (_, events) => {
        events.connection({ status: 'open', storage: 'memory' });
        events.entries(this.log);
        this.members.set(key, events);
        return {
          you: by,
          client,
          append: async (drafts) => drafts.map(({ id, kind, body }) => this.add(by, kind, body, id)),
          cast: (kind, body) => this.members.has(key) && this.cast(by, client, kind, body),
          read: async (): Promise<Delivered[]> => this.log,
          leave: async () => this.cut(by, client),
        };
      },
    };
  }
}
