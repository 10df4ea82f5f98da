const MINUTE = 60_000;
/** When it is told how much is left, in minutes; 0 is the end. */
const MARKS = [0, 1, 5, 10] as const;

/**
 * The mark that was passed between two looks at a clock that nobody changed, if any: of several, as after sleep, the last.
 */
export function passedMark(before: number | undefined, left: number): (typeof MARKS)[number] | undefined {
  if (before === undefined || left >= before) return undefined;
  return MARKS.find((mark) => before > mark * MINUTE && left <= mark * MINUTE);
}
