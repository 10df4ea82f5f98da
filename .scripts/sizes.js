// Lays out what a page loads for an element alone before its first edit, in .cache/sizes, for size-limit to weigh.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import { root } from './lib.js';

const out = join(root, '.cache', 'sizes');

/** `named`: modules that come by dynamic import and count. `shared`: what elements share, and what is weighed with none of them. */
const measured = {
  'code-editor-python': {
    entry: 'packages/code-editor/dist/define.js',
    named: ['code-editor/dist/lazy/python.js'],
    shared: [],
  },
  'run-panel': {
    entry: 'packages/run-panel/dist/define.js',
    named: [],
    shared: [/^lit/, /^@lit\//, /^@shoelace-style\//, /^@interview-room\/ui/],
  },
  'task-panel': {
    entry: 'packages/task-panel/dist/define.js',
    named: [],
    shared: [/^lit/, /^@lit\//, /^@shoelace-style\//, /^@interview-room\/ui/],
  },
  'ai-chat': {
    entry: 'packages/ai-chat/dist/define.js',
    named: [],
    shared: [],
  },
};

/** The entry's chunk, the chunks that hold what is named, and all that these import at once. */
function firstLoad(chunks, named) {
  const holds = (chunk) => Object.keys(chunk.modules).some((id) => named.some((part) => id.endsWith(part)));
  const wanted = new Set();
  const add = (chunk) => {
    if (!chunk || wanted.has(chunk)) return;
    wanted.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  for (const chunk of chunks) if (chunk.isEntry || holds(chunk)) add(chunk);
  return wanted;
}

rmSync(out, { recursive: true, force: true });
for (const [name, { entry, named, shared }] of Object.entries(measured)) {
  const bundle = await rollup({
    input: join(root, entry),
    external: (id) => shared.some((pattern) => pattern.test(id)),
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] }), commonjs()],
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'es', plugins: [terser({ module: true })] });
  mkdirSync(join(out, name), { recursive: true });
  for (const { fileName, code } of firstLoad(
    output.filter(({ type }) => type === 'chunk'),
    named,
  )) {
    writeFileSync(join(out, name, basename(fileName)), code);
  }
}
