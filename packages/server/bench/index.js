// Measures the server: `node packages/server/bench/index.js [log relay trace join capacity]`.
import { fileURLToPath } from 'node:url';
import { capacity } from './capacity.js';
import { join } from './join.js';
import { log } from './log.js';
import { relay } from './relay.js';
import { trace } from './trace.js';

const all = { log, relay, trace, join, capacity };

export async function run(emit, names = Object.keys(all)) {
  for (const name of names) await all[name](emit);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  await run((figure) => console.log(JSON.stringify(figure)), names.length > 0 ? names : undefined);
}
