// `npm run check`: every `check:*` script of package.json, all of them even where one fails, and a line for each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, must, root, run } from './lib.js';

await install();
await must('node', ['.scripts/build.js']);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const results = [];
for (const name of Object.keys(scripts).filter((key) => key.startsWith('check:'))) {
  console.log(`\n— ${name}`);
  results.push([name, (await run('npm', ['run', '--silent', name])) === 0]);
}
console.log('');
for (const [name, good] of results) console.log(`${good ? 'ok    ' : 'FAILED'} ${name}`);
process.exit(results.every(([, good]) => good) ? 0 : 1);
