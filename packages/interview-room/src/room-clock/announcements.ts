const MINUTE = 60_000;
/** When it is told how much is left, in minutes; 0 is the end. */
const MARKS = [0, 1, 5, 10] as const;

/**
 * The mark that was passed between two looks at the clock, if any: of several, as after sleep, the last. None where time
 * was added or taken away at one stroke: who did that said so.
 */
export function passedMark(before: number | undefined, left: number): (typeof MARKS)[number] | undefined {
  if (before === undefined || left >= before) return undefined;
  return MARKS.find((mark) => before > mark * MINUTE && left <= mark * MINUTE);
}
