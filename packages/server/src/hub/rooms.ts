import { RoomHub, type HubContext } from './room-hub.js';

interface Open {
  hub: Promise<RoomHub>;
  holds: number;
  timer?: NodeJS.Timeout | undefined;
}

/** A room that is held open until it is released. */
export interface Lease {
  readonly hub: RoomHub;
  release(): void;
}

/** The rooms that are open in this process. One that nobody holds is let go after a while. */
export class Rooms {
  #open = new Map<string, Open>();

  constructor(
    private readonly context: HubContext,
    private readonly idleMs: number,
  ) {}

  get count(): number {
    return this.#open.size;
  }

  /** How many tabs are in all of them. */
  async peers(): Promise<number> {
    const hubs = await Promise.allSettled([...this.#open.values()].map(({ hub }) => hub));
    return hubs.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value.peers : 0), 0);
  }

  async hold(room: string): Promise<Lease> {
    const open = this.#open.get(room) ?? this.#start(room);
    open.holds++;
    clearTimeout(open.timer);
    let held = true;
    const release = () => {
      if (held) this.#release(room, open);
      held = false;
    };
    return { hub: await open.hub, release };
  }

  /** Does something with a room. */
  async with<T>(room: string, use: (hub: RoomHub) => Promise<T> | T): Promise<T> {
    const { hub, release } = await this.hold(room);
    try {
      return await use(hub);
    } finally {
      release();
    }
  }

  async close(): Promise<void> {
    const all = [...this.#open];
    for (const [room, open] of all) this.#forget(room, open);
    for (const [, { hub }] of all) await hub.then((each) => each.close()).catch(() => undefined);
  }

  #start(room: string): Open {
    const open: Open = { hub: RoomHub.open(room, this.context), holds: 0 };
    this.#open.set(room, open);
    const forget = () => this.#forget(room, open);
    open.hub.then((hub) => this.#opened(hub, forget), forget);
    return open;
  }

  #opened(hub: RoomHub, forget: () => void): void {
    hub.onclose = forget;
    this.context.onOpen?.(hub);
  }

  #release(room: string, open: Open): void {
    if (--open.holds > 0 || this.#open.get(room) !== open) return;
    open.timer = setTimeout(() => {
      this.#forget(room, open);
      void open.hub.then((hub) => hub.close());
    }, this.idleMs).unref();
  }

  #forget(room: string, open: Open): void {
    clearTimeout(open.timer);
    if (this.#open.get(room) === open) this.#open.delete(room);
  }
}
