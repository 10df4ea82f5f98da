import { parse, type Program } from 'acorn';
import { CodeError } from './code-error.js';
import { Edits } from './edits.js';
import { hoistMocks } from './hoist.js';
import { linkImports, type ImportRequest } from './link.js';
import { extensionOf, isTypeScript } from './paths.js';
import { usesOf, type Use } from './references.js';
import { isJsx, noJsx, strip } from './strip.js';
import { isFunction, topLevel } from './tree.js';

/** One file, made ready to enter the engine as the default export of a blob module. */
export interface Compiled {
  path: string;
  /** The blob's text: `export default ($ir, require, …) => function () { … }`. */
  code: string;
  kind: 'esm' | 'cjs';
  isAsync: boolean;
  /** What it imports, in order; each is `$ir.ns(index)` in there. */
  imports: ImportRequest[];
  /** Its imports are loaded by itself, after the mocks it registers. */
  loadsItself: boolean;
  /** Names it assigns to without declaring them, which a strict module could not. */
  implicit: string[];
  columnOf(line: number, column: number): number;
}
export interface CompileOptions {
  /** Names the file is given on top of the usual ones: a test file's `describe`, `expect`, … */
  given?: readonly string[];
  /** Makes top-level functions and classes reachable that the file does not export. */
  expose?: boolean;
  /** `prompt()` is answered later: it is awaited where that is possible. */
  awaitPrompt?: boolean;
}

/** Node's own parameters of a module, and the engine's. */
const parameters = ['$ir', 'require', 'module', 'exports', '__filename', '__dirname'];

/**
 * There is one way for all code: ES modules become functions as CommonJS modules are, their imports look-ups in live
 * namespaces. Blobs importing blobs would keep modules as they are, but cannot express a cycle, nor a `require` of an
 * ES module, nor the mocking of one. Throws a `CodeError` where the file cannot be read.
 */
export function compile(path: string, source: string, options: CompileOptions = {}): Compiled {
  const stripped = strip(path, source.replace(/^#!/, '//'));
  const program = parseAt(path, stripped.code, (line, column) => stripped.columnOf(line, column));
  const use = usesOf(program);
  const kind = kindOf(path, program, use);
  const edits = new Edits(stripped.code);
  const mocks = options.given ? hoistMocks(program, edits) : '';
  const linked = linkImports(program, use, stripped.code, edits, { lenient: isTypeScript(path) });
  const prompts = options.awaitPrompt === true && awaitPrompts(use, edits);
  const loadsItself = mocks !== '' && linked.imports.length > 0;
  const isAsync = use.awaits || prompts || loadsItself;
  const locals = options.expose ? `$ir.locals({${topLevel(program).map(getter).join()}});` : '';
  const head = `export default(${[...parameters, ...(options.given ?? [])].join()})=>${isAsync ? 'async ' : ''}function $module(){`;
  edits.prepend(
    head +
      linked.exports +
      linked.early +
      locals +
      mocks +
      (loadsItself ? 'await $ir.load();' : '') +
      linked.late,
  );
  return {
    path,
    code: `${edits.toString()}\n}\n//# sourceURL=${sourceUrl(path)}`,
    kind,
    isAsync,
    imports: linked.imports.map(({ specifier, names }) => ({
      specifier,
      names: names.map((one) => ({ ...one, column: stripped.columnOf(one.line, one.column) })),
    })),
    loadsItself,
    implicit: kind === 'cjs' ? implicitGlobals(use) : [],
    columnOf: (line, column) => stripped.columnOf(line, edits.columnOf(line, column)),
  };
}

const getter = (name: string): string => `${JSON.stringify(name)}:()=>${name}`;

export const scheme = 'user:///';
export function sourceUrl(path: string): string {
  return scheme + encodeURI(path);
}

type Column = (line: number, column: number) => number;
function parseAt(path: string, code: string, columnOf: Column, strict = false): Program {
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      sourceType: strict ? 'module' : 'script',
      allowImportExportEverywhere: !strict,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      checkPrivateFields: true,
    });
  } catch (error) {
    const { loc, pos, message } = error as {
      loc?: { line: number; column: number };
      pos?: number;
      message: string;
    };
    const column = columnOf(loc?.line ?? 1, (loc?.column ?? 0) + 1);
    const words = code[pos ?? -1] === '<' && isJsx(code) ? noJsx : inWords(message, code.slice(pos));
    throw new CodeError(words, path, loc?.line ?? 1, column);
  }
}

function inWords(message: string, rest: string): string {
  const plain = message.replace(/ \(\d+:\d+\)$/, '');
  if (plain === "Unexpected character '@'") return 'Decorators cannot run here';
  if (plain !== 'Unexpected token') return plain;
  const token = /^(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|\S)/u.exec(rest)?.[0];
  return token === undefined ? 'Unexpected end of input' : `Unexpected token '${token}'`;
}

/** Where the engine refused what was compiled: Chromium does not say, so it is looked for. */
export function whyRefused(compiled: Compiled, error: unknown): unknown {
  try {
    parseAt(compiled.path, compiled.code, (line, column) => compiled.columnOf(line, column), true);
  } catch (found) {
    if (found instanceof CodeError && error instanceof Error)
      return new CodeError(error.message, found.path, found.line, found.column);
  }
  return error instanceof SyntaxError ? new CodeError(error.message, compiled.path, 1, 1) : error;
}

function kindOf(path: string, program: Program, use: Use): 'esm' | 'cjs' {
  const extension = extensionOf(path);
  if (extension === '.cjs' || extension === '.cts') return 'cjs';
  if (extension === '.mjs' || extension === '.mts') return 'esm';
  const says = program.body.some(
    (node) => /^(Import|Export)/.test(node.type) && node.type !== 'ExpressionStatement',
  );
  return says || use.awaits || use.metas.length > 0 ? 'esm' : 'cjs';
}

/** Node runs such files in sloppy mode, where this makes a global. Modules are strict: the global is made before. */
function implicitGlobals(use: Use): string[] {
  const names = use.free.filter(({ node, parent }) => {
    if (parent.type === 'AssignmentExpression') return parent.left === node;
    if (parent.type === 'ForInStatement' || parent.type === 'ForOfStatement') return parent.left === node;
    return parent.type === 'UpdateExpression';
  });
  return [...new Set(names.map(({ node }) => node.name))];
}

function awaitPrompts(use: Use, edits: Edits): boolean {
  let topLevelToo = false;
  for (const { node, parent, parents } of use.free) {
    const inside = parents.findLast(isFunction);
    const outer = parents.at(-2);
    if (node.name !== 'prompt' || parent.type !== 'CallExpression' || parent.callee !== node) continue;
    if (inside && !inside.async) continue;
    const alone = outer?.type === 'ExpressionStatement';
    edits.insert(parent.start, alone ? 'await ' : '(await ');
    if (!alone) edits.insert(parent.end, ')');
    topLevelToo ||= inside === undefined;
  }
  return topLevelToo;
}
