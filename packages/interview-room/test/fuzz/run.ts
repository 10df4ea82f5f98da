// Plays seeds: --seeds N of them, from --seed S on, each with --operations N things done.
import { parseArgs } from 'node:util';
import { Tables } from './tables.js';

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { seeds: number, seed: number, operations: number } });
const first = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(values.seeds ?? (values.seed === undefined ? 50 : 1));
const operations = Number(values.operations ?? 2000);

const tables = await Tables.open();
let failed = 0;
await Promise.all(Array.from({ length: count }, (_, index) => play(first + index)));
console.log(JSON.stringify(tables.totals));
await tables.close();
process.exit(failed > 0 ? 1 : 0);

async function play(seed: number): Promise<void> {
  try {
    const took = await tables.play(seed, operations);
    console.log(`seed ${seed}: well, ${Math.round(took)} ms`);
  } catch (error) {
    failed++;
    console.error(`${String(error)}\nAgain: npm run fuzz -- --seed ${seed} --operations ${operations}`);
  }
}
