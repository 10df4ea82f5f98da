import type { BackendEvents, BackendSession, Connection, Refused, RemoteConnection } from './backend.js';
import { EntryRefusedError, JoinRefusedError } from './errors.js';
import { MemoryKeep } from './log/keep-memory.js';
import { bare, type Keep, type KeptDraft, type Who } from './log/keep.js';
import { LastWords } from './log/last-words.js';
import { Ledger } from './log/ledger.js';
import { Outbox } from './log/outbox.js';
import { Replica, type Misfit } from './log/replica.js';
import { Sender } from './log/sender.js';
import { typedIn } from './log/typed.js';
import { Writer, type Message } from './log/writer.js';
import { readLog } from './native-read.js';
import { fromBase64, toBase64 } from './protocol/base64.js';
import { isWithheld, type Delivered, type Entry } from './protocol/entry.js';
import type { FrameDraft, RefusedFrame, ServerFrame, WelcomeFrame, WireSnapshot } from './protocol/frames.js';
import { newId } from './protocol/id.js';
import type { Role } from './protocol/roles.js';
import { STATE_VERSION } from './state/fold.js';
import { Connector, type ConnectorOptions, type LinkState } from './transport/connector.js';
import { watchWake } from './transport/wake.js';

/** What is kept is shown if the backend takes longer than this. */
const PATIENCE = 3000;
/** So often a backend is tried before joining fails, where nothing is kept that could be shown. */
const TRIES = 3;
/** How often a log that does not fit may be read anew. */
const REREADS = 3;
/** What waits is told this much later, so that typing does not tell it at each key. */
const TELL = 200;
/** Leaving waits this long for what is on its way. */
const FAREWELL = 5000;
/** After a refusal that passes. */
const PAUSE = 1000;

export interface SessionOptions extends Omit<ConnectorOptions, 'known'> {
  keep: Keep;
  storage: Pick<Connection, 'storage' | 'reason'>;
  /** Names what is kept, and who writes. */
  room: string;
  log: { url: string; fetcher: typeof fetch };
}

interface Waiting {
  resolve(entry: Entry): void;
  reject(error: Error): void;
}

/**
 * A room on a backend. What is written goes to the outbox, which is kept; the sender takes it to the connector while that
 * is open; what comes back in the log is taken by the replica, handed on to the room, and written down by the ledger.
 */
export class NativeSession implements BackendSession {
  readonly client: string;
  readonly #options: SessionOptions;
  readonly #events: BackendEvents;
  readonly #connector: Connector;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #replica = new Replica();
  readonly #ledger: Ledger;
  readonly #writer: Writer;
  readonly #lastWords: LastWords;
  readonly #waiting = new Map<string, Waiting>();
  #keep: Keep;
  #storage: Pick<Connection, 'storage' | 'reason'>;
  #who: Who | undefined;
  #head = 0;
  #caughtUp = false;
  #snapshots = true;
  #misfits = 0;
  #forked = false;
  /** Counts while the connection comes back; `resumed` is what it came to. */
  #return: { sent: number; missed: number } | undefined;
  #resumed: RemoteConnection['resumed'];
  #joined: { done(): void; look(state: LinkState): void } | undefined;
  #told: Connection | undefined;
  #tellLater: (() => void) | undefined;
  #whenEmpty = () => {};
  #unwatch = () => {};

  constructor(options: SessionOptions, events: BackendEvents) {
    this.#options = options;
    this.#events = events;
    this.client = options.client;
    this.#keep = options.keep;
    this.#storage = options.storage;
    const keep = () => this.#keep;
    this.#outbox = new Outbox(options.client, keep);
    this.#ledger = new Ledger(options.clock, keep, (error) => void this.#goOnInMemory(error));
    this.#lastWords = new LastWords(options.room, options.client);
    this.#writer = new Writer(options.room, options.storage.storage === 'kept', {
      granted: () => void this.#write(),
      message: (message) => this.#hear(message),
    });
    const known = () => ({ after: this.#replica.seq, snapshot: this.#snapshots && this.#replica.seq === 0 });
    this.#connector = new Connector({ ...options, known }, this.#linkEvents());
    this.#sender = new Sender(options.clock, this.#outbox, (entries) =>
      this.#connector.send({ type: 'append', entries }),
    );
  }

  get you(): string {
    return this.#who?.you ?? '';
  }
  get role(): Role | undefined {
    return this.#who?.role;
  }
  get clockOffset(): number {
    return this.#connector.time.offset;
  }

  /** Shows what is kept, and connects. Resolves when the log, so far, has come, or the backend is not reached. */
  async start(): Promise<void> {
    await this.#restore();
    const joined = this.#join();
    this.#unwatch = watchWake(() => this.#connector.wake());
    this.#connector.retry();
    await joined;
  }

  async append(drafts: readonly Omit<FrameDraft, 'by'>[]): Promise<Entry[]> {
    return Promise.all(drafts.map((draft) => this.#append(draft)));
  }

  async edit(update: Uint8Array): Promise<void> {
    const draft = { id: newId(), kind: 'doc.update', body: { update: toBase64(update) }, tab: this.client };
    const large = this.#isTooLarge(draft);
    if (large) {
      this.#tellRefused(draft, { type: 'refused', reason: 'too-large', message: large, retry: false });
      // The edit is not over yet: its document tells of it first.
      return Promise.resolve().then(() => this.#resetFiles());
    }
    await this.#add(draft);
  }

  cast(kind: string, body: unknown, to?: string): void {
    this.#connector.send({ type: 'cast', kind, body, ...(to !== undefined && { to }) });
  }

  async read(): Promise<Delivered[]> {
    const { token, log } = this.#options;
    return readLog(log, typeof token === 'function' ? await token() : token);
  }

  retry(): void {
    this.#misfits = 0;
    this.#connector.retry();
  }

  lastWords(): void {
    const drafts = this.#outbox.unkept.map((draft) => ({ ...bare(draft), by: this.you }));
    if (this.#storage.reason !== 'asked') this.#lastWords.keep(drafts);
    void this.#ledger.write();
  }

  /** What is not sent is kept; what is on its way is waited for, but not for ever. */
  async leave(): Promise<void> {
    if (this.#connector.state.status === 'open' && this.#outbox.unsent > 0) await this.#emptied();
    this.#unwatch();
    this.#sender.stop();
    this.#connector.close();
    this.#writer.close();
    this.#tellLater?.();
    await this.#ledger.write();
  }

  // What was kept

  async #restore(): Promise<void> {
    const { who, base, entries, drafts } = await this.#load();
    this.#who = who;
    const fits = who && (!base || base.version === STATE_VERSION);
    if (fits) this.#show(base, entries);
    this.#outbox.adopt(drafts, 'old');
    this.#events.edits(editsIn(drafts));
    if (fits || drafts.length > 0) this.#return = { sent: 0, missed: 0 };
  }

  #show(base: WireSnapshot | undefined, entries: readonly Delivered[]): void {
    this.#replica.begin(base);
    const { fresh } = this.#replica.take(entries);
    if (base) this.#events.snapshot(base);
    this.#events.entries(fresh);
  }

  async #load() {
    const { drafts, forget } = this.#lastWords.read();
    try {
      if (drafts.length > 0) await this.#keep.add(drafts.map((draft) => ({ ...bare(draft), tab: '' })));
      forget();
      return await this.#keep.load();
    } catch (error) {
      await this.#goOnInMemory(error);
      return this.#keep.load();
    }
  }

  /** The disk is full or gone: go on in memory, and say so. */
  async #goOnInMemory(error: unknown): Promise<void> {
    if (this.#storage.storage === 'memory') return;
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#storage = { storage: 'memory', reason: full ? 'full' : 'failed' };
    this.#keep = new MemoryKeep();
    await this.#keep.add(this.#outbox.drafts);
    this.#tell();
  }

  // Joining

  #join(): Promise<void> {
    return new Promise((resolve, reject) => {
      const shown = this.#who !== undefined && this.#replica.seq > 0;
      const done = () => {
        cancel();
        this.#joined = undefined;
        resolve();
      };
      const cancel = shown ? this.#options.clock.after(PATIENCE, done) : () => {};
      const fail = (error: JoinRefusedError) => {
        this.#joined = undefined;
        void this.leave().then(() => reject(error));
      };
      const look = (state: LinkState) => {
        const error = whyNot(state);
        if (error && shown) done();
        else if (error && !mayStill(state)) fail(error);
      };
      this.#joined = { done, look };
    });
  }

  // The link

  #linkEvents() {
    return {
      state: (state: LinkState) => this.#follow(state),
      welcome: (frame: WelcomeFrame) => this.#welcome(frame),
      frame: (frame: ServerFrame) => this.#take(frame),
    };
  }

  #follow(state: LinkState): void {
    const wasCaughtUp = this.#caughtUp;
    if (state.status !== 'open') this.#interrupt();
    if (!wasCaughtUp && this.#isBehind(state)) return this.#reread({ fault: 'link', seq: this.#replica.seq });
    this.#tell();
    this.#joined?.look(state);
  }

  #interrupt(): void {
    if (this.#caughtUp) this.#return = { sent: 0, missed: 0 };
    this.#caughtUp = false;
    this.#sender.stop();
    this.#writer.yield();
  }

  #welcome({ you, role, head, limits, snapshot }: WelcomeFrame): void {
    this.#who = { you, role };
    this.#ledger.note({ who: this.#who });
    this.#sender.heed(limits);
    this.#head = head.seq;
    if (snapshot && snapshot.version !== STATE_VERSION) {
      this.#snapshots = false;
      return this.#connector.again();
    }
    if (snapshot && this.#replica.seq === 0) this.#begin(snapshot);
    if (head.seq < this.#replica.seq) return this.#reread({ fault: 'link', seq: head.seq });
    this.#lookWhetherCaughtUp();
  }

  #begin(snapshot: WireSnapshot): void {
    this.#replica.begin(snapshot);
    this.#ledger.note({ base: snapshot });
    this.#events.snapshot(snapshot);
  }

  #take(frame: ServerFrame): void {
    if (frame.type === 'entries') this.#takeEntries(frame.entries as Delivered[]);
    else if (frame.type === 'ack') this.#acked(frame.acks);
    else if (frame.type === 'refused') this.#refused(frame);
    else if (frame.type === 'cast') this.#events.cast(frame);
  }

  // The log

  #takeEntries(entries: readonly Delivered[]): void {
    const { fresh, misfit } = this.#replica.take(entries);
    if (fresh.length > 0) this.#handOn(fresh);
    if (misfit) this.#reread(misfit);
    else this.#lookWhetherCaughtUp();
  }

  #handOn(fresh: Delivered[]): void {
    const readable = fresh.filter((entry): entry is Entry => !isWithheld(entry));
    const settled = this.#outbox.remove(readable.map(({ id }) => id)).map(({ id }) => id);
    this.#count(readable, settled.length);
    this.#events.entries(fresh);
    this.#ledger.note({ entries: fresh, settled });
    const base = this.#replica.shorten();
    if (base) this.#ledger.note({ base });
    for (const entry of readable) this.#arrived(entry);
    this.#sender.pump();
    this.#tellSoon();
  }

  #count(readable: readonly Entry[], sent: number): void {
    if (!this.#return) return;
    if (this.#caughtUp) this.#return.sent += sent;
    else this.#return.missed += readable.filter(({ by }) => by !== this.you).length;
  }

  #arrived(entry: Entry): void {
    this.#waiting.get(entry.id)?.resolve(entry);
    this.#waiting.delete(entry.id);
  }

  /** What came does not follow on what is known: some is missing, or the backend's log is another than it was. */
  #reread({ fault, seq }: Misfit): void {
    if (++this.#misfits > REREADS) return this.#giveUp(seq);
    if (fault === 'link') {
      this.#forked = true;
      this.#replica.begin();
      this.#ledger.note({ afresh: true });
      this.#events.restart();
    }
    this.#connector.again();
  }

  /** Whether a backend may have refused because it has less than is known here: it cannot go on from there. */
  #isBehind(state: LinkState): boolean {
    const malformed = state.status === 'refused' && state.refusal.reason === 'malformed';
    return malformed && this.#replica.seq > 0 && this.#misfits < REREADS;
  }

  #giveUp(seq: number): void {
    const message = `The backend's log does not hold together: entry ${seq} does not follow on the one before.`;
    this.#connector.refuse({ reason: 'malformed', message, retry: false });
  }

  #lookWhetherCaughtUp(): void {
    if (this.#caughtUp || this.#replica.seq < this.#head) return;
    this.#caughtUp = true;
    this.#misfits = 0;
    if (this.#forked) this.#resetFiles();
    this.#forked = false;
    this.#writer.seek();
    this.#tellSoon();
    this.#joined?.done();
  }

  // What is written

  #append(draft: FrameDraft): Promise<Entry> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(draft.id, { resolve, reject });
      this.#add(draft).catch((error: Error) => {
        this.#waiting.delete(draft.id);
        reject(error);
      });
    });
  }

  async #add(whole: FrameDraft): Promise<void> {
    const draft = bare(whole);
    this.#check(draft);
    const kept = this.#outbox.add(draft).catch((error: unknown) => this.#goOnInMemory(error));
    this.#sender.pump();
    this.#tellSoon();
    await kept;
    if (!this.#sender.flowing) this.#writer.tell({ added: true });
    if (this.#outbox.unkept.length === 0) this.#lastWords.keep([]);
  }

  #check(draft: FrameDraft): void {
    if (this.#connector.state.status === 'closed')
      throw new EntryRefusedError(draft.kind, 'the room was left');
    if (!this.#outbox.fits(draft))
      throw new EntryRefusedError(draft.kind, 'too much waits to be sent, and there is no room for more');
    const large = this.#isTooLarge(draft);
    if (large) throw new EntryRefusedError(draft.kind, large, 'too-large');
  }

  #isTooLarge(draft: FrameDraft): string | undefined {
    const large = JSON.stringify(draft).length > this.#sender.largest;
    return large ? 'it is larger than the backend takes' : undefined;
  }

  /** This tab may send, for all of them. */
  async #write(): Promise<void> {
    if (this.#writer.shares) await this.#adopt();
    if (!this.#writer.holds || this.#sender.flowing) return;
    this.#sender.start();
    this.#tellSoon();
  }

  async #adopt(): Promise<void> {
    const drafts = await this.#keep.take(this.client).catch(() => undefined);
    if (!drafts || !this.#writer.holds) return;
    this.#outbox.adoptOnly(drafts.filter(({ tab }) => tab !== this.client));
    this.#sender.pump();
  }

  /** Another tab of this participant. */
  #hear(message: Message): void {
    if ('refused' in message) this.#refused(message.refused);
    else if (this.#writer.holds) void this.#adopt();
  }

  #acked(acks: readonly { id: string; seq: number }[]): void {
    for (const { id } of acks) this.#outbox.acked(id);
    // What is acknowledged from before the snapshot does not come as an entry any more.
    const past = acks.filter(({ seq }) => seq <= this.#replica.seq).map(({ id }) => id);
    const settled = this.#outbox.remove(past).map(({ id }) => id);
    if (settled.length > 0) this.#ledger.note({ settled });
    this.#sender.pump();
    this.#tellSoon();
  }

  // What is not taken

  #refused(frame: RefusedFrame): void {
    const { ids = [], retry } = frame;
    if (retry) {
      this.#outbox.lost(ids);
      return this.#sender.pause(PAUSE);
    }
    const edits = this.#outbox.edits();
    // What was typed after an edit builds on it, and means nothing without it.
    const lost = edits.findIndex((id) => ids.includes(id));
    const drafts = this.#outbox.remove([...ids, ...(lost < 0 ? [] : edits.slice(lost))]);
    this.#ledger.note({ settled: drafts.map(({ id }) => id) });
    if (drafts.some(isEdit)) this.#resetFiles();
    for (const draft of drafts) this.#tellRefused(draft, frame);
    if (drafts.some(({ tab }) => tab !== this.client)) this.#writer.tell({ refused: frame });
    this.#sender.pump();
    this.#tellSoon();
  }

  #tellRefused(draft: KeptDraft, { reason, message }: RefusedFrame): void {
    const { id, kind, body } = draft;
    const refused: Refused = { kind, body, reason, message };
    this.#waiting.get(id)?.reject(new EntryRefusedError(kind, message, reason));
    this.#waiting.delete(id);
    this.#events.refused(isEdit(draft) ? { ...refused, text: typedIn(draft.body.update) } : refused);
  }

  /** The files as the log has them, with what is on its way there. */
  #resetFiles(): void {
    this.#events.reset([...this.#replica.updates(), ...editsIn(this.#outbox.drafts)]);
  }

  // What is told

  #tellSoon(): void {
    const { unsent, crowded } = this.#outbox;
    if (this.#outbox.isEmpty) this.#resume();
    const told = this.#told?.remote;
    if (!told || (unsent === 0 && told.unsent > 0) || crowded !== (told.crowded ?? false))
      return this.#tell();
    this.#tellLater ??= this.#options.clock.after(TELL, () => this.#tell());
  }

  #resume(): void {
    this.#whenEmpty();
    if (!this.#return || !this.#caughtUp) return;
    this.#resumed = { at: this.#options.clock.now(), ...this.#return };
    this.#return = undefined;
    this.#tell();
  }

  #tell(): void {
    this.#tellLater?.();
    this.#tellLater = undefined;
    const { status } = this.#connector.state;
    this.#told = { status, ...this.#storage, remote: this.#remote() };
    this.#events.connection(this.#told);
  }

  #remote(): RemoteConnection {
    const state = this.#connector.state;
    const { unsent, crowded } = this.#outbox;
    return {
      transport: this.#options.choice.name,
      unsent,
      clockOffset: this.clockOffset,
      ...(crowded && { crowded }),
      ...(state.attempt > 0 && { attempt: state.attempt }),
      ...('retryAt' in state && state.retryAt !== undefined && { retryAt: state.retryAt }),
      ...('refusal' in state && state.refusal && { refusal: state.refusal }),
      ...(this.#resumed && { resumed: this.#resumed }),
    };
  }

  #emptied(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(FAREWELL, resolve);
      this.#whenEmpty = () => {
        cancel();
        resolve();
      };
    });
  }
}

type Edit = KeptDraft & { body: { update: string } };
const isEdit = (draft: KeptDraft): draft is Edit => draft.kind === 'doc.update';
const editsIn = (drafts: readonly KeptDraft[]) =>
  drafts.filter(isEdit).map(({ body }) => fromBase64(body.update));

/** Whether it is tried again so soon that joining may wait for it. */
const mayStill = (state: LinkState) =>
  state.status === 'offline' ? state.attempt < TRIES : 'retryAt' in state && state.retryAt !== undefined;

/** Why a room cannot be joined now; undefined if it still may be. */
function whyNot(state: LinkState): JoinRefusedError | undefined {
  if (state.status !== 'offline' && state.status !== 'refused') return undefined;
  const { reason, message, retry } = state.refusal ?? {
    reason: 'unavailable' as const,
    message: 'The backend is not reached.',
    retry: true,
  };
  return new JoinRefusedError(reason, message, retry);
}
