import type { Score } from '@interview-room/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A pause in writing of so long saves a comment. */
const SAVE_MS = 800;

/** What one interviewer gave for one line, as it stands in their form. */
export interface Given {
  readonly score: number | null;
  readonly comment: string;
}

/** The marks of one interviewer while they are being given: what is on its way, and what waits for a pause or a mark. */
export class OwnScores implements ReactiveController {
  private readonly drafts = new Map<string, Given>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private saved: ReadonlyMap<string, Given> = new Map();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly send: (criterion: string, given: Given) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const criterion of this.timers.keys()) this.flush(criterion);
  }

  /** What the room has. What it has as it was given is no draft any more. */
  take(scores: readonly Score[]): void {
    this.saved = new Map(scores.map(({ criterion, score, comment = '' }) => [criterion, { score, comment }]));
    for (const [criterion, draft] of this.drafts)
      if (same(draft, this.savedOf(criterion)) && !this.timers.has(criterion)) this.drafts.delete(criterion);
  }

  of(criterion: string): Given {
    return this.drafts.get(criterion) ?? this.savedOf(criterion);
  }

  /** How it stands with what was given: a comment waits for its mark. */
  stateOf(criterion: string): 'none' | 'saving' | 'saved' | 'needs-mark' {
    const draft = this.drafts.get(criterion);
    if (draft) return draft.score === null && draft.comment !== '' ? 'needs-mark' : 'saving';
    return this.savedOf(criterion).score === null ? 'none' : 'saved';
  }

  mark(criterion: string, score: number | null): void {
    this.draft(criterion, { ...this.of(criterion), score });
    this.flush(criterion, true);
  }

  write(criterion: string, comment: string): void {
    this.draft(criterion, { ...this.of(criterion), comment });
    clearTimeout(this.timers.get(criterion));
    this.timers.set(
      criterion,
      setTimeout(() => this.flush(criterion), SAVE_MS),
    );
  }

  /** Sends what waits. */
  flush(criterion: string, always = false): void {
    const waits = this.timers.has(criterion);
    clearTimeout(this.timers.get(criterion));
    this.timers.delete(criterion);
    const given = this.of(criterion);
    if (always || (waits && given.score !== null && !same(given, this.savedOf(criterion))))
      this.send(criterion, given);
    else if (same(given, this.savedOf(criterion))) this.drafts.delete(criterion);
    this.host.requestUpdate();
  }

  private draft(criterion: string, given: Given): void {
    this.drafts.set(criterion, given);
    this.host.requestUpdate();
  }

  private savedOf(criterion: string): Given {
    return this.saved.get(criterion) ?? { score: null, comment: '' };
  }
}

const same = (one: Given, other: Given): boolean =>
  one.score === other.score && one.comment.trim() === other.comment.trim();
