import { availableParallelism } from 'node:os';
import { createNodeRunner, type Runner } from '@interview-room/runtimes/node';
import { Grading, type Graded } from '../grading/grading.js';
import { Webhooks } from '../hooks/webhooks.js';
import type { EntryEvent, RoomHub } from '../hub/room-hub.js';
import type { Rooms } from '../hub/rooms.js';
import type { LogEngine } from '../log/engine.js';
import { FollowUp } from './follow-up.js';
import { happeningOf } from './stage-events.js';

/** What the server does of itself, once something happened in a room. */
export interface Consequences {
  /** Where everything is told, and what it is signed by. Without a secret no room may ask for webhooks. */
  webhooks?: { url?: string | undefined; secret: string; allowPrivate?: boolean | undefined } | undefined;
  /** Whether what is submitted is judged here, how much of it at once, and for how long at most. */
  grading?:
    | {
        concurrency?: number | undefined;
        timeoutMs?: number | undefined;
        openRunner?: (() => Runner) | undefined;
      }
    | false
    | undefined;
  /** How often to look what other processes left, and for how long one that is silent is believed to be alive. */
  pollMs?: number | undefined;
  leaseMs?: number | undefined;
}

/** What it is done with. */
export interface Surroundings {
  engine: LogEngine;
  rooms: Rooms;
  /** Where what happens to one room is told. */
  webhookOf(room: string): Promise<string | undefined>;
  /** All rooms there are. */
  allRooms(): AsyncIterable<string>;
  onError(error: unknown, what: string): void;
}

/** Webhooks and grading, and what keeps them from being missed. */
export class Aftermath {
  readonly #followUp: FollowUp;
  readonly #webhooks: Webhooks | undefined;
  readonly #grading: Grading | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(
    private readonly around: Surroundings,
    options: Consequences,
  ) {
    const { engine, rooms, onError } = around;
    this.#webhooks = this.#openWebhooks(options);
    this.#grading = this.#openGrading(options);
    this.#followUp = new FollowUp({
      documents: engine.documents,
      changesOf: (room) => rooms.with(room, ({ state }) => state.stage.changes),
      handle: async (room, index, changes) => {
        const happening = happeningOf(room, index, changes);
        if (happening) await this.#webhooks?.tell(`stage ${index}`, happening);
        if (happening?.event === 'submitted') await this.#grading?.submit(room, index);
      },
      onError: (error) => onError(error, 'follow-up'),
      leaseMs: options.leaseMs,
    });
  }

  /** Whether rooms may ask for webhooks of their own. */
  get tells(): boolean {
    return this.#webhooks !== undefined;
  }

  start(): void {
    this.#webhooks?.start();
    this.#grading?.start();
    this.#sweeping = this.#followUp
      .sweep(this.around.allRooms())
      .catch((error: unknown) => this.around.onError(error, 'follow-up'));
  }

  /** Something was written to a room. */
  hear({ room, entry, own }: EntryEvent): void {
    if (entry.kind === 'stage.changed') this.#followUp.look(room, own);
  }

  /** A room is open here. */
  opened({ room, state }: RoomHub): void {
    this.#followUp
      .opened(room, state.stage.changes)
      .catch((error: unknown) => this.around.onError(error, 'follow-up'));
  }

  /** A room is no more. */
  forget(room: string): Promise<void> {
    return this.#followUp.forget(room);
  }

  async close(): Promise<void> {
    await this.#followUp.close();
    await this.#sweeping;
    await Promise.all([this.#webhooks?.close(), this.#grading?.close()]);
  }

  #openWebhooks({ webhooks, pollMs }: Consequences): Webhooks | undefined {
    const { engine, webhookOf, onError } = this.around;
    if (!webhooks) return;
    return new Webhooks({
      ...webhooks,
      documents: engine.documents,
      urlOf: webhookOf,
      onError: (error) => onError(error, 'webhook'),
      pollMs,
    });
  }

  #openGrading({ grading = {}, pollMs }: Consequences): Grading | undefined {
    const { engine, rooms, onError } = this.around;
    if (!grading) return;
    const { concurrency = availableParallelism(), timeoutMs, openRunner } = grading;
    return new Grading({
      engine,
      rooms,
      openRunner: openRunner ?? (() => createNodeRunner({ concurrency })),
      concurrency,
      timeoutMs,
      pollMs,
      graded: (graded) => this.#tellGraded(graded),
      onError: (error) => onError(error, 'grading'),
    });
  }

  async #tellGraded({ room, change, ...data }: Graded): Promise<void> {
    await this.#webhooks?.tell(`graded ${change}`, { event: 'graded', room, at: Date.now(), data });
  }
}
