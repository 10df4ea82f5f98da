import { hunksOf, merge3 } from '../text/index.js';
import type { Bridge } from '../bridge/index.js';

/** That both sides changed a file at once is told no more often than this, in milliseconds. */
const QUIET = 30_000;

/** A file that both sides changed at once. */
export interface Conflict {
  /** Within the workspace. */
  readonly remote: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** What became of both. */
  readonly merged: string;
  /** The text as it is now, when somebody chooses. */
  now(): string;
  become(text: string): void;
}

/** Tells people that both sides changed a file at once, now and then: two who type at the same time do so at each save. */
export class Conflicts {
  private readonly told = new Map<string, number>();

  constructor(private readonly bridge: Pick<Bridge, 'clock' | 'notice'>) {}

  /** Both are kept. Where both wrote something else in the place of the same text, that needs a look, and may need a choice. */
  tell(conflict: Conflict): void {
    const { clock, notice } = this.bridge;
    const { remote } = conflict;
    const isCrossed = crosses(conflict);
    const name = isCrossed ? `${remote} crossed` : remote;
    if (clock.now() - (this.told.get(name) ?? -Infinity) < QUIET) return;
    this.told.set(name, clock.now());
    if (isCrossed)
      notice(
        'warning',
        'conflict',
        `${remote} was changed at the same place on both sides, and both are in it now. Look it over, or take the other side’s.`,
        { label: 'Take the other side’s', run: () => yieldTo(conflict) },
      );
    else notice('nudge', 'conflict', `${remote} was changed on the other side while you typed. Both are kept: look it over.`); // prettier-ignore
  }
}

/** What was typed since the merge stays. */
function yieldTo({ merged, theirs, now, become }: Conflict): void {
  become(merge3(merged, now(), theirs));
}

/** Whether both took away or rewrote a part of the same text. */
export function crosses({ base, mine, theirs }: Pick<Conflict, 'base' | 'mine' | 'theirs'>): boolean {
  const others = hunksOf(base, theirs);
  return hunksOf(base, mine).some(({ from, to }) =>
    others.some((other) => Math.max(from, other.from) < Math.min(to, other.to)),
  );
}
