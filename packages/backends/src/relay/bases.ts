import { editsOf, hunksOf } from '../text/index.js';

/** A text this long is not typed by two people at once by chance. */
const NO_CHANCE = 12;
/** Nor is this, at the very same place. */
const NO_CHANCE_THERE = 4;
/** What was taken away weighs more: it is what one would be sorry for. */
const LOSS = 1.5;

/**
 * Which of several texts the author of another most likely began with. A write names none, so that it is the one from which the
 * fewest edits lead there. `now` is what everyone should know; the others are what they may have known a moment ago: who wrote
 * from one of those did not see what came after it, and did not mean to take it away.
 */
export function likelyBase(now: string, before: readonly string[], written: string): string {
  let base = now;
  let least = costOf(now, written, Infinity);
  for (const candidate of new Set(before.toReversed())) {
    if (candidate === now) continue;
    const cost = costOf(candidate, written, least);
    if (cost >= least || knows(candidate, now, written)) continue;
    [base, least] = [candidate, cost];
  }
  return base;
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
