// The programs of the process that grades under Node, in dist/node/process: a process, a thread, and the two modules that
// a program's realm starts from.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleText } from './bundle.js';
import { root, sources } from './paths.js';
import { once } from './stamp.js';

const out = join(root, 'dist/node/process');

/** Under Node: its own modules are imported, all else is in the file. */
async function bundleNode(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    metafile: true,
    minifySyntax: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    absWorkingDir: root,
    legalComments: 'none',
    logLevel: 'error',
  });
  return { code: outputFiles[0].text, files: Object.keys(metafile.inputs).map((path) => join(root, path)) };
}

const made = {
  'main.mjs': () => bundleNode('src/node/child/main.ts'),
  'thread.mjs': () => bundleNode('src/node/child/thread.ts'),
  'realm.mjs': () => bundleText(join(root, 'src/node/realm/install.ts')),
  'base.mjs': () => bundleText(join(root, 'src/worker/base.ts')),
};

async function write(name) {
  const { code, files } = await made[name]();
  const fresh = join(out, `.${process.pid}-${name}`);
  await writeFile(fresh, code);
  await rename(fresh, join(out, name));
  return files;
}

export async function writeNode() {
  const outputs = Object.keys(made).map((name) => join(out, name));
  await once('node', sources('build'), outputs, async () => {
    await mkdir(out, { recursive: true });
    return [...new Set((await Promise.all(Object.keys(made).map(write))).flat())];
  });
}
