// Plays seeds: --seeds N of them, from --seed S on, each with --operations N things done.
import { parseArgs } from 'node:util';
import { PlayTable } from './table.js';

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { seeds: number, seed: number, operations: number } });
const first = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(values.seeds ?? (values.seed === undefined ? 50 : 1));
const operations = Number(values.operations ?? 2000);

const table = await PlayTable.open();
let failed = 0;
for (let seed = first; seed < first + count; seed++) {
  const began = performance.now();
  try {
    await table.play(seed, operations);
    console.log(`seed ${seed}: well, ${Math.round(performance.now() - began)} ms`);
  } catch (error) {
    failed++;
    console.error(`${String(error)}\nAgain: npm run fuzz -- --seed ${seed} --operations ${operations}`);
  }
}
console.log(JSON.stringify(table.totals));
await table.close();
process.exit(failed > 0 ? 1 : 0);
