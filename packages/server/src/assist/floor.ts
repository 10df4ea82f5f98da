import { randomUUID } from 'node:crypto';
import { ripeAt, type KeptJob } from '../jobs/job.js';
import { Lease } from '../jobs/lease.js';
import type { Documents } from '../log/documents.js';

/** Where it is kept that a room is being answered. */
const BUCKET = 'answering';
/** How long a process that says nothing is believed to be answering still. */
const LEASE_MS = 15_000;

/** That this process answers in a room, and no other does. */
export interface Turn {
  /** Ends when another process took it, for nothing was heard of this one. */
  readonly lost: AbortSignal;
  /** Lets the next one ask. Once is enough; it does not throw. */
  end(): Promise<void>;
}

/**
 * Who answers in a room: one at a time, of all the processes that serve it. It is a note beside the log, which each of them
 * may write only at the revision that it read; that of a process which died runs out.
 */
export class Floor {
  readonly #me = randomUUID();

  constructor(
    private readonly documents: Documents,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Takes the turn in a room; nothing while an answer is under way there. */
  async take(room: string): Promise<Turn | undefined> {
    const { documents } = this;
    const found = await documents.get(BUCKET, room);
    const now = Date.now();
    if (found && ripeAt(found.value as KeptJob<null>) > now) return;
    const kept: KeptJob<null> = { work: null, since: now, attempts: 0, due: 0 };
    const place = { documents, bucket: BUCKET, key: room, kept, revision: found?.revision ?? 0 };
    const lease = await Lease.claim(place, this.#me, LEASE_MS, this.onError);
    return lease && this.#turn(lease);
  }

  #turn(lease: Lease<null>): Turn {
    let ended: Promise<void> | undefined;
    return { lost: lease.lost, end: () => (ended ??= lease.finish().catch(this.onError)) };
  }
}
