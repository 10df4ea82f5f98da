import { readFileSync } from 'node:fs';

const points = {};
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const [name, score] = line.trim().split(/\s+/); // a name of two words is lost
  if (name) points[name] = (points[name] ?? 0) + Number(score);
}
const board = Object.entries(points).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
board.forEach(([name, score]) =>
  console.log(`${board.findIndex((entry) => entry[1] === score) + 1}. ${name} ${score}`),
);
if (board.length === 0) console.log('no scores');
