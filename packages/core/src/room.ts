import type { Backend, BackendEvents, BackendSession, Connection, JoinRequest, Refused } from './backend.js';
import { Compactor, type Snapshot } from './compactor.js';
import { localBackend } from './local.js';
import { watchPage } from './page.js';
import { fromBase64, toBase64 } from './protocol/base64.js';
import { verify, type Verification } from './protocol/chain.js';
import { isWithheld, type Cast, type Delivered, type Entry } from './protocol/entry.js';
import { newId } from './protocol/id.js';
import { isKind, isKnown, problemOf, type BodyOf, type Kind } from './protocol/kinds.js';
import type { WireSnapshot } from './protocol/frames.js';
import { fold, initialState, restored, type LogState } from './state/fold.js';
import { Subscribers } from './subscribers.js';
import { Workspace } from './workspace/workspace.js';

/** How to join a room. */
export interface JoinOptions extends JoinRequest {
  /** Where its log is kept: a backend, or `'local'` for one in this browser. */
  backend: string | Backend;
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

/** An entry that was not added, and why. */
export class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';
  constructor(
    readonly kind: string,
    readonly reason: string,
  ) {
    super(`"${kind}" was refused: ${reason}.`);
  }
}

/** A room without a face: everything that happened in it, in order, and what it amounts to. */
export class Room {
  readonly workspace = new Workspace((update) => this.append('doc.update', { update: toBase64(update) }));
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

  /** Joins a room. Resolves when all that happened in it so far is in its state and files. */
  static async join({ backend, ...request }: JoinOptions): Promise<Room> {
    const room = new Room(request.session);
    await room.#join(resolve(backend), request);
    return room;
  }

  /** All that is known now. A new object at each change; parts that did not change are the same ones. */
  get state(): RoomState {
    return this.#state;
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
   * Adds an entry. When it resolves, the state has it. Kinds of your own may be added too (`acme.badge`): they are kept
   * in the log, and no state is made of them.
   * @throws {EntryRefusedError} if the body is not of its kind's shape.
   */
  async append<K extends Kind>(kind: K, body: BodyOf<K>): Promise<Entry<K, BodyOf<K>>>;
  async append(kind: `${string}.${string}`, body: unknown): Promise<Entry>;
  async append(kind: string, body: unknown): Promise<Entry> {
    const reason = isKind(kind) ? problemOf({ kind, body }) : undefined;
    if (reason) throw new EntryRefusedError(kind, reason);
    if (!this.#backend) throw new EntryRefusedError(kind, 'the room was left');
    const [entry] = await this.#backend.append([{ id: newId(), kind, body }]);
    if (!entry) throw new EntryRefusedError(kind, 'the log gave no entry back');
    return entry;
  }

  /** Tells those who are here now (in a local room: the other tabs), and keeps nothing. */
  cast(kind: string, body: unknown): void {
    this.#backend?.cast(kind, body);
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
      connection: (connection) => this.#set({ ...this.#state, connection }),
      snapshot: (snapshot) => this.#restore(snapshot),
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

function resolve(backend: string | Backend): Backend {
  if (typeof backend !== 'string') return backend;
  if (backend === 'local') return localBackend();
  throw new TypeError(`There is no backend "${backend}" here. Known by name: "local".`);
}
