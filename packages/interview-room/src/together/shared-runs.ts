import type { Cast, Room } from '@interview-room/core';
import type { RunEvent, Runner, TestEvent } from '@interview-room/runtimes';
import { Feed } from './feed.js';

type Mode = 'run' | 'test';
type Event = RunEvent | TestEvent;

/** What of a run is cast at once. A flood is told to others no more often than this, in milliseconds. */
const EVERY = 120;
/** Others are told of output only so much, in UTF-16 code units: the run's own end is in the log. */
const TOLD = 200_000;
/** Someone else's run whose maker has gone silent for so long has ended, as far as can be known. */
const SILENCE = 60_000;
/** And after so long where they left: a connection that breaks is back by then, a page that was closed is not. */
const GONE = 5_000;

/** A run that someone else makes, as a panel can show it. */
export interface OthersRun {
  run: string;
  by: string;
  mode: Mode;
  events: AsyncIterable<Event>;
}

interface RunCast {
  run: string;
  mode: Mode;
  events: Event[];
  done: boolean;
}

/**
 * Runs that all in a room see: whoever runs, the room's log has that it began, and what comes of it is cast as it comes.
 *
 *   runner.run() ─▶ wrapped: log 'run.started', cast 'run.events' … ─▶ the maker's own panel
 *                                    └─▶ others: a feed ─▶ panel.follow()
 */
export class SharedRuns {
  /** The run of this page that was begun last: its end is recorded under this name. */
  current: string | undefined;
  private readonly feeds = new Map<string, Feed<Event>>();
  /** From which tab each run comes, for as long as there is a feed of it. */
  private readonly makers = new Map<string, string>();
  private readonly stop: () => void;

  constructor(
    private readonly room: Room,
    private readonly show: (run: OthersRun) => void,
  ) {
    this.stop = room.onCast((cast) => this.hear(cast));
  }

  dispose(): void {
    this.stop();
    for (const feed of this.feeds.values()) feed.end();
  }

  /** The same runner, with others told of what it does. */
  wrap(runner: Runner): Runner {
    return {
      languages: () => runner.languages(),
      capabilities: (language) => runner.capabilities(language),
      check: (request) => runner.check(request),
      dispose: () => runner.dispose(),
      run: (request) => this.told('run', request.language, runner.run(request)) as AsyncIterable<RunEvent>,
      test: (request) => this.told('test', request.language, runner.test(request)),
    };
  }

  private async *told(mode: Mode, language: string, events: AsyncIterable<Event>): AsyncGenerator<Event> {
    const run = crypto.getRandomValues(new Uint32Array(2)).join('-');
    this.current = run;
    void this.room.append('run.started', { run, language, mode }).catch(() => undefined);
    const told = new Telling((batch, done) =>
      this.room.cast('run.events', { run, mode, events: batch, done } satisfies RunCast),
    );
    try {
      for await (const event of events) {
        told.add(event);
        yield event;
      }
    } finally {
      told.end();
    }
  }

  private hear({ kind, by, client, body }: Cast): void {
    const maker = JSON.stringify([by, client]);
    if (kind === 'presence.gone') return this.left(maker);
    if (kind !== 'run.events' || !isRunCast(body)) return;
    const { run, mode, events, done } = body;
    let feed = this.feeds.get(run);
    if (!feed) {
      feed = new Feed<Event>(SILENCE, () => this.forget(run));
      this.feeds.set(run, feed);
      this.makers.set(run, maker);
      this.show({ run, by, mode, events: feed });
    }
    feed.push(events);
    if (done) feed.end();
  }

  private forget(run: string): void {
    this.feeds.delete(run);
    this.makers.delete(run);
  }

  private left(maker: string): void {
    for (const [run, each] of this.makers) if (each === maker) this.feeds.get(run)?.expect(GONE);
  }
}

/** Gathers events and tells them together. */
class Telling {
  private waiting: Event[] = [];
  private left = TOLD;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (events: Event[], done: boolean) => void) {}

  add(event: Event): void {
    const cut = this.fit(event);
    if (!cut) return;
    this.waiting.push(cut);
    this.timer ??= setTimeout(() => this.send(false), EVERY);
  }

  end(): void {
    this.send(true);
  }

  private send(done: boolean): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell(this.waiting, done);
    this.waiting = [];
  }

  /** An event as far as there is room for its text; output beyond that is left out, and all else is told. */
  private fit(event: Event): Event | undefined {
    if (event.type !== 'stdout' && event.type !== 'stderr') return event;
    const text = event.text.slice(0, this.left);
    this.left -= text.length;
    return text ? { ...event, text } : undefined;
  }
}

/** From another's browser: only what can be shown safely is taken, event by event by the panel itself. */
function isRunCast(body: unknown): body is RunCast {
  if (typeof body !== 'object' || body === null) return false;
  const { run, mode, events } = body as Partial<Record<keyof RunCast, unknown>>;
  return typeof run === 'string' && (mode === 'run' || mode === 'test') && isEvents(events);
}

const texts: Readonly<Record<string, readonly string[]>> = {
  stdout: ['text'],
  stderr: ['text'],
  progress: ['phase'],
  test: ['name', 'status'],
  exit: ['outcome'],
  summary: [],
};

const isEvents = (events: unknown): events is Event[] => Array.isArray(events) && events.every(isEvent);

function isEvent(event: unknown): boolean {
  if (typeof event !== 'object' || event === null || !('type' in event)) return false;
  const fields =
    typeof event.type === 'string' && Object.hasOwn(texts, event.type) ? texts[event.type] : undefined;
  return fields?.every((name) => typeof (event as Record<string, unknown>)[name] === 'string') ?? false;
}
