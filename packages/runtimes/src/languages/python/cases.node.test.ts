import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { CaseValue, Driver, DriverReport } from '../../worker/driver.js';
import { nodeDriver, testIn } from '../../../test/python/node-host.js';

describe('Python: cases', () => {
  let driver: Driver;
  const main = `
import dataclasses, collections, decimal
@dataclasses.dataclass
class P:
    x: int
class Solution:
    def twoSum(self, nums, target): return (0, 1)
class Counter:
    def __init__(self, start): self.n = start
    def add_one(self): self.n += 1; return self.n
    def fail(self): raise KeyError('k')
    @staticmethod
    def make(): return 'made'
def my_fn(items): items.append(1); print(items); return items
def values(): return [None, True, 1.5, float('nan'), float('-inf'), 2**70, (1, {3, 2}), {'a': P(1), 2: b'x'}, range(2), (i for i in 'ab'), collections.deque([1])]
def bad(n): raise ValueError('no %d' % n)
async def later(): return 7
def leave(): raise SystemExit(0)
class Liar(int):
    def __repr__(self): return '42'
def lie(): return Liar(41)
`;
  before(async () => {
    driver = await nodeDriver();
  });
  const call = async (name: string, ...args: (number | number[])[]): Promise<CaseValue | undefined> => {
    const { events } = await testIn(driver, { 'main.py': main }, { cases: [{ call: name, args }] });
    const found = events.find((event: DriverReport) => event.type === 'case');
    return found?.results[0];
  };
  const valueOf = async (...args: Parameters<typeof call>): Promise<unknown> => {
    const result = await call(...args);
    return result && 'value' in result ? result.value : result?.error;
  };

  it('find functions by any spelling, methods by path, and a Solution', async () => {
    assert.deepEqual(await valueOf('myFn', [0]), [0, 1]);
    assert.deepEqual(await valueOf('two_sum', [1], 2), [0, 1]);
    assert.equal(await valueOf('Counter.make'), 'made');
    assert.equal(await valueOf('later'), 7);
    assert.match(JSON.stringify(await valueOf('nothing')), /NameError.*main.py has no function nothing/);
  });

  it('encode whatever is returned', async () => {
    assert.deepEqual(await valueOf('values'), [
      null,
      true,
      1.5,
      { $: 'NaN' },
      { $: '-Infinity' },
      { $: 'repr', text: String(2n ** 70n) },
      [1, [2, 3]],
      { 'a': { $: 'repr', text: 'P(x=1)' }, '2': { $: 'repr', text: "b'x'" } },
      [0, 1],
      ['a', 'b'],
      [1],
    ]);
    assert.deepEqual(await valueOf('lie'), { $: 'repr', text: '42' });
  });

  it('tell errors with their place, also the end of the program', async () => {
    const error = (await valueOf('bad', 3)) as Record<string, unknown>;
    assert.deepEqual(
      [error['name'], error['message'], error['path'], error['line']],
      ['ValueError', 'no 3', 'main.py', 16],
    );
    assert.match(JSON.stringify(await call('leave')), /"error":\{"name":"SystemExit"/);
  });

  it('make an object and take its steps, each with its own result and output', async () => {
    const cases = [
      {
        construct: 'Counter',
        args: [3],
        steps: [
          { call: 'addOne', args: [] },
          { call: 'fail', args: [] },
          { call: 'n', args: [] },
        ],
      },
      { construct: 'Nothing', args: [], steps: [{ call: 'x', args: [] }] },
      { call: 'my_fn', args: [[5]] },
    ];
    const { events } = await testIn(driver, { 'main.py': main }, { cases });
    const [steps, nothing, printed] = events.filter((event) => event.type === 'case');
    assert.deepEqual([steps?.results[0], steps?.results[2]], [{ value: 4 }, { value: 4 }]);
    assert.match(JSON.stringify(steps?.results[1]), /KeyError/);
    assert.match(JSON.stringify(nothing?.results), /has no class Nothing/);
    assert.equal(printed?.output, '[5, 1]\n');
  });

  it('all fail where the entry cannot be loaded', async () => {
    const cases = [
      { call: 'f', args: [] },
      { call: 'g', args: [] },
    ];
    const { events } = await testIn(driver, { 'main.py': 'import sys\nsys.exit(0)' }, { cases });
    assert.equal(
      events.filter((event) => event.type === 'case' && 'error' in (event.results[0] ?? {})).length,
      2,
    );
  });
});
