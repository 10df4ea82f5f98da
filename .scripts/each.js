// Runs a command in the folder of every package: node .scripts/each.js publint --strict
import { join } from 'node:path';
import { packages, root, run } from './lib.js';

const [command, ...args] = process.argv.slice(2);
let worst = 0;
for (const name of packages) {
  console.log(`${name}:`);
  worst = Math.max(worst, await run(command, args, { cwd: join(root, 'packages', name) }));
}
process.exit(worst);
