// Builds dist/cdn: one ES module that registers every element, the chunks it loads later, and the runtimes' files. Every
// address in it is relative to the module's own, so that any static server can serve the folder.
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const here = dirname(fileURLToPath(import.meta.url));
const packageRoot = join(here, '..');
const out = join(packageRoot, 'dist/cdn');
const making = `${out}.new`;
const assets = join(packageRoot, '../runtimes/dist/assets');

/** Two copies of any of these break it (CodeMirror, Yjs) or bloat it: one each, wherever it is asked for. */
const single = [
  'lit',
  'yjs',
  'lib0',
  '@codemirror/state',
  '@codemirror/view',
  '@codemirror/language',
  '@lezer/common',
  '@lezer/highlight',
  '@lezer/lr',
];

/** Modules find their files beside themselves. Their chunks lie a folder deeper than the files, which this makes good. */
const besideTheEntry = {
  name: 'beside-the-entry',
  resolveImportMeta(property, { chunkId }) {
    const depth = chunkId.split('/').length - 1;
    return property === 'url' && depth > 0 ? `new URL('${'../'.repeat(depth)}', import.meta.url).href` : null;
  },
};

/**
 * A chunk that is wanted later imports others in its turn, and those others again, which a browser only learns once each is
 * here. This asks for all of them at the same moment: by `import()`, which a policy of nonces allows, and not by links,
 * which it does not.
 */
const allAtOnce = {
  name: 'all-at-once',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      const folder = posix.dirname(chunk.fileName);
      const asking = (name) => `import("./${posix.relative(folder, name)}")`;
      chunk.code = chunk.code.replaceAll(/import\("(\.\/[^"]+)"\)/g, (asked, path) => {
        const behind = importsOf(bundle, posix.join(folder, path));
        return behind.length > 0
          ? `(${behind.map((name) => `${asking(name)}.catch(()=>{}),`).join('')}${asked})`
          : asked;
      });
    }
  },
};

/** The chunks that must be there before one can run, but for itself and the entries, which are. */
function importsOf(bundle, name) {
  const found = new Set([name]);
  for (const next of found)
    for (const fileName of bundle[next]?.imports ?? []) if (!bundle[fileName]?.isEntry) found.add(fileName);
  found.delete(name);
  return [...found];
}

/** Fails where a package of `single` came in twice, from two folders. */
const oneOfEach = {
  name: 'one-of-each',
  generateBundle() {
    const folders = new Map();
    for (const id of this.getModuleIds()) {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(id) ?? [];
      if (name)
        folders.set(name, (folders.get(name) ?? new Set()).add(id.slice(0, id.lastIndexOf(`/${name}/`))));
    }
    const twice = [...folders].filter(([name, found]) => single.includes(name) && found.size > 1);
    if (twice.length > 0) this.error(`More than one copy of ${twice.map(([name]) => name).join(', ')}`);
  },
};

/**
 * Of marked only the lexer is used, but its file makes a parser as it loads, which keeps all of it from being shaken off.
 * Its expressions take as long to be made as an element takes to be drawn: they are, when there is something to read.
 */
const lexerAlone = {
  name: 'lexer-alone',
  transform(code, id) {
    if (!id.endsWith('/marked.esm.js')) return null;
    const end = code.search(/(?<=[;\n])var \w+=new \w+;function /);
    const [, lexer] = /(\w+) as Lexer/.exec(code) ?? [];
    if (end < 0 || !lexer) return null;
    const later = `let made;const make=()=>{${code.slice(0, end)}\nreturn ${lexer}};`;
    return {
      code: `${later}export function Lexer(options){made??=make();return new made(options)}`,
      map: null,
    };
  },
};

/** Writes which code of ours went where, for the size gate; it is not for serving. */
const moduleList = {
  name: 'module-list',
  generateBundle(_, bundle) {
    const list = {};
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const own = Object.entries(chunk.modules).filter(([id]) =>
        /packages\/(core|ui|interview-room)\/dist\//.test(id),
      );
      list[chunk.fileName] = Object.fromEntries(
        own.map(([id, { code }]) => [id.replace(/.*packages\//, ''), code ?? '']),
      );
    }
    this.emitFile({ type: 'asset', fileName: 'modules.json', source: JSON.stringify(list) });
  },
};

const input = {
  'interview-room': join(packageRoot, 'dist/drop-in/interview-room.js'),
};

/** Files of some megabytes that never change in place: a link costs nothing, and a copy is made where there are none. */
function lay(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) lay(source, target);
    else link(source, target);
  }
}
function link(source, target) {
  rmSync(target, { force: true });
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target);
  }
}

export async function build() {
  const bundle = await rollup({
    input,
    plugins: [
      besideTheEntry,
      lexerAlone,
      oneOfEach,
      nodeResolve({ browser: true, exportConditions: ['production'] }),
      commonjs(),
    ],
    // Chunks may import from the entry itself: one file less to wait for than with another behind it.
    preserveEntrySignatures: 'allow-extension',
    onwarn(warning, warn) {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
      if (warning.code !== 'THIS_IS_UNDEFINED') warn(warning);
    },
  });
  rmSync(making, { recursive: true, force: true });
  await bundle.write({
    dir: making,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minifyInternalExports: true,
    generatedCode: 'es2015',
    hoistTransitiveImports: true,
    plugins: [moduleList, terser({ module: true, ecma: 2022, compress: { passes: 2 } }), allAtOnce],
  });
  await bundle.close();
  if (existsSync(assets)) lay(assets, join(making, 'assets'));
  else console.warn('The runtimes have no assets yet: dist/cdn runs nothing.');
  // Who reads it meanwhile finds the one before, whole.
  rmSync(out, { recursive: true, force: true });
  renameSync(making, out);
}

await build();
