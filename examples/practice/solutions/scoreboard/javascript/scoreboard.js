import { readFileSync } from 'node:fs';

const points = new Map();
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const match = /^\s*(.+?)\s+(-?\d+)\s*$/.exec(line);
  if (match) points.set(match[1], (points.get(match[1]) ?? 0) + Number(match[2]));
}

const board = [...points].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
for (const [name, score] of board) {
  const place = board.findIndex(([, other]) => other === score) + 1;
  console.log(`${place}. ${name} ${score}`);
}
if (board.length === 0) console.log('no scores');
