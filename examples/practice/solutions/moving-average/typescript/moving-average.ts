export function movingAverage(values: number[], window: number): number[] {
  if (window < 1) throw new RangeError('the window must be at least 1');
  const averages: number[] = [];
  for (let end = window; end <= values.length; end++) {
    const run = values.slice(end - window, end);
    averages.push(run.reduce((sum, value) => sum + value, 0) / window);
  }
  return averages;
}
