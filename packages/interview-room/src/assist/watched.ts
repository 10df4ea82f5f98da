import type { ChatEvent, Said } from '@interview-room/assistant/streams';
import { ASSISTANT, type AssistTurn, type Cast } from '@interview-room/core';
import { Feed } from '../together/feed.js';

/** An answer that nothing was heard of for so long has ended, as far as can be known. */
const SILENCE = 120_000;

interface Delta {
  readonly turn: string;
  readonly step: number;
  readonly events: readonly ChatEvent[];
}

interface Followed {
  readonly feed: Feed<ChatEvent>;
  step: number;
  /** The calls whose results were shown. */
  readonly told: Set<string>;
}

/** Answers to questions of others, and of one's own other tabs, as the backend casts them. */
export class Watched {
  private readonly feeds = new Map<string, Followed>();

  /** `show` is called once for each answer; `tap` hears all events; `before` is what an answer that goes on says already. */
  constructor(
    private readonly show: (turn: string, events: AsyncIterable<ChatEvent>) => void,
    private readonly tap: (event: ChatEvent) => void,
    private readonly before: (turn: string) => Said | undefined,
  ) {}

  /**
   * Takes a cast in. Only the backend is believed, and of turns that this page asks itself nothing need be told: not even of
   * one that was stopped here, whose last pieces are still on their way.
   */
  hear({ by, kind, body }: Cast, isOwn: (turn: string) => boolean): void {
    if (kind !== 'assist.delta' || by !== ASSISTANT || !isDelta(body) || isOwn(body.turn)) return;
    const { turn, step, events } = body;
    const known = this.feeds.get(turn) ?? this.begin(turn, step);
    if (step > known.step) known.feed.push([{ type: 'step' }]);
    known.step = step;
    for (const event of events) if (event.type === 'tool-result') known.told.add(event.call);
    events.forEach(this.tap);
    // What ends a step leads to the next one, where it called tools.
    known.feed.push(events.filter((event) => event.type !== 'finish' || event.reason !== 'tool-calls'));
    if (events.some(isEnd)) known.feed.end();
  }

  /** What came of tools that ran on another page: the log has it, and no cast. */
  acted(turns: readonly AssistTurn[]): void {
    for (const [id, { feed, told }] of this.feeds) {
      const calls = turns.find(({ turn }) => turn === id)?.steps.flatMap((step) => step.calls) ?? [];
      for (const { call, output, error, durationMs } of calls) {
        if (durationMs === undefined || told.has(call)) continue;
        told.add(call);
        const came = error === undefined ? { output } : { error };
        const result: ChatEvent = { type: 'tool-result', call, durationMs, ...came };
        this.tap(result);
        feed.push([result]);
      }
    }
  }

  stop(): void {
    for (const { feed } of this.feeds.values()) feed.end();
  }

  private begin(turn: string, step: number): Followed {
    const feed = new Feed<ChatEvent>(SILENCE, () => this.feeds.delete(turn));
    const made: Followed = { feed, step, told: new Set() };
    this.feeds.set(turn, made);
    const before = step > 0 ? this.before(turn) : undefined;
    if (before) feed.push([{ type: 'start', before }]);
    this.show(turn, feed);
    return made;
  }
}

const isEnd = (event: ChatEvent): boolean =>
  event.type === 'error' || (event.type === 'finish' && event.reason !== 'tool-calls');

const isDelta = (body: unknown): body is Delta => {
  const { turn, step, events } = (body ?? {}) as Partial<Record<keyof Delta, unknown>>;
  return typeof turn === 'string' && typeof step === 'number' && Array.isArray(events);
};
