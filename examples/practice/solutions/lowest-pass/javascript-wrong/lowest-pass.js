// Follows the lowest neighbour and never looks back.
export function lowestPass(heights) {
  let [row, column, highest] = [0, 0, heights[0][0]];
  const seen = new Set(['0,0']);
  while (row < heights.length - 1 || column < heights[0].length - 1) {
    const next = [
      [row + 1, column],
      [row, column + 1],
      [row - 1, column],
      [row, column - 1],
    ]
      .filter(([r, c]) => heights[r]?.[c] !== undefined && !seen.has(`${r},${c}`))
      .sort((a, b) => heights[a[0]][a[1]] - heights[b[0]][b[1]])[0];
    if (!next) break;
    [row, column] = next;
    seen.add(`${row},${column}`);
    highest = Math.max(highest, heights[row][column]);
  }
  return highest;
}
