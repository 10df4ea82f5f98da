import {
  ASSISTANT,
  newId,
  openLocalLog,
  systemClock,
  type BackendEvents,
  type BackendSession,
  type Cast,
  type Connection,
  type Delivered,
  type Draft,
  type Entry,
  type EntryRefusedError,
  type JoinRequest,
  type LocalSession,
  type Offers,
  type Role,
} from '@interview-room/core';
import { toBase64 } from '@interview-room/core/protocol';
import { Connecting } from './connecting.js';
import type { Bridge, BridgeOptions, Far, OpenFar } from './far.js';
import { Leader } from './leader.js';
import { openMemo, type Memo } from './memo.js';
import { Near } from './near.js';
import { Notices } from './notices.js';
import { Queue } from './queue.js';

/** This person, in the log that is kept here. */
const YOU = 'you';
/** The name of the cast by which the tab that leads tells the others how it is connected. */
const STATUS = 'bridge.status';
/** So many may wait before the badge says so. */
const CROWDED = 1000;
const roles: readonly Role[] = ['candidate', 'interviewer', 'observer'];

/**
 * A room whose log is kept in this browser, and a backend that hears of it and is heard.
 *
 *   room ──append, edit──▶ log ──▶ room
 *                           │ ▲
 *                           ▼ │ entries and edits by others
 *                          far ──▶ backend
 *
 * Of several tabs one speaks to the backend; all share the log.
 */
export class BridgeSession implements BackendSession {
  readonly you = YOU;
  readonly role: Role;
  readonly offers: Offers;
  private readonly clock;
  private readonly near: Near;
  private readonly notices: Notices;
  private readonly queue: Queue;
  private readonly connecting: Connecting;
  private readonly leader: Leader;
  private readonly far: Far;
  /** How the log is kept. */
  private kept: Connection = { status: 'connecting', storage: 'memory' };
  private log!: LocalSession;
  private left = false;

  private constructor(
    private readonly name: string,
    options: BridgeOptions,
    request: JoinRequest,
    open: OpenFar,
    private readonly memo: Memo,
    private readonly events: BackendEvents,
  ) {
    this.clock = options.clock ?? systemClock;
    this.role = roles.find((role) => role === request.role) ?? 'candidate';
    this.notices = new Notices(() => this.clock.now());
    this.near = new Near((by, kind, body, id) => this.enter([{ by, kind, body, id }]));
    this.far = open(this.bridge(options, request));
    this.offers = { notices: this.notices, ...this.far.offers };
    this.queue = new Queue(memo, {
      refused: (entry, error) => this.refused(entry, error),
      broken: (_, error) => this.connecting.broken(error),
      changed: () => this.tell(),
    });
    this.connecting = new Connecting(this.far, this.clock, options.random ?? Math.random, {
      linked: (link) => this.queue.connect(link),
      changed: () => this.tell(),
    });
    this.leader = new Leader(`interview-room/bridge/${name}`, () => void this.lead());
  }

  /** Shows what is kept of the room, and joins the backend. */
  static async join(
    options: BridgeOptions,
    request: JoinRequest,
    open: OpenFar,
    events: BackendEvents,
  ): Promise<BridgeSession> {
    const name = nameOf(options, request);
    const memo = await openMemo(name, options.storage ?? 'indexeddb');
    const session = new BridgeSession(name, options, request, open, memo, events);
    await session.start(options.storage ?? 'indexeddb');
    return session;
  }

  append(drafts: readonly Omit<Draft, 'by'>[]): Promise<Entry[]> {
    return this.log.append(drafts);
  }

  async edit(update: Uint8Array): Promise<void> {
    await this.log.append([{ id: newId(), kind: 'doc.update', body: { update: toBase64(update) } }]);
  }

  cast(kind: string, body: unknown): void {
    this.connecting.link?.cast?.(kind, body);
  }

  read(): Promise<Entry[]> {
    return this.log.read();
  }

  retry(): void {
    this.connecting.retry();
  }

  /** What the backend has not been told of stays. */
  async compact(draft: Omit<Draft, 'by'>, through: number): Promise<boolean> {
    return this.queue.size === 0 && this.log.compact(draft, through);
  }

  lastWords(): void {
    this.log.lastWords();
    this.far.lastWords?.();
  }

  async leave(): Promise<void> {
    this.left = true;
    this.far.lastWords?.();
    // Before the connection goes: some say over it that they leave.
    this.far.close?.();
    await this.connecting.stop();
    await this.memo.settled();
    this.leader.yield();
    await this.log.leave();
  }

  private async start(storage: 'indexeddb' | 'memory'): Promise<void> {
    this.log = await openLocalLog(`bridge ${this.name}`, storage, {
      ...this.events,
      entries: (entries) => this.arrived(entries),
      connection: (connection) => this.keep(connection),
      cast: (cast) => this.hear(cast),
    });
    const known = this.near.isKnown;
    const leads = await this.leader.seek(this.kept.storage === 'kept');
    if (!leads) return;
    try {
      await this.connecting.outcome(known);
    } catch (error) {
      await this.leave();
      throw error;
    }
  }

  /** From now on this tab speaks to the backend, and goes on from where the one before it came to. */
  private async lead(): Promise<void> {
    await this.memo.reload().catch(() => undefined);
    this.queue.skip();
    if (!this.left) this.connecting.start();
  }

  private arrived(entries: readonly Delivered[]): void {
    const readable = this.near.take(entries);
    this.events.entries(entries);
    this.queue.add(readable.filter(({ by, kind }) => by === YOU && kind !== 'doc.update'));
  }

  private async enter(drafts: readonly Draft[]): Promise<void> {
    await this.log.enter(drafts);
  }

  private refused({ kind, body }: Entry, { reason, code }: EntryRefusedError): void {
    this.events.refused({ kind, body, reason: code ?? 'not-allowed', message: reason });
  }

  private keep(connection: Connection): void {
    this.kept = connection;
    this.tell();
  }

  /** Another tab, or a dialect in another tab. */
  private hear(cast: Cast): void {
    if (cast.kind !== STATUS) this.events.cast(cast);
    else if (!this.connecting.started) this.events.connection(cast.body as Connection);
  }

  private tell(): void {
    if (!this.connecting?.started && this.kept.status !== 'closed') return;
    const connection = this.connecting.describe(
      this.kept,
      this.queue.size + (this.far.unsent?.() ?? 0),
      CROWDED,
    );
    this.events.connection(connection);
    this.log?.cast(STATUS, connection);
  }

  private bridge(options: BridgeOptions, request: JoinRequest): Bridge {
    const { near, memo, clock, role } = this;
    const url = new URL(options.url, globalThis.location?.href);
    return {
      options,
      base: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
      settings: url.searchParams,
      request,
      role,
      clock,
      you: YOU,
      files: near.files,
      memo,
      get state() {
        return near.state;
      },
      token: async () => (typeof request.token === 'function' ? request.token() : request.token),
      subscribe: (listener) => near.subscribe(listener),
      enter: (by, kind, body, id = newId()) => this.enter([{ by, kind, body, id }]),
      welcome: (id, name, as = 'candidate') => this.welcome(id, name, as),
      edit: (by, change) => near.edit(by, change),
      cast: (cast) => this.events.cast(cast),
      notice: (level, name, text, action, other) => this.notices.add(level, name, text, action, other),
      changed: () => this.tell(),
    };
  }

  private async welcome(id: string, name: string, role: Role): Promise<void> {
    const { people } = this.near.state;
    const known = people.find((person) => person.id === id);
    if (known?.name === name && known.role === role) return;
    const color = known?.color ?? people.filter((person) => person.id !== ASSISTANT).length;
    await this.enter([
      {
        by: 'room',
        kind: 'participant.joined',
        id: newId(),
        body: { id, name: name.slice(0, 200), role, color },
      },
    ]);
  }
}

/** One log for a person, a room and a backend: two people on one machine do not share it. */
function nameOf(
  { url, variant = '' }: BridgeOptions,
  { session, name = '', role = '' }: JoinRequest,
): string {
  const address = new URL(url, globalThis.location?.href).href;
  return JSON.stringify([address, variant, session, role, name]);
}
