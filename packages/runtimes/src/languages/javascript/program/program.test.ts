import { expect } from 'chai';
import { run, type Options } from '../../../../test/javascript/engine.js';

interface Row {
  what: string;
  files: Record<string, string>;
  options?: Options & { args?: string[] };
  stdout?: string;
  stderr?: RegExp;
  exitCode?: number;
  at?: string;
}

const rows: Row[] = [
  {
    what: 'imports with and without extension, folders, JSON, CommonJS, live bindings and top-level await',
    files: {
      'main.js': `import add, { count, inc } from './add';
import * as lib from './lib/index.js';
import data from './data.json';
import cjs, { q } from './c.cjs';
inc(); inc();
const again = await import('./lib');
console.log(add(1, 2), count, lib.z, lib.w, again.deep, data.a, cjs.q, q, import.meta.url);`,
      'add.js': 'export let count = 0;\nexport default (a, b) => a + b; export function inc() { count++ }',
      'lib/index.js': `export * from './x'; export const z = 1, w = 2;`,
      'lib/x.js': `export const deep = 'deep'; export default 5`,
      'data.json': '{"a":1}',
      'c.cjs': 'module.exports = { q: 7 };',
    },
    stdout: '3 2 1 2 deep 1 7 7 file:///home/code/main.js\n',
  },
  {
    what: 'modules in a cycle',
    files: {
      'main.js': `import { even } from './even.js'; console.log(even(10))`,
      'even.js': `import { odd } from './odd.js';\nexport function even(n) { return n === 0 || odd(n - 1) }`,
      'odd.js': `import { even } from './even.js';\nexport function odd(n) { return n !== 0 && even(n - 1) }`,
    },
    stdout: 'true\n',
  },
  {
    what: 'imported names in every place a name can stand, without semicolons',
    files: {
      'main.js': `import { f } from './f.js'
const a = f
f('x')
if (a)
  f('y')
else f('z')
class K { f = 1; g() { return f('k') } }
new K().g()
const { f: g } = { f }
g('g')
{ const f = () => console.log('own'); f() }`,
      'f.js': `export const f = (x) => { console.log(x); return x }`,
    },
    stdout: 'x\ny\nk\ng\nown\n',
  },
  {
    what: 'CommonJS: require, main, arguments, a global made by assignment, all input at once',
    files: {
      'main.js': `const fs = require('fs');
for (i = 0; i < 2; i++);
console.log(fs.readFileSync(0, 'utf8').trim().split('\\n').map(Number), i, require.main === module, process.argv.slice(2), require('./x'))`,
      'x.ts': 'export = 5 as number',
    },
    options: { stdin: '1\n2\n', args: ['a', 'b c'] },
    stdout: "[ 1, 2 ] 2 true [ 'a', 'b c' ] 5\n",
  },
  {
    what: 'TypeScript: enums, parameter properties, abstract classes, types of other files',
    files: {
      'main.ts': `import { E, type T } from './e';
abstract class Q { constructor(private readonly n: number) {} get(): number { return this.n } }
class R extends Q {}
const t: T = { x: 1 } satisfies T;
console.log(E, new R(4), new R(2).get(), t!.x as number);`,
      'e.ts': `export enum E { A, B = 'x' }\nexport interface T { x: number }`,
    },
    stdout: "{ '0': 'A', A: 0, B: 'x' } R { n: 4 } 2 1\n",
  },
  {
    what: 'the console as Node has it',
    files: {
      'main.js': `console.log({ a: [1, { b: new Map([[1, { c: 2 }]]) }] }, -0, 10n, new Set([1]), [1, , 3], class A {}, Symbol('x'));
console.log('%s is %d, %o %%', 'x', 4.5, [1]); console.group('g'); console.log('a\\nb'); console.groupEnd(); console.count();
console.table([{ a: 1 }]); console.warn('w')`,
    },
    stdout: `{ a: [ 1, { b: [Map] } ] } -0 10n Set(1) { 1 } [ 1, <1 empty item>, 3 ] [class A] Symbol(x)
x is 4.5, [ 1, [length]: 1 ] %
g
  a
  b
default: 1
┌─────────┬───┐
│ (index) │ a │
├─────────┼───┤
│ 0       │ 1 │
└─────────┴───┘
`,
    stderr: /^w\n$/,
  },
  {
    what: 'an error in a timer, in its own file and line',
    files: {
      'main.ts': `import { f } from './f';\nsetTimeout(() => f(1), 2);`,
      'f.ts': 'export function f(n: number): never {\n  throw new RangeError(`no ${n}`);\n}',
    },
    exitCode: 1,
    at: 'RangeError f.ts:2:9',
    stderr: /^f\.ts:2\n {2}throw new RangeError.*\n {8}\^\n\nRangeError: no 1\n {4}at f \(f\.ts:2:9\)\n/,
  },
  {
    what: 'a promise that nobody caught',
    files: {
      'main.js': `async function go() {\n  await null; throw new TypeError('late') }\ngo(); setTimeout(() => console.log('never'), 5000)`,
    },
    exitCode: 1,
    at: 'TypeError main.js:2:21',
  },
  {
    what: 'code that cannot be read',
    files: { 'main.js': 'const a = 1;\nlet b = ;\n' },
    exitCode: 1,
    at: 'SyntaxError main.js:2:9',
  },
  {
    what: 'code that only the engine refuses',
    files: { 'main.js': 'const a = 1;\nlet b = 010;\n' },
    exitCode: 1,
    at: 'SyntaxError main.js:2:9',
  },
  {
    what: 'TypeScript that cannot be read',
    files: { 'main.ts': 'const a: number = 1;\nlet b: = 2;\n' },
    exitCode: 1,
    at: 'SyntaxError main.ts:2:8',
  },
  {
    what: 'a namespace',
    files: { 'main.ts': 'const a = 1;\nnamespace N { export const b = 2 }\n' },
    exitCode: 1,
    at: 'SyntaxError main.ts:2:1',
    stderr: /Namespaces cannot run here/,
  },
  {
    what: 'JSX',
    files: { 'main.jsx': 'const a = 1;\nconst b = <div>{a}</div>;\n' },
    exitCode: 1,
    at: 'SyntaxError main.jsx:2:11',
    stderr: /JSX cannot run here/,
  },
  {
    what: 'JSX with types',
    files: { 'main.tsx': 'const a: number = 1;\nconst b = <div>{a}</div>;\n' },
    exitCode: 1,
    stderr: /JSX cannot run here/,
  },
  {
    what: 'types that are imported, used and exported again without saying that they are types',
    files: {
      'main.ts': `import { A, make } from './all'; import { B } from './all'; export { B }; const a: A = make(); console.log(a.n);`,
      'all.ts': `import { A } from './types'; export { A } from './types'; export * from './types';`,
      'types.ts': `export interface A { n: number } export type B = string; export const make = (): A => ({ n: 3 });`,
    },
    stdout: '3\n',
  },
  {
    what: 'an export that is not there',
    files: { 'main.js': `import { x } from './y.js'; console.log(x)`, 'y.js': 'export const z = 1' },
    exitCode: 1,
    at: 'SyntaxError main.js:1:10',
    stderr: /does not provide an export named 'x'/,
  },
  {
    what: 'a file that is not there',
    files: { 'main.js': `\nimport { x } from './nope.js'; x` },
    exitCode: 1,
    at: 'Error main.js:2:1',
    stderr: /Cannot find module '.\/nope\.js'/,
  },
  {
    what: 'a package',
    files: { 'main.js': `const _ = require('lodash')` },
    exitCode: 1,
    at: 'Error main.js:1:11',
    stderr: /'lodash'.*cannot be installed here/,
  },
  {
    what: 'a wait at top level for what nothing settles',
    files: { 'main.mjs': 'console.log(1); await new Promise(() => {}); console.log(2)' },
    stdout: '1\n',
    exitCode: 13,
    stderr: /nothing will settle/,
  },
  {
    what: 'process.exit',
    files: {
      'main.js': `setTimeout(() => console.log('never'), 9999); console.log(1); process.exit(3); console.log(2)`,
    },
    stdout: '1\n',
    exitCode: 3,
  },
  {
    what: 'timers and intervals to their end',
    files: {
      'main.js': `let n = 0; const i = setInterval(() => { console.log(++n); if (n === 2) clearInterval(i) }, 1); setTimeout((x) => console.log(x), 1, 'arg').ref()`,
    },
    stdout: /./ as never,
  },
  {
    what: 'readline questions and lines',
    files: {
      'main.js': `const rl = require('node:readline').createInterface({ input: process.stdin });
rl.question('name? ', (name) => { console.log('hi ' + name); rl.on('line', (l) => console.log('line', l)); rl.on('close', () => console.log('bye')) })`,
    },
    options: { stdin: 'ann\nx\ny', input: 'interactive' },
    stdout: 'name? hi ann\nline x\nline y\nbye\n',
  },
  {
    what: 'prompt() that waits, and input as a stream',
    files: {
      'main.mjs': `const name = prompt('name?').toUpperCase(); console.log(name); let all = ''; for await (const chunk of process.stdin) all += chunk; console.log(JSON.stringify(all))`,
    },
    options: { stdin: 'ann\nx\ny', input: 'interactive' },
    stdout: 'name? ANN\n"x\\ny"\n',
  },
  {
    what: "Node's own modules",
    files: {
      'main.mjs': `import assert from 'node:assert/strict'; import { EventEmitter } from 'events'; import path from 'path'; import { inspect, promisify } from 'util'; import { readdirSync, existsSync } from 'fs'; import { setTimeout as sleep } from 'timers/promises';
const bus = new EventEmitter(); bus.on('x', (v) => console.log('got', v)); bus.emit('x', 1);
console.log(path.join('a', '..', 'b.js'), inspect(new Map()), readdirSync('.'), existsSync('nope'), await promisify((v, done) => done(null, v))(4), await sleep(1, 'slept'));
try { assert.deepEqual({ a: 1 }, { a: 2 }) } catch (error) { console.log(error.code, error.actual) }`,
    },
    stdout: "got 1\nb.js Map(0) {} [ 'main.mjs' ] false 4 slept\nERR_ASSERTION { a: 1 }\n",
  },
];

const isCall = /^Error main\.js:1/;

describe('a JavaScript program', () => {
  for (const row of rows)
    it(row.what, async () => {
      const ran = await run(row.files, row.options);
      expect(ran.hung, ran.stdout + ran.stderr).to.equal(undefined);
      if (typeof row.stdout === 'string') expect(ran.stdout).to.equal(row.stdout);
      if (row.stderr) expect(ran.stderr).to.match(row.stderr);
      const error = ran.result?.error;
      if (row.at) {
        // Browsers point at different places of a call.
        const [wanted] = isCall.test(row.at) ? [row.at.replace(/:\d+$/, '')] : [row.at];
        expect(`${error?.name} ${error?.path}:${error?.line}:${error?.column}`).to.contain(wanted);
      }
      expect(ran.result?.exitCode, ran.stderr).to.equal(row.exitCode ?? 0);
    });
});

describe('text as it comes from disks', () => {
  it('a letter written byte by byte is whole, and JSON may begin with a mark', async () => {
    const { stdout } = await run({
      'main.js': `for (const byte of new TextEncoder().encode('a😀b')) process.stdout.write(new Uint8Array([byte]));
console.log(require('./a.json').a);`,
      'a.json': '\uFEFF{"a":1}',
    });
    expect(stdout).to.equal('a😀b1\n');
  });
});
