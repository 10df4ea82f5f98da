// Builds what the runtimes serve, into dist/assets: a driver an engine, the sandbox's page, the languages' own files, and
// the list of them all. Work whose inputs are the same as last time is skipped.
//   node packages/runtimes/build/index.js [engine…]
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.js';
import { writeManifest } from './manifest.js';
import { writeNode } from './node.js';
import { writeSandbox } from './sandbox.js';
import { once } from './stamp.js';
import { assets, driverOf, engines, here, sources, root } from './paths.js';

const wanted = process.argv.slice(2);

/** A driver becomes one module without imports, packed where that pays: plain static servers pack nothing. */
async function buildDriver(engine) {
  const entry = driverOf(engine);
  if (!entry) return console.log(`${engine}: no driver, skipped`);
  const out = join(assets, `${engine}.js`);
  await once(`driver-${engine}`, sources('build'), [[out, `${out}.gz`]], () => bundle(entry, out));
}

/** What a language copies or makes by itself: `build/<engine>.js` exports `build(assets)`. */
async function buildExtras(engine) {
  const script = join(here, `${engine}.js`);
  if (!existsSync(script)) return;
  const inputs = [
    script,
    ...sources(relative(root, dirname(driverOf(engine)))),
    join(here, '../package.json'),
  ];
  const module = await import(pathToFileURL(script).href);
  const build = module.build ?? module.buildPython;
  await once(
    `extras-${engine}`,
    inputs,
    module.outputs?.(assets) ?? [],
    async () => void (await build(assets)),
  );
}

await mkdir(assets, { recursive: true });
for (const engine of engines.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  try {
    await buildDriver(engine);
    await buildExtras(engine);
  } catch (error) {
    // Node would print the whole line of source it came from, which in a bundle is a megabyte.
    console.error(`${engine}: ${error.message}`);
    process.exitCode = 1;
  }
}
await writeSandbox(assets);
await writeNode();
await writeManifest(assets);
