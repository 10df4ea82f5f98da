import type { ContractPrograms } from './contract.js';

const javascript: ContractPrograms = {
  language: 'javascript',
  entry: 'main.js',
  hello: `console.log('hello');\nconsole.log('wörld 😀');`,
  streams: `console.log('out');\nconsole.error('err');\nconsole.log('out2');`,
  args: `console.log(process.argv.slice(2).join('|'));`,
  several: {
    'main.js': `import { double } from './lib/double.js';\nconsole.log(double(21));`,
    'lib/double.js': `import { two } from './two';\nexport const double = (n) => n * two;`,
    'lib/two.js': `export const two = 2;`,
  },
  exits: `console.log('bye');\nprocess.exit(7);\nconsole.log('never');`,
  throws: {
    code: `console.log('before');\n\nthrow new TypeError('odd one');`,
    name: 'TypeError',
    message: 'odd one',
  },
  broken: `console.log('before');\nconst = 3;`,
  loops: `console.log('looping');\nfor (;;);`,
  stubborn: `console.log('looping');\nfor (;;) try { for (;;) if (Math.random() > 2) throw 1; } catch {}`,
  waits: `console.log('waiting');\nawait new Promise((resolve) => setTimeout(resolve, 1e6));`,
  floods: `for (;;) console.log('x'.repeat(1000));`,
  prints: `for (let i = 0; i < 100; i++) console.log('x'.repeat(100));`,
  upper: `import readline from 'node:readline';
const lines = readline.createInterface({ input: process.stdin });
for await (const line of lines) console.log(line.toUpperCase());`,
  pollutes: `globalThis.left = 1; Array.prototype.left = 1;`,
  looks: `console.log(globalThis.left === undefined && [].left === undefined ? 'clean' : 'dirty');`,
};

const typescript: ContractPrograms = {
  ...javascript,
  language: 'typescript',
  entry: 'main.ts',
  hello: `const words: string[] = ['hello', 'wörld 😀'];\nfor (const word of words) console.log(word);`,
  several: {
    'main.ts': `import { double, type Twice } from './lib/double';\nconst n: Twice = double(21);\nconsole.log(n);`,
    'lib/double.ts': `import { two } from './two.js';\nexport type Twice = number;\nexport const double = (n: number): Twice => n * two;`,
    'lib/two.ts': `export const two = 2;`,
  },
  throws: {
    code: `const word: string = 'before'; console.log(word);\ninterface Odd { one: number }\nthrow new TypeError('odd one') as Error;`,
    name: 'TypeError',
    message: 'odd one',
  },
};

const python: ContractPrograms = {
  language: 'python',
  entry: 'main.py',
  hello: `print('hello')\nprint('wörld 😀')`,
  streams: `import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out2')`,
  args: `import sys\nprint('|'.join(sys.argv[1:]))`,
  several: {
    'main.py': `from lib.double import double\nprint(double(21))`,
    'lib/__init__.py': '',
    'lib/double.py': `from .two import TWO\ndef double(n):\n    return n * TWO`,
    'lib/two.py': `TWO = 2`,
  },
  exits: `import sys\nprint('bye')\nsys.exit(7)\nprint('never')`,
  throws: { code: `print('before')\n\nraise ValueError('odd one')`, name: 'ValueError', message: 'odd one' },
  broken: `print('before')\nx = = 3`,
  loops: `print('looping')\nwhile True: pass`,
  stubborn: `print('looping')\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass`,
  waits: `import time\nprint('waiting')\ntime.sleep(1000)`,
  floods: `while True: print('x' * 1000)`,
  prints: `for i in range(100): print('x' * 100)`,
  upper: `import sys\nfor line in sys.stdin: print(line.rstrip('\\n').upper())`,
  pollutes: `import builtins, sys, math\nbuiltins.left = 1\nmath.pi = 3\nsys.path.append('left')\nx = 1`,
  looks: `import builtins, math\nprint('clean' if not hasattr(builtins, 'left') and math.pi > 3.1 and 'x' not in globals() else 'dirty')`,
};

export const programs: ContractPrograms[] = [javascript, typescript, python];
