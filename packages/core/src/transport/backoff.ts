const FIRST = 500;
const MOST = 30_000;

/** How long to wait before the next try: twice as long each time, and never all clients at once. */
export function backoff(attempt: number, random: () => number): number {
  const whole = Math.min(MOST, FIRST * 2 ** Math.min(attempt - 1, 10));
  return Math.round(whole * (0.5 + random() / 2));
}
