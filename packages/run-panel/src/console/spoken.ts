import { plain } from './ansi.js';
import type { Stream } from './transcript.js';

/** How often the region changes, at most. */
const PAUSE_MS = 1000;
/** How many lines are read out at a time, and how many stay in the region to go back to. */
const AT_ONCE = 5;
const KEPT = 20;
const LONGEST = 300;

/** The words for what is not the program's own. */
export interface SpokenWords {
  error(): string;
  more(lines: number): string;
}

/**
 * The last lines of the output for screen readers, in a live region of our own. xterm has one too, but it costs
 * seconds on long outputs; this one costs the same however much is printed.
 */
export class Spoken {
  private fresh: { stream: Stream; text: string }[] = [];
  private lines = 0;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly region: () => HTMLElement | null,
    private readonly words: SpokenWords,
  ) {}

  add(stream: Stream, text: string): void {
    if (stream === 'stdin') return;
    this.lines += count(text);
    // Whatever comes before the last few lines is not going to be read.
    this.fresh.push({ stream, text: text.slice(-LONGEST * AT_ONCE) });
    if (this.fresh.length > AT_ONCE * 8) this.fresh.splice(0, AT_ONCE * 4);
    this.timer ??= setTimeout(() => this.say(), PAUSE_MS);
  }

  clear(): void {
    clearTimeout(this.timer);
    delete this.timer;
    this.fresh = [];
    this.lines = 0;
    this.region()?.replaceChildren();
  }

  private say(): void {
    delete this.timer;
    const region = this.region();
    const [lines, total] = [this.take(), this.lines];
    this.lines = 0;
    if (!region) return;
    if (total > lines.length) region.append(line(this.words.more(total - lines.length)));
    for (const text of lines) region.append(line(text));
    while (region.childElementCount > KEPT) region.firstElementChild?.remove();
  }

  private take(): string[] {
    const all = this.fresh.splice(0).flatMap(({ stream, text }) =>
      plain(text)
        .split('\n')
        .filter((part) => part.trim())
        .map((part) => (stream === 'stderr' ? `${this.words.error()} ${part}` : part).slice(0, LONGEST)),
    );
    return all.slice(-AT_ONCE);
  }
}

function line(text: string): HTMLElement {
  const element = document.createElement('div');
  element.textContent = text;
  return element;
}

function count(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
