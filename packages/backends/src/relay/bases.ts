import { editsOf, hunksOf, type Hunk } from '../text/index.js';

/** A text this long is not typed by two people at once by chance. */
const NO_CHANCE = 12;
/** Nor is this, at the very same place. */
const NO_CHANCE_THERE = 4;
/** Who takes away more than this, and a third of all, begins anew. */
const MUCH = 20;
const BEGINNING = 2;
/** What was taken away weighs more: it is what one would be sorry for. */
const LOSS = 1.5;

/** What others knew before they heard of something: they may not have heard of it yet. */
export interface Before {
  readonly text: string;
  /** How long ago something came after it, in milliseconds. */
  readonly age: number;
  /** Whether it was told to all as it is: then nobody has a reason to write it again. */
  readonly told: boolean;
  /** With who began with it, where that is not as with others. */
  readonly patience?: Patience;
}
/** How long ago it may be at most, by what was done to the places of what they should know of. */
export interface Patience {
  /** It is not there, and they wrote elsewhere. */
  readonly elsewhere: number;
  /** They wrote there: they may have written over it. */
  readonly there: number;
  /** They took away what is about it: they may well have meant to take it along. */
  readonly about: number;
}

/**
 * Which of several texts the author of another most likely began with. A write names none, so that it is the one from which the
 * fewest edits lead there. `now` is what everyone should know; the others are what they may have known a moment ago: who wrote
 * from one of those did not see what came after it, and did not mean to take it away. But people do take away what they see:
 * so how long it takes to see something matters too.
 */
export function likelyBase(
  now: string,
  before: readonly Before[],
  written: string,
  patience: Patience,
): string {
  let best: Before | undefined;
  let least = costOf(now, written, Infinity);
  for (const each of before.toReversed()) {
    if (each.text === now || each.text === best?.text || each.age >= (each.patience ?? patience).elsewhere)
      continue;
    const cost = costOf(each.text, written, least);
    if (cost < least && !knows(each.text, now, written)) [best, least] = [each, cost];
  }
  return best && best.age < (best.patience ?? patience)[placeOf(best, now, written)] ? best.text : now;
}

/** What was done by whoever made `written` of `base` to the places of what that had gained by `now`. */
function placeOf({ text: base, told }: Before, now: string, written: string): keyof Patience {
  const gained = hunksOf(base, now).filter(({ text }) => text !== '');
  if (gained.length === 0) return 'elsewhere';
  if (written === base) return told ? 'about' : 'there';
  const theirs = hunksOf(base, written);
  const ranges = rangesOf(theirs);
  const gone = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  if (gone > MUCH && gone > base.length / 3) return 'about';
  const about = ({ from: at, text }: Hunk): boolean =>
    ranges.some(({ from, to }) => from <= at && at <= to) ||
    theirs.some((each) => each.from === at && begins(each.text, text));
  if (gained.every(about)) return 'about';
  const wroteThere = gained.every(({ from }) =>
    theirs.some((each) => each.from === from && each.text !== ''),
  );
  return wroteThere ? 'there' : 'elsewhere';
}

/** Whether what stands at a place is the other but for its end: someone took that back, and wrote on. */
function begins(one: string, other: string): boolean {
  return one.slice(0, BEGINNING) === other.slice(0, BEGINNING);
}

/** What was taken away. A few characters that stayed between are there by chance. */
function rangesOf(hunks: readonly Hunk[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of hunks) {
    const last = ranges.at(-1);
    if (last && from - last.to <= NO_CHANCE) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges.filter(({ from, to }) => to > from);
}

/**
 * Whether `written` was made of `mine` rather than of `base`, of which that was made: whether what came from the one to the other
 * is in it, all of it: what is not would be taken for deleted, and two who type alike do not know of one another for that.
 */
export function isMadeOf(mine: string, base: string, written: string): boolean {
  if (mine === base) return false;
  const most = costOf(base, written, Infinity);
  if (costOf(mine, written, most) >= most) return false;
  const gone = hunksOf(mine, written);
  let shift = 0;
  return hunksOf(base, mine).every(({ from, to, text }) => {
    const [start, end] = [from + shift, from + shift + text.length];
    shift += text.length - (to - from);
    return gone.every((each) => Math.min(end, each.to) <= Math.max(start, each.from));
  });
}

/** How much was done to make one of the other; Infinity where it is at least `most`. */
function costOf(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) >= most) return Infinity;
  const { removed, added } = editsOf(hunksOf(from, to));
  return added + removed * LOSS;
}

/** Whether who made `written`, of what seems to be `base`, must have known what had come of that by `now`. */
function knows(base: string, now: string, written: string): boolean {
  const gained = hunksOf(base, now).filter(({ text }) => text !== '');
  // What was only taken away is given back: so nobody's text is lost, and two do not do it by turns for ever.
  if (gained.length === 0) return base === written;
  const theirs = hunksOf(base, written).filter(({ text }) => text !== '');
  const there = ({ from, text }: { from: number; text: string }): boolean =>
    theirs.some((each) => each.from === from && each.text.includes(text));
  const anywhere = ({ text }: { text: string }): boolean =>
    text.trim().length >= NO_CHANCE && theirs.some((each) => each.text.includes(text));
  return (
    gained.every(there) ||
    gained.some((each) => anywhere(each) || (each.text.trim().length >= NO_CHANCE_THERE && there(each)))
  );
}
