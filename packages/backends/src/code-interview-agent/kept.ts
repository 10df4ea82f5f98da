import type { Memo } from '../bridge/memo.js';
import { objectOf, textOf } from '../wire/index.js';

/**
 * How it stands with the interviewer, an agent at the backend:
 *   none ──▶ asked (to begin, and not heard since) ──▶ here ──▶ gone (by a fault) ──▶ asked …
 *                                                        └────▶ over
 */
export type AgentState = 'none' | 'asked' | 'here' | 'gone' | 'over';

export interface Kept {
  readonly session: string;
  readonly agent: AgentState;
  /** It was told that the interview is over, and has not said so itself. */
  readonly ending: boolean;
  /** The question's, as far as they were said. */
  readonly title: string;
  readonly difficulty: string;
}

const NAME = 'interview';
const states: readonly AgentState[] = ['none', 'asked', 'here', 'gone', 'over'];

/** What has to be known after a reload: above all whether there is an agent, so that no second one is started. */
export class Keeper {
  constructor(private readonly memo: Memo) {}

  get now(): Kept {
    const kept = objectOf(this.memo.get(NAME));
    return {
      session: textOf(kept['session']),
      agent: states.find((state) => state === kept['agent']) ?? 'none',
      ending: kept['ending'] === true,
      title: textOf(kept['title']),
      difficulty: textOf(kept['difficulty']),
    };
  }

  set(change: Partial<Kept>): void {
    this.memo.set(NAME, { ...this.now, ...change });
  }

  settled(): Promise<void> {
    return this.memo.settled();
  }
}
