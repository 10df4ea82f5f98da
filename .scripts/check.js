// `npm run check`: every `check:*` script of package.json, all of them even where one fails, and a line for each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect, install, must, root } from './lib.js';

await install();
await must('node', ['.scripts/build.js']);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const names = Object.keys(scripts).filter((key) => key.startsWith('check:'));
const results = new Map();

async function check(name) {
  const began = Date.now();
  const { code, text } = await collect('npm', ['run', '--silent', name]);
  console.log(`\n— ${name}, ${Math.round((Date.now() - began) / 1000)} s\n${text.trimEnd()}`);
  results.set(name, code === 0);
}

// What writes into the packages comes first, alone; the rest two at a time, for each of them uses one processor.
const waiting = names.filter((name) => name !== 'check:manifest');
await check('check:manifest');
const work = async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) await check(name);
};
await Promise.all([work(), work()]);
console.log('');
for (const name of names) console.log(`${results.get(name) ? 'ok    ' : 'FAILED'} ${name}`);
process.exit(names.every((name) => results.get(name)) ? 0 : 1);
