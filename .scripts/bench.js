// `npm run bench`: every packages/*/bench/index.js, each figure a JSON line with its ratio to a baseline of the same run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.js';
import { install, must, packages, root } from './lib.js';

await install();
process.env.CHROME_PATH = await ensureBrowser('chromium');
await must('node', ['.scripts/build.js']);
const only = process.argv.slice(2);
for (const name of packages) {
  const file = join(root, 'packages', name, 'bench/index.js');
  if (!existsSync(file) || (only.length > 0 && !only.includes(name))) continue;
  const { run } = await import(file);
  await run((figure) => console.log(JSON.stringify({ package: name, ...figure })));
}
process.exit(0);
