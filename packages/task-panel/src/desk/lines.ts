import type { TaskLevel, TaskLog } from '@interview-room/backends/tasks';

const WEIGHT: Readonly<Record<TaskLevel, number>> = { debug: 0, info: 1, warning: 2, error: 3 };
export const levels: readonly TaskLevel[] = ['debug', 'info', 'warning', 'error'];

/** The lines of a log that fit a level and a search. Only what was added is looked at again. */
export class Lines {
  /** The least level that is shown. */
  level: TaskLevel = 'debug';
  search = '';
  private shown: TaskLog[] = [];
  private looked = 0;
  private key = '';
  private of: readonly TaskLog[] | undefined;

  /** Those of `all` that fit. The same list grows, as long as nothing but more lines came. */
  in(all: readonly TaskLog[]): readonly TaskLog[] {
    const first = all[0]?.id ?? 0;
    const key = JSON.stringify([this.level, this.search, first]);
    if (key !== this.key || all !== this.of) {
      Object.assign(this, { key, of: all, shown: [], looked: 0 });
    }
    for (; this.looked < all.length; this.looked++) {
      const line = all[this.looked];
      if (line && this.fits(line)) this.shown.push(line);
    }
    return this.shown;
  }

  private fits({ level, message, agent }: TaskLog): boolean {
    if (WEIGHT[level] < WEIGHT[this.level]) return false;
    const wanted = this.search.trim().toLowerCase();
    return wanted === '' || `${agent} ${message}`.toLowerCase().includes(wanted);
  }
}

/** A text cut where what is searched for is: every second part is that. */
export function cutAt(text: string, search: string): readonly string[] {
  const wanted = search.trim().toLowerCase();
  const low = text.toLowerCase();
  // Some letters are longer in small: then no place in one is the same in the other.
  if (wanted === '' || low.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0 && parts.length < 40; at = low.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
