import type { Outcome } from '../../src/events.js';

type Language = 'javascript' | 'python';
/** A program that takes all it can get. */
export interface Bomb {
  name: string;
  language: Language;
  code: string;
  /** How it may end. */
  ends: Outcome[];
}

const js = (name: string, code: string, ...ends: Outcome[]): Bomb => ({
  name,
  language: 'javascript',
  code,
  ends,
});
const py = (name: string, code: string, ...ends: Outcome[]): Bomb => ({
  name,
  language: 'python',
  code,
  ends,
});

export const bombs: Bomb[] = [
  js('endless loop', 'while (true) {}', 'timeout'),
  js('endless microtasks', 'const again = () => Promise.resolve().then(again); again();', 'timeout'),
  js('endless timers', 'const again = () => setTimeout(again, 0); again();', 'timeout'),
  js('swallowed exceptions', 'while (true) { try { throw new Error("x"); } catch {} }', 'timeout'),
  js('recursion', 'const deep = () => deep() + 1; deep();', 'error'),
  js(
    'four gigabytes',
    'const all = []; while (true) all.push(new Array(1e6).fill(Math.random()));',
    'memory',
    'crash',
    'error',
    'timeout',
  ),
  js(
    'typed arrays',
    'const all = []; while (true) all.push(new Uint8Array(1 << 28).fill(1));',
    'memory',
    'crash',
    'error',
    'timeout',
  ),
  js(
    'a string that doubles',
    'let text = "x"; while (true) text += text;',
    'error',
    'memory',
    'crash',
    'timeout',
  ),
  js('a million messages', 'for (let i = 0; i < 1e6; i++) console.log(i);', 'ok', 'output-limit'),
  js('a million posts', 'for (let i = 0; i < 1e6; i++) postMessage(i);', 'ok', 'timeout', 'error', 'crash'),
  js(
    'a gigabyte of print',
    'const line = "x".repeat(1024); for (let i = 0; i < 1 << 20; i++) console.log(line);',
    'output-limit',
  ),
  js(
    'one long line',
    'console.log("x".repeat(200_000_000));',
    'output-limit',
    'ok',
    'memory',
    'crash',
    'error',
  ),
  js(
    'a thousand workers',
    'for (let i = 0; i < 1000; i++) try { new Worker("data:text/javascript,while(true){}"); } catch {}',
    'ok',
    'timeout',
    'error',
    'crash',
    'memory',
  ),
  py('endless loop', 'while True: pass', 'timeout'),
  py(
    'swallowed exceptions',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    'timeout',
  ),
  py('sleep', 'import time\ntime.sleep(1000)', 'timeout'),
  py('recursion', 'def deep(): return deep() + 1\ndeep()', 'error'),
  py(
    'recursion without a limit',
    'import sys\nsys.setrecursionlimit(10**9)\ndef deep(): return deep() + 1\ndeep()',
    'error',
    'crash',
    'memory',
  ),
  py('a list of a billion', 'x = [0] * 10**9', 'error', 'memory'),
  py('four gigabytes', 'x = []\nwhile True: x.append(bytearray(10**7))', 'memory', 'error', 'crash'),
  py('a gigabyte of print', 'line = "x" * 1023\nfor i in range(1 << 20): print(line)', 'output-limit'),
  py('a million messages', 'for i in range(10**6): print(i)', 'ok', 'output-limit', 'timeout'),
  py('a huge power', 'print(len(str(10 ** 10 ** 8)))', 'timeout', 'error', 'memory'),
  py('a regular expression that explodes', 'import re\nre.match("(a+)+$", "a" * 40 + "b")', 'timeout'),
];
