// Rounds to two places on the way out.
export function movingAverage(values: number[], window: number): number[] {
  if (window < 1) throw new RangeError('the window must be at least 1');
  const averages: number[] = [];
  for (let i = 0; i + window <= values.length; i++) {
    const sum = values.slice(i, i + window).reduce((a, b) => a + b, 0);
    averages.push(Math.round((sum / window) * 100) / 100);
  }
  return averages;
}
