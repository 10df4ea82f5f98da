// Measures the server: `node packages/server/bench/index.js [log relay trace …]`.
import { fileURLToPath } from 'node:url';
import { log } from './log.js';
import { relay } from './relay.js';
import { trace } from './trace.js';

const all = { log, relay, trace };

export async function run(emit, names = Object.keys(all)) {
  for (const name of names) await all[name](emit);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  await run((figure) => console.log(JSON.stringify(figure)), names.length > 0 ? names : undefined);
}
