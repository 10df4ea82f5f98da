import type { Backend, BackendEvents, BackendSession, Connection, JoinRequest, Refused } from './backend.js';
import { Compactor, type Snapshot } from './compactor.js';
import { EntryRefusedError } from './errors.js';
import { localBackend } from './local.js';
import { nativeBackend } from './native.js';
import type { Offers } from './offers.js';
import { watchPage } from './page.js';
import { fromBase64, toBase64 } from './protocol/base64.js';
import { verify, type Verification } from './protocol/chain.js';
import { isWithheld, type Cast, type Delivered, type Entry } from './protocol/entry.js';
import { newId } from './protocol/id.js';
import { isKind, isKnown, problemOf, type BodyOf, type Kind } from './protocol/kinds.js';
import type { WireSnapshot } from './protocol/frames.js';
import type { Role } from './protocol/roles.js';
import { fold, initialState, restored, type LogState } from './state/fold.js';
import { Subscribers } from './subscribers.js';
import { Workspace } from './workspace/workspace.js';

/** How to join a room. */
export interface JoinOptions extends JoinRequest {
  /** Where its log is kept: a backend, the address of one, or `'local'` for one in this browser. */
  backend: string | Backend;
  /**
   * What the backend at that address speaks. Default: the wire of docs/PROTOCOL.md (`native`). Others are registered by
   * `@interview-room/backends/register.js`; `auto` finds out.
   */
  dialect?: string;
  /** Which variant of the dialect. */
  variant?: string;
}

/** All that a room knows now: what its log amounts to, and how it stands with it. */
export interface RoomState extends LogState {
  readonly connection: Connection;
}

/** A whole log, taken out. */
export interface RoomExport {
  format: 'interview-room-log';
  version: 1;
  session: string;
  /** When, in milliseconds since 1970. */
  exportedAt: number;
  verification: Verification;
  /** The files as they are now. */
  files: Record<string, string>;
  entries: Delivered[];
}

/** A room without a face: everything that happened in it, in order, and what it amounts to. */
export class Room {
  readonly workspace = new Workspace((update) => this.#edit(update));
  readonly #session: string;
  readonly #subscribers = new Subscribers<RoomState>();
  readonly #castListeners = new Set<(cast: Cast) => void>();
  readonly #refusedListeners = new Set<(refused: Refused) => void>();
  readonly #compactor = new Compactor();
  #state: RoomState = { ...initialState, connection: { status: 'connecting', storage: 'memory' } };
  #seq = 0;
  #backend: BackendSession | undefined;
  #unwatch = () => {};

  private constructor(session: string) {
    this.#session = session;
  }

  /**
   * Joins a room. Resolves when all that happened in it so far is in its state and files; where a backend is not reached
   * but the room is kept from before, when that is, and `connection` says `offline`.
   * @throws {JoinRefusedError} if the backend refuses, or is not reached, and nothing of the room is kept.
   */
  static async join({ backend, dialect, variant, ...request }: JoinOptions): Promise<Room> {
    const room = new Room(request.session);
    await room.#join(await resolve(backend, dialect, variant), request);
    return room;
  }

  /** All that is known now. A new object at each change; parts that did not change are the same ones. */
  get state(): RoomState {
    return this.#state;
  }

  /** The participant that what is written here is by. */
  get you(): string {
    return this.#backend?.you ?? '';
  }

  /** The place of the last entry that is known here. */
  get seq(): number {
    return this.#seq;
  }

  /** What this participant is in the room; undefined where there are no roles. */
  get role(): Role | undefined {
    return this.#backend?.role;
  }

  /** What the backend can do beside keeping the log. */
  get offers(): Offers {
    return this.#backend?.offers ?? NOTHING;
  }

  /** This tab, which tells it from others of the same participant. */
  get client(): string | undefined {
    return this.#backend?.client;
  }

  /** The time by the backend's clock, which is that of entries, in milliseconds since 1970. */
  now(): number {
    return Date.now() + (this.#backend?.clockOffset ?? 0);
  }

  /** Tries at once to reach a backend that is not reached or refused. */
  retry(): void {
    this.#backend?.retry?.();
  }

  /** How the room stands with its log: also part of the state, so that one can subscribe to it. */
  get connection(): Connection {
    return this.#state.connection;
  }

  /** Calls back each time that what `selector` picks from the state becomes another. Returns how to stop it. */
  subscribe<Part>(
    selector: (state: RoomState) => Part,
    listener: (part: Part, before: Part) => void,
  ): () => void {
    return this.#subscribers.add(this.#state, selector, listener);
  }

  /**
   * Adds an entry. When it resolves, the state has it; with a backend that is not reached this lasts until it is, and the
   * entry is kept meanwhile, also over a reload. Kinds of your own may be added too (`acme.badge`): they are kept
   * in the log, and no state is made of them.
   * @throws {EntryRefusedError} if the body is not of its kind's shape, or the backend does not take it.
   */
  async append<K extends Kind>(kind: K, body: BodyOf<K>): Promise<Entry<K, BodyOf<K>>>;
  async append(kind: `${string}.${string}`, body: unknown): Promise<Entry>;
  async append(kind: string, body: unknown): Promise<Entry> {
    const reason = isKind(kind) ? problemOf({ kind, body }) : undefined;
    if (reason) throw new EntryRefusedError(kind, reason);
    if (!this.#backend) throw new EntryRefusedError(kind, 'the room was left');
    // It may build on what was typed before.
    if (kind !== 'doc.update') this.workspace.flush();
    const [entry] = await this.#backend.append([{ id: newId(), kind, body }]);
    if (!entry) throw new EntryRefusedError(kind, 'the log gave no entry back');
    return entry;
  }

  /** Tells those who are here now (in a local room: the other tabs), or one of them, and keeps nothing. */
  cast(kind: string, body: unknown, to?: string): void {
    this.#backend?.cast(kind, body, to);
  }

  /** Calls back at each cast by another. Returns how to stop it. */
  onCast(listener: (cast: Cast) => void): () => void {
    this.#castListeners.add(listener);
    return () => this.#castListeners.delete(listener);
  }

  /** Calls back when the backend did not take what this client wrote. Returns how to stop it. */
  onRefused(listener: (refused: Refused) => void): () => void {
    this.#refusedListeners.add(listener);
    return () => this.#refusedListeners.delete(listener);
  }

  /** The whole log as it is kept, with the proof that it is whole. */
  async export(): Promise<RoomExport> {
    await this.workspace.settled();
    const entries = (await this.#backend?.read()) ?? [];
    const [session, files] = [this.#session, this.workspace.files()];
    const verification = verify(entries);
    return {
      format: 'interview-room-log',
      version: 1,
      session,
      exportedAt: Date.now(),
      verification,
      files,
      entries,
    };
  }

  /** Leaves, once all that was written is kept. The state and the files can still be read. */
  async leave(): Promise<void> {
    await this.workspace.settled();
    const backend = this.#backend;
    this.#backend = undefined;
    this.#unwatch();
    await backend?.leave();
    this.#subscribers.clear();
    this.#castListeners.clear();
    this.#refusedListeners.clear();
  }

  async #join(backend: Backend, request: JoinRequest): Promise<void> {
    const events: BackendEvents = {
      entries: (entries) => this.#receive(entries),
      cast: (cast) => this.#castListeners.forEach((listener) => listener(cast)),
      connection: (connection) => this.#connect(connection),
      snapshot: (snapshot) => this.#restore(snapshot),
      restart: () => this.#restart(),
      edits: (updates) => this.workspace.receive(updates),
      reset: (updates) => this.workspace.reset(updates),
      refused: (refused) => this.#refusedListeners.forEach((listener) => listener(refused)),
    };
    this.#backend = await backend.join(request, events);
    this.#unwatch = watchPage({
      hidden: () => this.workspace.flush(),
      going: () => {
        this.workspace.flush();
        this.#backend?.lastWords?.();
      },
    });
    this.#compact();
  }

  #receive(entries: readonly Delivered[]): void {
    const updates: Uint8Array[] = [];
    const state = entries.reduce((before, entry) => this.#take(before, entry, updates), this.#state);
    this.workspace.receive(updates);
    if (state !== this.#state) this.#set(state);
    this.#compact();
  }

  /** The state after an entry. What it does to the files is added to `updates`. */
  #take(state: RoomState, entry: Delivered, updates: Uint8Array[]): RoomState {
    if (entry.seq <= this.#seq) return state;
    const had = this.#seq;
    this.#seq = entry.seq;
    if (isWithheld(entry)) return state;
    this.#compactor.count(entry);
    if (!isKnown(entry)) return state;
    if (entry.kind === 'doc.update') updates.push(fromBase64(entry.body.update));
    if (entry.kind !== 'log.compacted') return fold(state, entry);
    // What was compacted is known here already, unless entries before it are missing.
    if (entry.body.through === had) return state;
    updates.push(fromBase64(entry.body.doc));
    return fold(state, entry);
  }

  /** Goes on from what the log amounts to, where that is further than what is known here. */
  #restore({ seq, doc, version, state }: WireSnapshot): void {
    if (seq <= this.#seq) return;
    this.#seq = seq;
    this.workspace.receive([fromBase64(doc)]);
    this.#set({ ...this.#state, ...restored({ version, state }) });
  }

  /** The log is another than it seemed. What is shown stays until that has come. */
  #restart(): void {
    this.#seq = 0;
    this.#state = { ...initialState, connection: this.#state.connection };
  }

  async #edit(update: Uint8Array): Promise<void> {
    if (this.#backend?.edit) await this.#backend.edit(update);
    else await this.append('doc.update', { update: toBase64(update) });
  }

  #connect(connection: Connection): void {
    const wasCrowded = this.#state.connection.remote?.crowded;
    this.#set({ ...this.#state, connection });
    // What there was no room for is held by the workspace: now there is.
    if (wasCrowded && !connection.remote?.crowded) this.workspace.flush();
  }

  #set(state: RoomState): void {
    this.#state = state;
    this.#subscribers.tell(state);
  }

  #compact(): void {
    if (this.#backend) this.#compactor.run(this.#backend, () => this.#snapshot());
  }

  #snapshot(): Snapshot {
    const { connection: _, ...state } = this.#state;
    return { through: this.#seq, doc: this.workspace.snapshot(), state };
  }
}

const NOTHING: Offers = {};

async function resolve(backend: string | Backend, dialect = 'native', variant?: string): Promise<Backend> {
  if (typeof backend !== 'string') return backend;
  if (backend === 'local') return localBackend();
  if (dialect !== 'native') {
    const { openDialect } = await import('./dialects.js');
    return openDialect(dialect, { url: backend, ...(variant && { variant }) });
  }
  if (/^((https?|wss?):|\.{0,2}\/)/.test(backend)) return nativeBackend({ url: backend });
  throw new TypeError(`There is no backend "${backend}" here. Give "local", or the address of one.`);
}
