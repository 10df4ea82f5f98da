import { expect } from 'chai';
import { check } from '../../../test/javascript/engine.js';

const workspace = {
  'main.ts': `import { add } from './add';
import { readFileSync } from 'node:fs';
import data from './d.json';
const x: number = 'a';
console.log(add(1, data.a), readFileSync(0, 'utf8').split('\\n'), process.argv, structuredClone(x), new URL('http://a'));
setTimeout(() => {}, 5); new Promise((resolve) => setTimeout(resolve, 5)); setTimeout((a: number) => a, 5, 1); console.log(Buffer.from('a').toString('base64'), readFileSync('a').readUInt8(0));
import _ from 'lodash';`,
  'add.ts': 'export const add = (a: number, b: number) => a + b;',
  'd.json': '{"a":1}',
  'loose.js': 'let a = ;\nconst q = 1; q.foo.bar',
  'v.test.ts': `import { describe, it, expect, vi } from 'vitest';
describe('x', () => { it.each([[1, 2]])('%i', async (a, b) => { const f = vi.fn((n: number) => n); f(a); expect(f.mock.calls[0]).toEqual([b]); await expect(Promise.resolve(1)).resolves.toBe(1) }) })`,
  'j.test.ts': `test('x', () => { jest.useFakeTimers(); const s: jest.Mock = jest.fn(); expect(s).toHaveBeenCalledWith(expect.any(Number)) })`,
};

const kits = {
  'main.ts': `import { Buffer as B } from 'node:buffer'; export const b: Buffer = B.alloc(1);`,
  'f.test.ts': `import { test as base, expect, expectTypeOf, vi, onTestFinished, type MockedFunction } from 'vitest'; import * as main from './main';
const test = base.extend<{ n: number; db: string[] }>({ n: 1, db: async ({ n }, use) => { await use([String(n)]) } });
test('x', { retry: 2, timeout: 5 }, ({ db }) => { expect(db).toHaveLength(1); onTestFinished(() => {}); expectTypeOf(db).items.toEqualTypeOf<string>() });
vi.mock('./main'); vi.mock(import('./main'), { spy: true }); const f: MockedFunction<() => void> = vi.mocked(vi.fn()); f(); void main;`,
  'n.test.ts': `import test, { mock } from 'node:test'; test('x', (t) => { const f = mock.fn((a: number) => a); f(1); t.assert.equal(f.mock.callCount(), 1); mock.timers.enable({ apis: ['Date'] }) });`,
  'b.test.ts': `import { it, expect, mock } from 'bun:test'; it('x', () => { expect(mock(() => 1)()).toBe(1) });`,
};

describe('the TypeScript checker', () => {
  it('remarks on types, unknown packages and unreadable JavaScript, and on nothing else', async () => {
    const [first, second, third] = await check(
      workspace,
      {
        ...workspace,
        'main.ts': 'export const y: string = "a";',
        'loose.js': '',
      },
      kits,
    );
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
    expect(third).to.deep.equal([]);
  });
});
