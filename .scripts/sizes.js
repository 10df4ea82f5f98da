// Lays out what a page loads for an element alone before its first edit, in .cache/sizes, for size-limit to weigh.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib.js';

const out = join(root, '.cache', 'sizes');

/** `named`: modules loaded by dynamic import that count, told by a part of their path. */
const measured = {
  'code-editor-python': { entry: 'packages/code-editor/dist/define.js', named: ['@codemirror/lang-python'] },
  'run-panel': { entry: 'packages/run-panel/dist/define.js', named: [] },
};

/** The entry's chunk, the chunks that hold what is named, and all that these import at once. */
function firstLoad(outputs, entry, named) {
  const start = Object.entries(outputs).filter(
    ([, chunk]) =>
      chunk.entryPoint === entry ||
      Object.keys(chunk.inputs).some((input) => named.some((part) => input.includes(part))),
  );
  const wanted = new Set();
  const add = (path) => {
    if (wanted.has(path)) return;
    wanted.add(path);
    for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') add(next);
  };
  for (const [path] of start) add(path);
  return wanted;
}

rmSync(out, { recursive: true, force: true });
for (const [name, { entry, named }] of Object.entries(measured)) {
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    metafile: true,
    absWorkingDir: root,
    outdir: join(out, 'all', name),
  });
  mkdirSync(join(out, name), { recursive: true });
  for (const path of firstLoad(metafile.outputs, entry, named))
    cpSync(join(root, path), join(out, name, basename(path)));
}
