export type Random = (below: number) => number;

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[random(from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

/** One of several things to do, each as often as its weight says. */
export type Moves = readonly (readonly [weight: number, name: string, work: () => unknown])[];
export function pickMove(random: Random, moves: Moves) {
  let at = random(moves.reduce((sum, [weight]) => sum + weight, 0));
  const found = moves.find(([weight]) => (at -= weight) < 0);
  if (!found) throw new Error('no moves');
  return found;
}
