// What <ai-chat> costs: `node packages/ai-chat/bench/index.js`. Each file here measures one thing and is a row below.
import { fileURLToPath } from 'node:url';
import { streaming } from './streaming.js';
import { transcript } from './transcript.js';

const parts = [transcript, streaming];

/** Measures, and tells each figure to `emit`. */
export async function run(emit) {
  for (const part of parts) await part(emit);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await run((figure) => console.log(JSON.stringify(figure)));
