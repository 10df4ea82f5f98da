import type { ChatEvent, Dialect } from './events.js';

/** What was given, by kind. Pieces may be cut differently the second time: their text is one. */
interface Run {
  readonly kind: string;
  text: string;
}

type Piece = ChatEvent & { type: 'text' | 'reasoning' | 'tool-delta' };

const isPiece = (event: ChatEvent): event is Piece => 'text' in event;
const textOf = (event: ChatEvent): string => (isPiece(event) ? event.text : JSON.stringify(event));
const kindOf = (event: ChatEvent): string => ('call' in event ? `${event.type} ${event.call}` : event.type);

/** The same event without its first characters. */
const rest = (event: ChatEvent, from: number): ChatEvent[] =>
  isPiece(event) && from < event.text.length ? [{ ...event, text: event.text.slice(from) }] : [];

/** Remembers what was given of an answer, so that of a server that tells it again only what is new is heard. */
export class Replay {
  /** The dialect that the answer turned out to be of. */
  dialect: Dialect | undefined;

  private any = false;
  private begin: ChatEvent | undefined;
  private readonly runs: Run[] = [];
  /** How far the repetition is, and what of it was left out; absent when all is new. */
  private at: { run: number; length: number; swallowed: ChatEvent[] } | undefined;

  /** @param canResume whether answers of a dialect can be heard again: others need not be remembered */
  constructor(private readonly canResume: (dialect: Dialect) => boolean) {}

  /** Whether nothing was given yet. */
  get empty(): boolean {
    return !this.any;
  }

  /** The answer is heard again, from its beginning or from where it was cut: what is in it tells. */
  again(): void {
    this.at = { run: 0, length: 0, swallowed: [] };
  }

  /** What of an event is new. The `start` waits for the event after it: without one, all may be asked again. */
  fresh(event: ChatEvent): ChatEvent[] {
    if (event.type === 'start') {
      this.dialect ??= event.dialect;
      if (this.empty) this.begin = event;
      return [];
    }
    const news = this.at ? this.skip(event) : [event];
    for (const piece of news) this.remember(piece);
    const begin = this.begin && news.length > 0 ? [this.begin] : [];
    if (news.length > 0) this.begin = undefined;
    return [...begin, ...news];
  }

  private skip(event: ChatEvent): ChatEvent[] {
    const { at } = this;
    const run = at && this.runs[at.run];
    // The repetition is over.
    if (!at || !run) return this.over([event]);
    const known = run.text.slice(at.length, at.length + textOf(event).length);
    // No repetition then: what was left out was new.
    if (run.kind !== kindOf(event) || !textOf(event).startsWith(known)) {
      return this.over([...at.swallowed, event]);
    }
    at.swallowed.push(event);
    at.length += known.length;
    if (at.length < run.text.length) return [];
    at.run += 1;
    at.length = 0;
    return this.runs[at.run] ? [] : this.over(rest(event, known.length));
  }

  private over(news: ChatEvent[]): ChatEvent[] {
    this.at = undefined;
    return news;
  }

  private remember(event: ChatEvent): void {
    this.any = true;
    if (!this.dialect || !this.canResume(this.dialect)) return;
    const last = this.runs.at(-1);
    if (isPiece(event) && last?.kind === kindOf(event)) last.text += event.text;
    else this.runs.push({ kind: kindOf(event), text: textOf(event) });
  }
}
