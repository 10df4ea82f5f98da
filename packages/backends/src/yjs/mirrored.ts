import {
  may,
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
import { fromBase64, isKnown, toBase64, type WireSnapshot } from '@interview-room/core/protocol';
import { applyUpdate, Doc } from 'yjs';
import { Connecting } from '../bridge/connecting.js';
import type { Bridge, BridgeOptions, Far } from '../bridge/index.js';
import { MemoryMemo } from '../bridge/memo.js';
import { Near } from '../bridge/near.js';
import { Notices } from '../bridge/notices.js';
import { YjsFar } from './far.js';
import type { YjsWire } from './wire.js';

/** What was found there is entered after so many milliseconds at least and at most: one of those who hear it is enough. */
const [SOONEST, LATEST] = [50, 400];
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
 * Nothing goes there that the log did not take. People, messages and stages are the log's.
 */
class Mirrored implements BackendSession {
  private session!: BackendSession;
  private connecting!: Connecting;
  private far!: Far;
  /** The document as the server has it, or will. */
  private readonly near: Near;
  /** The document as the log has it, or will. */
  private readonly logged = new Doc();
  private found: Uint8Array[] = [];
  private entering = false;
  private isAway = false;
  private stopWaiting = () => {};
  private readonly clock;
  private readonly notices: Notices;

  private constructor(
    private readonly options: BridgeOptions,
    private readonly events: BackendEvents,
  ) {
    this.clock = options.clock ?? systemClock;
    this.notices = new Notices(() => this.clock.now());
    this.near = new Near(async (_, kind, body) => {
      if (kind === 'doc.update') this.find(fromBase64((body as { update: string }).update));
    });
    this.logged.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FOUND) this.write(update);
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
    mirrored.session = await log.join(request, {
      ...events,
      entries: (entries) => {
        mirrored.take(entries);
        events.entries(entries);
      },
      snapshot: (snapshot) => {
        mirrored.take([compacted(snapshot)]);
        events.snapshot(snapshot);
      },
    });
    mirrored.begin(wire, request);
    return mirrored;
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
    this.connecting.link?.cast?.(kind, body);
  }
  read(): Promise<Delivered[]> {
    return this.session.read();
  }
  retry(): void {
    this.session.retry?.();
    this.connecting.retry();
  }
  lastWords(): void {
    this.enter();
    this.session.lastWords?.();
    this.far.lastWords?.();
  }

  async leave(): Promise<void> {
    this.enter();
    this.far.lastWords?.();
    await this.connecting.stop();
    this.far.close?.();
    await this.session.leave();
  }

  private begin(wire: YjsWire, request: JoinRequest): void {
    const { clock, options } = this;
    this.far = new YjsFar(this.bridge(request), wire);
    this.connecting = new Connecting(this.far, clock, options.random ?? Math.random, {
      linked: () => undefined,
      changed: () => this.tell(),
    });
    this.connecting.start();
  }

  private take(entries: readonly Delivered[]): void {
    for (const entry of this.near.take(entries)) {
      if (!isKnown(entry)) continue;
      if (entry.kind === 'doc.update') applyUpdate(this.logged, fromBase64(entry.body.update));
      if (entry.kind === 'log.compacted') applyUpdate(this.logged, fromBase64(entry.body.doc));
    }
    if (this.found.length > 0) this.soon();
  }

  /** Someone wrote this into the document, and not here. */
  private find(update: Uint8Array): void {
    this.found.push(update);
    if (this.mayWrite) this.events.edits([update]);
    this.soon();
  }

  private soon(): void {
    if (this.entering || !this.mayWrite) return;
    this.entering = true;
    const wait = SOONEST + (this.options.random ?? Math.random)() * (LATEST - SOONEST);
    this.stopWaiting = this.clock.after(wait, () => this.enter());
  }

  /** Enters what was found and is not in the log by another's hand by now. */
  private enter(): void {
    this.stopWaiting();
    this.entering = false;
    if (!this.mayWrite) return;
    for (const update of this.found.splice(0)) applyUpdate(this.logged, update, FOUND);
  }

  private write(update: Uint8Array): void {
    this.events.edits([update]);
    void this.edit(update).catch(() => undefined);
  }

  private get mayWrite(): boolean {
    const { role } = this.session;
    return role === undefined || may(role, this.near.state.stage.now, 'doc.update');
  }

  private tell(): void {
    const { status, remote } = this.connecting.describe(OPEN, 0, Infinity);
    if (status === 'open') this.isAway = false;
    if ((status !== 'offline' && status !== 'refused') || this.isAway) return;
    this.isAway = true;
    this.notices.add(
      'warning',
      'document',
      remote?.refusal?.message ??
        'The server of the document is not reached. What is written is kept, and merged there when it is back.',
    );
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
