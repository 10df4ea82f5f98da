import {
  newId,
  systemClock,
  type Backend,
  type BackendEvents,
  type BackendSession,
  type Connection,
  type Delivered,
  type Draft,
  type Entry,
  type JoinRequest,
  type Offers,
} from '@interview-room/core';
import { foreignClients } from '@interview-room/core/replay';
import { fromBase64, isKnown, toBase64, type WireSnapshot } from '@interview-room/core/protocol';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { Connecting } from '../bridge/connecting.js';
import type { Bridge, BridgeOptions, Far } from '../bridge/index.js';
import { MemoryMemo } from '../bridge/memo.js';
import { Near } from '../bridge/near.js';
import { Notices } from '../bridge/notices.js';
import { YjsFar } from './far.js';
import type { YjsWire } from './wire.js';

/** What was found there is entered so many milliseconds later, together with what else comes meanwhile. */
const REST = 50;
/** Marks what was found in the document. */
const FOUND = Symbol('found');
const OPEN: Connection = { status: 'open', storage: 'kept' };

/** A room whose log another backend keeps, and whose files are the document of a Yjs server, too. */
export const mirroredBackend = (options: BridgeOptions, wire: YjsWire, log: Backend): Backend => ({
  join: (request, events) => Mirrored.join(options, wire, log, request, events),
});

/**
 *   room ──append, edit──▶ log ──entries──▶ room
 *                           ▲        │
 *   what others wrote there │        ▼ what is in the log
 *                          document of a Yjs server
 *
 * Nothing goes there that the log did not take. People, messages and stages are the log's. Between the two goes one page,
 * that of the candidate who came first: whoever enters what a stranger wrote is its author for the log, which takes no more
 * of that stranger from anyone else.
 */
class Mirrored implements BackendSession {
  /** Not there yet, while it is joined. */
  private joined?: BackendSession;
  private link?: { readonly connecting: Connecting; readonly far: Far };
  /** The document as the server has it, or will. */
  private readonly near: Near;
  /** The document as the log has it, or will. */
  private logged = new Doc();
  private found = false;
  /** The log has refused something: until it is at another stage, it is asked no more. */
  private refusedIn?: string;
  private isAway = false;
  private waiting?: { stop(): void } | undefined;
  private readonly clock;
  private readonly notices: Notices;

  private constructor(
    private readonly options: BridgeOptions,
    private readonly events: BackendEvents,
  ) {
    this.clock = options.clock ?? systemClock;
    this.notices = new Notices(() => this.clock.now());
    this.near = new Near(async (_, kind) => {
      if (kind === 'doc.update') this.find();
    });
  }

  static async join(
    options: BridgeOptions,
    wire: YjsWire,
    log: Backend,
    request: JoinRequest,
    events: BackendEvents,
  ): Promise<Mirrored> {
    const mirrored = new Mirrored(options, events);
    mirrored.joined = await log.join(request, {
      ...events,
      entries: (entries) => {
        mirrored.take(entries);
        events.entries(entries);
      },
      snapshot: (snapshot) => {
        mirrored.take([compacted(snapshot)]);
        events.snapshot(snapshot);
      },
      reset: (updates) => {
        mirrored.reset(updates);
        events.reset(updates);
      },
    });
    mirrored.open = () => mirrored.begin(wire, request);
    mirrored.take([]);
    return mirrored;
  }

  private get session(): BackendSession {
    if (!this.joined) throw new Error('The log is not joined yet.');
    return this.joined;
  }
  get you(): string {
    return this.session.you;
  }
  get client(): string | undefined {
    return this.session.client;
  }
  get role(): BackendSession['role'] {
    return this.session.role;
  }
  get clockOffset(): number | undefined {
    return this.session.clockOffset;
  }
  get offers(): Offers {
    return { ...this.session.offers, notices: this.notices };
  }

  append(drafts: readonly Omit<Draft, 'by'>[]): Promise<Entry[]> {
    return this.session.append(drafts);
  }
  async edit(update: Uint8Array): Promise<void> {
    if (this.session.edit) return this.session.edit(update);
    await this.append([{ id: newId(), kind: 'doc.update', body: { update: toBase64(update) } }]);
  }
  cast(kind: string, body: unknown, to?: string): void {
    this.session.cast(kind, body, to);
    this.link?.connecting.link?.cast?.(kind, body);
  }
  read(): Promise<Delivered[]> {
    return this.session.read();
  }
  retry(): void {
    this.session.retry?.();
    this.link?.connecting.retry();
  }
  lastWords(): void {
    this.enter();
    this.session.lastWords?.();
    this.link?.far.lastWords?.();
  }

  /** The log first: what it takes at the end goes into the document, too. */
  async leave(): Promise<void> {
    this.enter();
    this.open = () => {};
    try {
      await this.session.leave();
    } finally {
      this.stopWaiting();
      this.link?.far.lastWords?.();
      await this.link?.connecting.stop();
      this.link?.far.close?.();
    }
  }

  private begin(wire: YjsWire, request: JoinRequest): void {
    const { clock, options } = this;
    const far = new YjsFar(this.bridge(request), wire);
    const connecting = new Connecting(far, clock, options.random ?? Math.random, {
      linked: () => undefined,
      changed: () => this.tell(),
    });
    this.link = { connecting, far };
    connecting.start();
  }
  private open = () => {};

  private take(entries: readonly Delivered[]): void {
    for (const entry of this.near.take(entries)) {
      if (!isKnown(entry)) continue;
      if (entry.kind === 'doc.update') apply(this.logged, entry.body.update);
      if (entry.kind === 'log.compacted') apply(this.logged, entry.body.doc);
    }
    if (!this.link && this.isBetween) this.open();
    if (this.found) this.soon();
  }

  /** The log did not take something: it has these, and nothing else. */
  private reset(updates: readonly Uint8Array[]): void {
    this.refusedIn = this.near.state.stage.now;
    this.found = true;
    this.logged = new Doc();
    for (const update of updates) apply(this.logged, update);
  }

  /** Someone wrote this into the document, and not here. */
  private find(): void {
    this.found = true;
    this.soon();
  }

  private soon(): void {
    if (this.waiting || !this.takesText) return;
    const stop = this.clock.after(REST, () => this.enter());
    this.waiting = { stop };
  }

  /** Enters what the document has and the log has not. It is seen here at the same moment: what is typed then builds on it. */
  private enter(): void {
    this.stopWaiting();
    if (!this.found || !this.takesText) return;
    this.found = false;
    const { logged } = this;
    const write = (update: Uint8Array, origin: unknown) => origin === FOUND && this.write(update);
    logged.on('update', write);
    apply(logged, encodeStateAsUpdate(this.near.files.doc, encodeStateVector(logged)), FOUND);
    logged.off('update', write);
  }

  private write(update: Uint8Array): void {
    // The log would refuse it, and with it what was typed here since.
    if (foreignClients(toBase64(update), this.you, this.near.state.authors).length > 0) return;
    this.events.edits([update]);
    void this.edit(update).catch(() => undefined);
  }

  private stopWaiting(): void {
    this.waiting?.stop();
    this.waiting = undefined;
  }

  /** Whether this page goes between the log and the document. */
  private get isBetween(): boolean {
    const first = this.near.state.people.find(({ role }) => role === 'candidate');
    return first !== undefined && first.id === this.joined?.you;
  }

  private get takesText(): boolean {
    const { now } = this.near.state.stage;
    if (this.refusedIn !== now) this.refusedIn = undefined;
    return now === 'started' && this.refusedIn === undefined;
  }

  private tell(): void {
    const connecting = this.link?.connecting;
    const { status, remote } = connecting?.describe(OPEN, 0, Infinity) ?? OPEN;
    if (status === 'open') this.isAway = false;
    if ((status !== 'offline' && status !== 'refused') || this.isAway) return;
    this.isAway = true;
    const again = () => {
      this.isAway = false;
      connecting?.retry();
    };
    const away =
      'The server of the document is not reached. What is written is kept, and merged there when it is back.';
    this.notices.add('warning', 'document', remote?.refusal?.message ?? away, status === 'refused' ? { label: 'Try again', run: again } : undefined); // prettier-ignore
  }

  private bridge(request: JoinRequest): Bridge {
    const { near, options, clock, session } = this;
    const url = new URL(options.url, globalThis.location?.href);
    return {
      options,
      base: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
      settings: url.searchParams,
      request,
      role: session.role ?? 'candidate',
      clock,
      you: session.you,
      files: near.files,
      memo: new MemoryMemo(),
      get state() {
        return near.state;
      },
      token: async () => (typeof request.token === 'function' ? request.token() : request.token),
      subscribe: (listener) => near.subscribe(listener),
      // Who is here, what they say and how far the interview is, the log knows.
      enter: async () => undefined,
      welcome: async () => undefined,
      cast: () => undefined,
      edit: (by, change) => near.edit(by, change),
      notice: (level, name, text, action, other) => this.notices.add(level, name, text, action, other),
      changed: () => undefined,
    };
  }
}

/** What a snapshot stands for, as the entry that stands for it in a log that is cut short. */
const compacted = ({ seq, hash, version, state, doc }: WireSnapshot): Entry => ({
  id: `snapshot-${seq}`,
  seq,
  at: 0,
  by: 'room',
  kind: 'log.compacted',
  body: { through: seq, version, state, doc },
  prev: '',
  hash,
});

/** Adds an update to a document, if it can be: what stands in a log that others keep is theirs to check. */
function apply(doc: Doc, update: Uint8Array | string, origin?: unknown): void {
  try {
    applyUpdate(doc, typeof update === 'string' ? fromBase64(update) : update, origin);
  } catch {
    // The room shows what it can read, too.
  }
}
