// Writes the kit's table of all stand-ins, and of the reference backend, into docs/BACKENDS.md:
//   node packages/conformance/build/docs.js
// That it is what the kit says now, a test sees to (test/kit.node.test.ts).
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, MemoryLogEngine } from '@interview-room/server';
import { markdownOf, runSuite, suites } from '../dist/index.js';
import { standIns } from '../dist/stand-ins/index.js';

const file = new URL('../../../docs/BACKENDS.md', import.meta.url);

const report = ({ dialect, variant = '', url, settings = {} }) =>
  runSuite(suites[dialect], { url, dialect, variant, settings });

async function native() {
  const engine = new MemoryLogEngine();
  const server = await createServer({ apiKeys: ['kit'], grading: false, engine });
  try {
    return await report({ dialect: 'native', url: await server.listen(0), settings: { 'api-key': 'kit' } });
  } finally {
    await server.close();
  }
}

const reports = [await native()];
for (const [dialect, { variants, start }] of Object.entries(standIns)) {
  for (const variant of suites[dialect] ? variants : []) {
    const standIn = await start({ variant });
    reports.push(await report(standIn));
    await standIn.close();
  }
}

const text = readFileSync(file, 'utf8');
const place = /(<!-- the kit's table[^>]*-->\n)[^]*?(\n<!-- end of the kit's table -->)/;
if (!place.test(text)) throw new Error('docs/BACKENDS.md has no place for the table.');
const table = markdownOf(reports);
writeFileSync(
  file,
  text.replace(place, (_, before, after) => `${before}\n${table}\n${after}`),
);
for (const { dialect, variant, failed } of reports)
  if (failed > 0) console.error(`${dialect} (${variant}) fails ${failed}.`);
process.exitCode = reports.some(({ failed }) => failed > 0) ? 1 : 0;
