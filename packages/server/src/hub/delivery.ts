import { mayRead, withhold, type Role, type Sealed } from '@interview-room/core/protocol';
import { FrameText } from './frame-text.js';

/** About how long a frame of entries is at most: one long entry may make it longer. */
const FRAME_LENGTH = 512 * 1024;

/** An entry as a role is given it: the stored text, with its hash; or its place in the chain alone. */
export function deliveredText({ text, entry }: Sealed, role: Role): string {
  if (!mayRead(role, entry.audience)) return JSON.stringify(withhold(entry));
  return `${text.slice(0, -1)},"hash":"${entry.hash}"}`;
}

/** The frames that bring entries to a role. */
export function entriesFrames(entries: readonly Sealed[], role: Role): FrameText[] {
  const frames: FrameText[] = [];
  let texts: string[] = [];
  let length = 0;
  for (const [index, sealed] of entries.entries()) {
    const text = deliveredText(sealed, role);
    texts.push(text);
    length += text.length;
    if (length < FRAME_LENGTH && index < entries.length - 1) continue;
    frames.push(new FrameText(`{"type":"entries","entries":[${texts.join(',')}]}`, sealed.entry.seq));
    texts = [];
    length = 0;
  }
  return frames;
}

/** Entries on their way to all who are there: written once for interviewers, once for others. */
export class Delivery {
  readonly first: number;
  readonly last: number;
  /** Those who wrote any of them. */
  readonly authors: ReadonlySet<string>;
  #all: FrameText[] | undefined;
  #others: FrameText[] | undefined;

  constructor(readonly entries: readonly [Sealed, ...Sealed[]]) {
    this.first = entries[0].entry.seq;
    this.last = this.first + entries.length - 1;
    this.authors = new Set(entries.map(({ entry }) => entry.by));
  }

  /** What is sent to someone who has the log up to `after`. */
  frames(role: Role, after: number): readonly FrameText[] {
    if (after >= this.last) return [];
    if (after >= this.first) return entriesFrames(this.entries.slice(after - this.first + 1), role);
    if (role === 'interviewer') return (this.#all ??= entriesFrames(this.entries, role));
    const same = this.entries.every(({ entry }) => mayRead(role, entry.audience));
    return same ? this.frames('interviewer', after) : (this.#others ??= entriesFrames(this.entries, role));
  }
}
