import type { Draft, Entry, FrameDraft, Sealed } from '@interview-room/core/protocol';
import { fold, type LogState } from '@interview-room/core/replay';
import { decide, wasOnceAllowed, type Writer } from './decide.js';
import { asRefusal, Refusal } from './refusal.js';
import { thisTurn } from './turn.js';

/** What became of an entry: its place, or why it has none. */
export type Outcome = { id: string; seq: number } | { id: string; refusal: Refusal };

/** What the queue needs of its room. */
export interface Log {
  state(): LogState;
  append(drafts: readonly Draft[]): Promise<readonly Sealed[]>;
  /** Does the same at once, or nothing. */
  appendNow?(drafts: readonly Draft[]): readonly Sealed[] | undefined;
  /** The entry with an id, if there is one. */
  find(id: string): Promise<{ seq: number; by: string } | undefined>;
}

/** Several entries that one asks for at once, made when their turn comes, of what the room is then. */
interface Job {
  writer: Writer;
  make: (state: LogState) => readonly FrameDraft[];
  done: (outcomes: Outcome[]) => void;
}

interface Decided {
  job: Job;
  drafts: (Draft | Refused)[];
}

/** The most jobs that go to the log at once. */
const BATCH = 64;

/**
 * What is asked of a room, in the order of asking. The first goes to the log at once, if need be without so much as a
 * promise; what comes while an append is under way, or in the same turn after one, goes together: one write for many. Each
 * is decided upon by the state that those before it leave.
 */
export class WriteQueue {
  #waiting: Job[] = [];
  #running = false;
  /** The turn in which something was written last. */
  #wrote = -1;

  constructor(private readonly log: Log) {}

  /** What it gives is an answer at once wherever that is possible. */
  add(writer: Writer, make: Job['make']): Outcome[] | Promise<Outcome[]> {
    if (!this.#running && this.#wrote !== thisTurn()) {
      const outcomes = this.#writeNow(writer, make);
      if (outcomes) return outcomes;
    }
    return new Promise((done) => {
      this.#waiting.push({ writer, make, done });
      if (!this.#running) void this.#run();
    });
  }

  /** Writes what all may be written. Whatever stands in the way of that, the usual way finds it too, and says so. */
  #writeNow(writer: Writer, make: Job['make']): Outcome[] | undefined {
    if (!this.log.appendNow) return;
    let state = this.log.state();
    const drafts: Draft[] = [];
    for (const asked of make(state)) {
      const draft = decide(asked, writer, state);
      if (draft instanceof Refusal) return;
      state = ahead(state, draft);
      drafts.push(draft);
    }
    const written = this.#tryNow(drafts);
    return written && drafts.map((draft, index) => outcomeOf(draft, written[index]));
  }

  #tryNow(drafts: readonly Draft[]): readonly Sealed[] | undefined {
    this.#running = true;
    try {
      if (drafts.length === 0) return [];
      const written = this.log.appendNow?.(drafts);
      if (written) this.#wrote = thisTurn();
      return written;
    } catch {
      return undefined;
    } finally {
      this.#running = false;
      // Whoever heard of it may have asked for more.
      if (this.#waiting.length > 0) void this.#run();
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      // After all sockets that have something to read have been read.
      if (this.#wrote === thisTurn()) await new Promise((resolve) => setImmediate(resolve));
      else await undefined; // What is asked by the same message is waited for, no longer.
      this.#wrote = thisTurn();
      await this.#write(this.#waiting.splice(0, BATCH));
    }
    this.#running = false;
  }

  async #write(jobs: readonly Job[]): Promise<void> {
    try {
      const decided = this.#decide(jobs);
      const drafts = decided
        .flatMap((each) => each.drafts)
        .filter((draft): draft is Draft => !isRefused(draft));
      const written = drafts.length > 0 ? await this.log.append(drafts) : [];
      await this.#settle(decided, written);
    } catch (error) {
      // One that the log cannot take is not to keep the others out.
      if (jobs.length > 1) for (const job of jobs) await this.#write([job]);
      else this.#fail(jobs, error);
    }
  }

  #decide(jobs: readonly Job[]): Decided[] {
    let state = this.log.state();
    return jobs.map((job) => {
      const drafts = job.make(state).map((asked) => {
        const draft = decide(asked, job.writer, state);
        if (draft instanceof Refusal) return new Refused(asked, draft);
        state = ahead(state, draft);
        return draft;
      });
      return { job, drafts };
    });
  }

  async #settle(decided: readonly Decided[], written: readonly Sealed[]): Promise<void> {
    let next = 0;
    for (const { job, drafts } of decided) {
      const outcomes = drafts.map((draft) =>
        isRefused(draft) ? this.#lookUp(draft, job.writer) : outcomeOf(draft, written[next++]),
      );
      job.done(await Promise.all(outcomes));
    }
  }

  /** What was written while it was allowed, and is sent again because the word of it was lost, is there. */
  async #lookUp({ asked, id, refusal }: Refused, writer: Writer): Promise<Outcome> {
    if (refusal.reason !== 'not-allowed' || !wasOnceAllowed(asked, writer)) return { id, refusal };
    const found = await this.log.find(id);
    return found?.by === writer.id ? { id, seq: found.seq } : { id, refusal };
  }

  #fail(jobs: readonly Job[], error: unknown): void {
    const refusal = asRefusal(error);
    for (const { make, done } of jobs) done(make(this.log.state()).map(({ id }) => ({ id, refusal })));
  }
}

class Refused {
  readonly id: string;

  constructor(
    readonly asked: FrameDraft,
    readonly refusal: Refusal,
  ) {
    this.id = asked.id;
  }
}

const isRefused = (draft: Decided['drafts'][number]): draft is Refused => draft instanceof Refused;

function outcomeOf({ id, by }: Draft, sealed: Sealed | undefined): Outcome {
  if (sealed && sealed.entry.by === by) return { id, seq: sealed.entry.seq };
  return { id, refusal: new Refusal('malformed', 'Someone else’s entry has this id.') };
}

/** The kinds that others are decided by. */
const deciding = new Set(['stage.changed', 'participant.joined']);

/** The state as it will be once a draft is written. */
function ahead(state: LogState, draft: Draft): LogState {
  if (!deciding.has(draft.kind)) return state;
  const entry: Entry = { ...draft, seq: 1, at: Date.now(), prev: '', hash: '' };
  return fold(state, entry);
}
