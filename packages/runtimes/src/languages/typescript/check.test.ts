import { expect } from 'chai';
import { check } from '../../../test/javascript/engine.js';

const workspace = {
  'main.ts': `import { add } from './add';
import { readFileSync } from 'node:fs';
import data from './d.json';
const x: number = 'a';
console.log(add(1, data.a), readFileSync(0, 'utf8').split('\\n'), process.argv, structuredClone(x), new URL('http://a'));
setTimeout(() => {}, 5);
import _ from 'lodash';`,
  'add.ts': 'export const add = (a: number, b: number) => a + b;',
  'd.json': '{"a":1}',
  'loose.js': 'let a = ;\nconst q = 1; q.foo.bar',
  'v.test.ts': `import { describe, it, expect, vi } from 'vitest';
describe('x', () => { it.each([[1, 2]])('%i', async (a, b) => { const f = vi.fn((n: number) => n); f(a); expect(f.mock.calls[0]).toEqual([b]); await expect(Promise.resolve(1)).resolves.toBe(1) }) })`,
  'j.test.ts': `test('x', () => { jest.useFakeTimers(); const s: jest.Mock = jest.fn(); expect(s).toHaveBeenCalledWith(expect.any(Number)) })`,
};

describe('the TypeScript checker', () => {
  it('remarks on types, unknown packages and unreadable JavaScript, and on nothing else', async () => {
    const [first, second] = await check(workspace, {
      ...workspace,
      'main.ts': 'export const y: string = "a";',
      'loose.js': '',
    });
    const brief = first?.map(
      (one) =>
        `${one.severity} ${one.path}:${one.line}:${one.column}-${one.endLine}:${one.endColumn} ${one.source}`,
    );
    expect(brief).to.deep.equal([
      'error main.ts:4:7-4:8 ts(2322)',
      'error main.ts:7:15-7:23 ts(2307)',
      'error loose.js:1:9-1:10 ts(1109)',
    ]);
    expect(first?.[0]?.message).to.equal("Type 'string' is not assignable to type 'number'.");
    expect(second).to.deep.equal([]);
  });
});
