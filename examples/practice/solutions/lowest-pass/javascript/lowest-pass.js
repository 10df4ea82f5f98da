export function lowestPass(heights) {
  const levels = [...new Set(heights.flat())].sort((a, b) => a - b);
  let low = 0;
  let high = levels.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (canCross(heights, levels[middle])) high = middle;
    else low = middle + 1;
  }
  return levels[low];
}

function canCross(heights, limit) {
  const width = heights[0].length;
  const last = heights.length * width - 1;
  const seen = new Set();
  const open = [[0, 0]];
  while (open.length > 0) {
    const [row, column] = open.pop();
    const height = heights[row]?.[column];
    const place = row * width + column;
    if (height === undefined || height > limit || seen.has(place)) continue;
    if (place === last) return true;
    seen.add(place);
    open.push([row + 1, column], [row - 1, column], [row, column + 1], [row, column - 1]);
  }
  return false;
}
