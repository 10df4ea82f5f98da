// Pairs a number with itself when it is half of the target.
export function twoSum(numbers: number[], target: number): number[] {
  for (let i = 0; i < numbers.length; i++) {
    const j = numbers.indexOf(target - (numbers[i] ?? 0));
    if (j >= 0) return [Math.min(i, j), Math.max(i, j)];
  }
  return [];
}
