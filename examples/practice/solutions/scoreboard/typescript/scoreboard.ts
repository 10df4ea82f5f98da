import { readFileSync } from 'node:fs';

const points = new Map<string, number>();
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const words = line.trim().split(/\s+/);
  const score = Number(words.pop());
  const name = words.join(' ');
  if (name !== '') points.set(name, (points.get(name) ?? 0) + score);
}

const board = [...points].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
for (const [name, score] of board) {
  const better = board.filter(([, other]) => other > score).length;
  console.log(`${better + 1}. ${name} ${score}`);
}
if (board.length === 0) console.log('no scores');
