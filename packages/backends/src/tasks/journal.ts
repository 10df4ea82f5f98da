import { objectOf, textOf } from '../wire/index.js';
import { timeOf, type TaskLevel, type TaskLog } from './task.js';

/** So many lines are held, and so many characters of them all; of a line so much. */
const LINES = 20_000;
const CHARACTERS = 8_000_000;
const LONGEST = 4_000;
const SLACK = 1_000;

/** A line as it came. */
export interface Said {
  readonly at?: number | undefined;
  readonly level: TaskLevel;
  readonly message: string;
  readonly agent?: string;
}

/**
 * The log of a task, told whole each time a connection begins, and from then on line by line. A line told again is known by
 * how often its text came within one telling: whatever its level or time is said to be the second time.
 */
export class Journal {
  /** The last lines. The same list grows. */
  readonly lines: TaskLog[] = [];
  /** How many before them were let go. */
  dropped = 0;
  /** How many were told, of those and of these: all but the notes. */
  private told = 0;
  private forgotten = 0;
  private characters = 0;
  /** How often each text is among the lines. */
  private readonly known = new Map<string, number>();
  /** The same of the telling that goes on. */
  private heard = new Map<string, number>();

  /** Someone begins to tell it from its first line: the function is given each in order, and says whether it was new. */
  telling(): (said: Said) => boolean {
    this.heard = new Map();
    const isNew = this.comparing(this.heard);
    return (said) => {
      const found = isNew(said);
      if (found) this.learn(said);
      return found;
    };
  }

  /** All of it at once. No more lines are new than it has more of them than are known, however it writes them. */
  tell(all: readonly Said[]): boolean {
    const more = all.length - this.told;
    const fresh = more > 0 ? all.filter(this.comparing(new Map())).slice(-more) : [];
    for (const said of fresh) this.learn(said);
    return fresh.length > 0;
  }

  /** Adds a line that is no part of the log itself: a kind of event that is not known. */
  note(event: string, message: string): void {
    this.add({ level: 'debug', message, agent: event }, true);
  }

  private comparing(heard: Map<string, number>): (said: Said) => boolean {
    let index = 0;
    return ({ message }) => {
      // What was let go, also since this telling began, cannot be compared any more.
      if (index++ < this.forgotten) return false;
      const text = message.slice(0, LONGEST);
      const times = (heard.get(text) ?? 0) + 1;
      heard.set(text, times);
      return times > (this.known.get(text) ?? 0);
    };
  }

  private learn(said: Said): void {
    const text = said.message.slice(0, LONGEST);
    this.told++;
    this.known.set(text, (this.known.get(text) ?? 0) + 1);
    this.add(said, false);
  }

  private add({ at, level, message, agent = '' }: Said, isNote: boolean): void {
    const text = message.slice(0, LONGEST);
    const id = this.dropped + this.lines.length + 1;
    this.lines.push({ id, at, level, message: text, agent: agent.slice(0, 100), ...(isNote && { isNote }) });
    this.characters += text.length;
    while (this.lines.length > LINES + SLACK || this.characters > CHARACTERS)
      for (const line of this.lines.splice(0, SLACK)) this.forget(line);
  }

  private forget({ message, isNote }: TaskLog): void {
    this.dropped++;
    this.characters -= message.length;
    if (isNote) return;
    this.forgotten++;
    for (const counts of [this.known, this.heard]) lower(counts, message);
  }
}

function lower(counts: Map<string, number>, text: string): void {
  const times = (counts.get(text) ?? 1) - 1;
  if (times > 0) counts.set(text, times);
  else counts.delete(text);
}

const LEVELS: Readonly<Record<string, TaskLevel>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  success: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  critical: 'error',
  fatal: 'error',
};
const levelNamed = (word: string): TaskLevel | undefined =>
  Object.hasOwn(LEVELS, word) ? LEVELS[word] : undefined;

/** What a logger puts before a line: a time, a level, each in brackets or not, a dash or a colon between. */
const TIME = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?[\s:|-]*/;
const LEVEL = /^(?:\[(\w+)\][\s:|-]*|(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL)\s*[:|-]\s*)/;

/** A line as a logger wrote it: told live without what stands before it, and with that when it is told again. */
export function saidOf(text: string, level?: TaskLevel): Said {
  const time = TIME.exec(text);
  const rest = text.slice(time?.[0].length ?? 0);
  const named = LEVEL.exec(rest);
  const known = levelNamed((named?.[1] ?? named?.[2] ?? '').toLowerCase());
  return {
    at: time ? timeOf(time[1]?.replace(',', '.')) : undefined,
    level: known ?? level ?? 'debug',
    message: known && named ? rest.slice(named[0].length) : rest,
  };
}

/** A frame of kind `debug`. */
export function saidInFrame(data: unknown): Said {
  const { timestamp, level, message, agent } = objectOf(data);
  const said = saidOf(textOf(message), levelNamed(textOf(level).toLowerCase()) ?? 'info');
  return { ...said, at: timeOf(timestamp) ?? said.at, agent: textOf(agent) };
}
