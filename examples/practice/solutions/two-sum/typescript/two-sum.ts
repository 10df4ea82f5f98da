export function twoSum(numbers: number[], target: number): number[] {
  const seen = new Map<number, number>();
  for (const [position, number] of numbers.entries()) {
    const partner = seen.get(target - number);
    if (partner !== undefined) return [partner, position];
    seen.set(number, position);
  }
  throw new Error('no two numbers add up to the target');
}
