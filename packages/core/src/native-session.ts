import type { BackendEvents, BackendSession, Connection } from './backend.js';
import { EntryRefusedError } from './errors.js';
import { bare, type Keep, type KeptDraft, type Who } from './log/keep.js';
import { Outbox } from './log/outbox.js';
import { editsIn } from './log/edits.js';
import { Follower } from './log/follower.js';
import { Pending } from './log/pending.js';
import { Sender } from './log/sender.js';
import { Shelf } from './log/shelf.js';
import { Unheard } from './log/unheard.js';
import { Writer, type Message } from './log/writer.js';
import { Joining } from './native-joining.js';
import { readLog } from './native-read.js';
import { Status } from './native-status.js';
import { toBase64 } from './protocol/base64.js';
import { isWithheld, type Delivered, type Entry } from './protocol/entry.js';
import type { Offers } from './offers.js';
import type { FrameDraft, RefusedFrame, ServerFrame, WelcomeFrame } from './protocol/frames.js';
import { newId } from './protocol/id.js';
import type { Role } from './protocol/roles.js';
import { Connector, type ConnectorOptions, type LinkState } from './transport/connector.js';
import { watchWake } from './transport/wake.js';

/** Leaving waits this long for what is on its way. */
const FAREWELL = 5000;
/** After a refusal that passes. */
const PAUSE = 1000;
/** Another tab that writes for this one, and takes longer, may hang: then this one writes too, which does no harm. */
const TRUST = 5000;

export interface SessionOptions extends Omit<ConnectorOptions, 'known'> {
  keep: Keep;
  storage: Pick<Connection, 'storage' | 'reason'>;
  /** Names what is kept, and who writes. */
  room: string;
  /** The room's address over HTTP. */
  url: string;
  log: { url: string; fetcher: typeof fetch };
}

/**
 * A room on a backend. What is written goes to the outbox, which is kept; the sender takes it to the connector while that
 * is open; what comes back in the log is taken by the replica, handed on to the room, and written down on the shelf.
 */
export class NativeSession implements BackendSession {
  readonly client: string;
  readonly #options: SessionOptions;
  readonly #events: BackendEvents;
  readonly #follower = this.#createFollower();
  readonly #shelf: Shelf;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #writer: Writer;
  readonly #connector: Connector;
  readonly #status: Status;
  readonly #pending = new Pending();
  readonly #unheard: Unheard;
  #who: Who | undefined;
  #joining: Joining | undefined;
  #trust: (() => void) | undefined;
  #whenEmpty = () => {};
  #unwatch = () => {};

  constructor(options: SessionOptions, events: BackendEvents) {
    this.#options = options;
    this.#events = events;
    this.client = options.client;
    this.#shelf = new Shelf({
      ...options,
      waiting: () => this.#outbox.drafts,
      changed: () => this.#status.tell(),
    });
    this.#unheard = new Unheard(options.clock);
    this.#outbox = new Outbox(options.client, () => this.#shelf.keep);
    this.#sender = new Sender(options.clock, this.#outbox, (entries) =>
      this.#connector.send({ type: 'append', entries }),
    );
    this.#writer = this.#createWriter();
    this.#connector = this.#createConnector();
    this.#status = this.#createStatus();
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
  get offers(): Offers {
    return { assistant: { url: this.#options.url } };
  }

  /** Shows what is kept, and connects. Resolves when the log, so far, has come, or the backend is not reached. */
  async start(): Promise<void> {
    const shown = await this.#restore();
    this.#joining = new Joining(this.#options.clock, shown);
    this.#unwatch = watchWake(
      () => this.#connector.wake(),
      () => this.#connector.away(),
    );
    this.#connector.retry();
    try {
      await this.#joining.outcome;
    } catch (error) {
      await this.leave();
      throw error;
    } finally {
      this.#joining = undefined;
    }
  }

  async append(drafts: readonly Omit<FrameDraft, 'by'>[]): Promise<Entry[]> {
    return Promise.all(drafts.map((draft) => this.#pending.wait(draft.id, () => this.#add(draft))));
  }

  async edit(update: Uint8Array): Promise<void> {
    const draft = { id: newId(), kind: 'doc.update', body: { update: toBase64(update) }, tab: this.client };
    const large = this.#isTooLarge(draft);
    if (!large) return this.#add(draft);
    this.#events.refused(this.#pending.refused(draft, { reason: 'too-large', message: large }));
    // The edit is not over yet: its document tells of it first.
    return Promise.resolve().then(() => this.#resetFiles());
  }

  cast(kind: string, body: unknown, to?: string): void {
    this.#connector.send({ type: 'cast', kind, body, ...(to !== undefined && { to }) });
  }

  async read(): Promise<Delivered[]> {
    const { token, log } = this.#options;
    return readLog(log, typeof token === 'function' ? await token() : token);
  }

  retry(): void {
    this.#follower.hope();
    this.#connector.retry();
  }

  lastWords(): void {
    this.#shelf.lastWords(this.#outbox.unkept, this.you);
  }

  /** What is not sent is kept; what is on its way is waited for, but not for ever. */
  async leave(): Promise<void> {
    if (this.#connector.state.status === 'open' && !this.#outbox.isEmpty) await this.#emptied();
    this.#unwatch();
    this.#sender.stop();
    this.#connector.close();
    this.#unheard.stop();
    this.#writer.close();
    this.#status.stop();
    this.#trust?.();
    await this.#shelf.write();
  }

  #createWriter(): Writer {
    const { room, storage } = this.#options;
    return new Writer(room, storage.storage === 'kept', {
      granted: () => void this.#write(),
      message: (message) => this.#hear(message),
    });
  }

  #createConnector(): Connector {
    const known = () => this.#follower.known();
    return new Connector(
      { ...this.#options, known },
      {
        state: (state) => this.#follow(state),
        welcome: (frame) => this.#welcome(frame),
        frame: (frame) => this.#take(frame),
      },
    );
  }

  #createStatus(): Status {
    const parts = {
      clock: this.#options.clock,
      outbox: this.#outbox,
      link: () => this.#connector.state,
      storage: () => this.#shelf.storage,
      transport: () => this.#options.choice.name,
      offset: () => this.clockOffset,
    };
    return new Status(parts, (connection) => this.#events.connection(connection));
  }

  /** Shows what is kept. Whether there is anything. */
  async #restore(): Promise<boolean> {
    const kept = await this.#shelf.load();
    this.#who = kept.who;
    if (kept.who) this.#show(this.#follower.restore(kept));
    this.#outbox.adopt(kept.drafts, 'old');
    this.#events.edits(editsIn(kept.drafts));
    const known = this.#follower.seq > 0;
    if (known || kept.drafts.length > 0) this.#status.gone();
    // A room that was joined while nothing had happened in it yet is known too.
    return known || (kept.who !== undefined && !kept.base);
  }

  #show({ base, entries }: ReturnType<Follower['restore']>): void {
    if (base) this.#events.snapshot(base);
    if (entries.length > 0) this.#events.entries(entries);
  }

  // The link

  #follow(state: LinkState): void {
    const isNew = !this.#follower.caughtUp;
    if (state.status !== 'open') this.#interrupt();
    const malformed = state.status === 'refused' && state.refusal.reason === 'malformed';
    if (isNew && malformed && this.#follower.denied()) return;
    this.#status.tell();
    this.#joining?.look(state);
  }

  #interrupt(): void {
    if (this.#follower.caughtUp) this.#status.gone();
    this.#follower.interrupted();
    this.#sender.stop();
    this.#writer.yield();
  }

  #welcome(frame: WelcomeFrame): void {
    const { you, role, limits } = frame;
    this.#who = { you, role };
    this.#shelf.note({ who: this.#who });
    this.#sender.heed(limits);
    this.#follower.welcome(frame);
  }

  #take(frame: ServerFrame): void {
    if (frame.type === 'entries') this.#follower.take(frame.entries as Delivered[]);
    else if (frame.type === 'ack') this.#acked(frame.acks);
    else if (frame.type === 'refused') this.#refused(frame);
    else if (frame.type === 'cast') this.#events.cast(frame);
  }

  // The log

  #createFollower(): Follower {
    return new Follower({
      snapshot: (snapshot) => this.#events.snapshot(snapshot),
      entries: (fresh) => this.#handOn(fresh),
      base: (base) => this.#shelf.note({ base }),
      restart: () => {
        this.#shelf.note({ afresh: true });
        this.#events.restart();
      },
      caughtUp: (anew) => this.#caughtUp(anew),
      again: () => this.#connector.again(),
      lost: (why) => this.#connector.end(why),
    });
  }

  #handOn(fresh: Delivered[]): void {
    const readable = fresh.filter((entry): entry is Entry => !isWithheld(entry));
    const settled = this.#outbox.remove(readable.map(({ id }) => id)).map(({ id }) => id);
    this.#count(readable, settled.length);
    this.#events.entries(fresh);
    this.#shelf.note({ entries: fresh, settled });
    for (const entry of readable) this.#pending.arrived(entry);
    this.#sender.pump();
    this.#tellSoon();
  }

  #count(readable: readonly Entry[], sent: number): void {
    if (this.#follower.caughtUp) this.#status.sent(sent);
    else this.#status.missed(readable.filter(({ by }) => by !== this.you).length);
  }

  #caughtUp(anew: boolean): void {
    if (anew) this.#resetFiles();
    this.#writer.seek();
    this.#tellSoon();
    this.#joining?.done();
  }

  // What is written

  async #add(whole: FrameDraft): Promise<void> {
    const draft = bare(whole);
    this.#check(draft);
    const kept = this.#outbox.add(draft).catch((error: unknown) => this.#shelf.fallBack(error));
    this.#sender.pump();
    this.#tellSoon();
    await kept;
    if (this.#sender.flowing) return;
    this.#writer.tell({ added: true });
    this.#trust ??= this.#options.clock.after(TRUST, () => this.#mistrust());
  }

  #mistrust(): void {
    this.#trust = undefined;
    const waits = this.#follower.caughtUp && !this.#outbox.isEmpty;
    if (waits && !this.#sender.flowing) this.#sender.start();
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
    // What was settled is not to be found there again.
    await this.#shelf.write();
    const drafts = await this.#shelf.keep.take(this.client).catch(() => undefined);
    if (!drafts || !this.#writer.holds) return;
    this.#outbox.adoptOnly(drafts.filter(({ tab }) => tab !== this.client));
    this.#sender.pump();
  }

  /** Another tab of this participant. */
  #hear(message: Message): void {
    if ('refused' in message) this.#writer.tell({ told: this.#refused(message.refused) });
    else if ('told' in message) this.#unheard.heard(message.told);
    else if (this.#writer.holds) void this.#adopt();
  }

  #acked(acks: readonly { id: string; seq: number }[]): void {
    for (const { id } of acks) this.#outbox.acked(id);
    // What is acknowledged from before the snapshot does not come as an entry any more.
    const past = acks.filter(({ seq }) => seq <= this.#follower.seq).map(({ id }) => id);
    const settled = this.#outbox.remove(past).map(({ id }) => id);
    if (settled.length > 0) this.#shelf.note({ settled });
    this.#sender.pump();
    this.#tellSoon();
  }

  // What is not taken

  /** Gives the ids of what this tab told of. */
  #refused(frame: RefusedFrame): string[] {
    const { ids = [], retry } = frame;
    if (retry) {
      this.#outbox.lost(ids);
      this.#sender.pause(PAUSE);
      return [];
    }
    const [edits, otherTabs] = [this.#outbox.edits(), new Set(this.#outbox.ofOthers())];
    // What was typed after an edit builds on it, and means nothing without it.
    const lost = edits.findIndex((id) => ids.includes(id));
    const drafts = this.#outbox.remove([...ids, ...(lost < 0 ? [] : edits.slice(lost))]);
    this.#shelf.note({ settled: drafts.map(({ id }) => id) });
    if (drafts.some(({ id }) => edits.includes(id))) this.#resetFiles();
    // A tab that wrote one and is there tells of it itself; of what one that is gone wrote, this one does.
    const others = drafts.filter(({ id }) => otherTabs.has(id));
    const own = drafts.filter(({ id }) => !otherTabs.has(id));
    const tell = (draft: KeptDraft) => this.#events.refused(this.#pending.refused(draft, frame));
    own.forEach(tell);
    for (const draft of others) this.#unheard.expect(draft.id, () => tell(draft));
    if (others.length > 0) this.#writer.tell({ refused: frame });
    this.#sender.pump();
    this.#tellSoon();
    return own.map(({ id }) => id);
  }

  /** The files as the log has them, with what is on its way there. */
  #resetFiles(): void {
    this.#events.reset([...this.#follower.updates(), ...editsIn(this.#outbox.drafts)]);
  }

  #tellSoon(): void {
    if (this.#outbox.isEmpty) {
      this.#whenEmpty();
      if (this.#follower.caughtUp) this.#status.back();
    }
    this.#status.tellSoon();
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
