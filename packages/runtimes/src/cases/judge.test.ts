import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Json } from './case.js';
import { isEqual } from './equal.js';
import { judge, judgeOutput } from './judge.js';
import { caseName } from './name.js';
import { render } from './render.js';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('comparing', () => {
  it('finds any value equal to a copy of itself, in every mode', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(false, true, 'deep' as const), (value, unordered) => {
        expect(isEqual(value, structuredClone(value), { unordered })).to.equal(true);
      }),
    );
  });

  it('finds a list equal to any shuffle of it as a bag, and short of one item to none', () => {
    const shuffled = fc
      .array(json, { minLength: 1 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(isEqual(list, other, { unordered: true })).to.equal(true);
        expect(isEqual(list, other.slice(1), { unordered: true })).to.equal(false);
        expect(isEqual([list], [other], { unordered: 'deep' })).to.equal(true);
      }),
    );
  });

  it('is the same from both sides', () => {
    fc.assert(fc.property(json, json, (a, b) => isEqual(a, b) === isEqual(b, a)));
  });

  const rows: [string, Json, Json, boolean, object?][] = [
    ['floats that differ in the last digit', 0.1 + 0.2, 0.3, true],
    ['large floats, relatively', 1e20 + 0.5, 1.0000000001e20, true],
    ['whole numbers, exactly', 1_000_000_000_000, 1_000_000_000_001, false],
    ['whole numbers within a tolerance that was given', 10, 11, true, { tolerance: 1 }],
    ['a float and a whole number', 2, 2.0000000001, true],
    ['NaN and NaN', { $: 'NaN' }, { $: 'NaN' }, true],
    ['NaN and nothing', { $: 'NaN' }, null, false],
    ['infinities of two signs', { $: 'Infinity' }, { $: '-Infinity' }, false],
    ['infinity and a large number', { $: 'Infinity' }, 1e308, false],
    ['null and undefined', null, { $: 'undefined' }, true],
    ['true and 1', true, 1, false],
    ['"1" and 1', '1', 1, false],
    ['a list and an object', [], {}, false],
    ['keys in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['a missing key and null', { a: null }, {}, false],
    ['a key of every object and a missing one', { toString: 1 }, { a: 1 }, false],
    ['inner lists, when only the outer is a bag', [[1, 2]], [[2, 1]], false, { unordered: true }],
    ['bags with repeats', [1, 1, 2], [1, 2, 2], false, { unordered: true }],
    [
      'bags where the first fit would take another’s only one',
      [1, 2],
      [2, 3],
      true,
      { unordered: true, tolerance: 0.5 },
    ],
  ];
  for (const [name, a, b, equal, how] of rows) {
    it(`${equal ? 'takes for equal' : 'tells apart'}: ${name}`, () =>
      expect(isEqual(a, b, how)).to.equal(equal));
  }
});

describe('judging', () => {
  const call = { call: 'f', args: [1] };

  it('passes, and fails with both values as text', () => {
    expect(judge({ ...call, expected: 2 }, [{ value: 2 }]).status).to.equal('passed');
    expect(judge({ ...call, expected: [1, 2] }, [{ value: [2, 1] }])).to.include({
      status: 'failed',
      expected: '[1, 2]',
      actual: '[2, 1]',
    });
  });

  it('takes no answer and an error for an error', () => {
    expect(judge({ ...call, expected: 2 }, []).status).to.equal('error');
    const error = { name: 'ValueError', message: 'no', path: 'a.py', line: 3 };
    expect(judge({ ...call, expected: 2 }, [{ error }])).to.include({
      status: 'error',
      message: 'ValueError: no (a.py:3)',
    });
  });

  it('expects errors by name and by a part of the message', () => {
    const error = { name: 'bank.Overdrawn', message: 'short of 5 coins' };
    const wanted = (expected: object | true): string =>
      judge({ ...call, error: expected }, [{ error }]).status;
    expect(wanted(true)).to.equal('passed');
    expect(wanted({ name: 'Overdrawn', message: '5 coins' })).to.equal('passed');
    expect(wanted({ name: 'drawn' })).to.equal('failed');
    expect(wanted({ message: '6 coins' })).to.equal('failed');
    expect(judge({ ...call, error: true }, [{ value: 1 }])).to.include({ status: 'failed', actual: '1' });
  });

  it('shows which step of an object’s life went wrong', () => {
    const steps = [
      { call: 'add', args: [1] },
      { call: 'sum', expected: 2 },
      { call: 'pop', error: true as const },
    ];
    const test = { construct: 'Box', steps };
    const good = [{ value: null }, { value: 2 }, { error: { name: 'E', message: '' } }];
    expect(judge(test, good).status).to.equal('passed');
    const bad = judge(test, [{ value: null }, { value: 3 }, { value: 4 }]);
    expect(bad.status).to.equal('failed');
    expect(bad.expected).to.equal('add(1) → null\nsum() → 2\npop() → an error');
    expect(bad.actual).to.equal('add(1) → null\nsum() → 3\npop() → 4');
    expect(judge(test, [{ error: { name: 'E', message: 'no box' } }])).to.include({
      status: 'error',
      message: 'E: no box',
    });
  });

  it('forgives white space at the ends of lines and of all', () => {
    expect(judgeOutput({ stdin: '', stdout: 'a\nb' }, 'a  \r\nb\n\n').status).to.equal('passed');
    expect(judgeOutput({ stdin: '', stdout: 'a\nb' }, ' a\nb').status).to.equal('failed');
    expect(judgeOutput({ stdin: '', stdout: 'a\nb' }, 'b\na').status).to.equal('failed');
    expect(judgeOutput({ stdin: '', stdout: 'a\nb', unordered: true }, 'b\na').status).to.equal('passed');
    expect(judgeOutput({ stdin: '', stdout: 'x 0.333', tolerance: 0.01 }, 'x 0.3334').status).to.equal(
      'passed',
    );
    expect(judgeOutput({ stdin: '', stdout: 'x 0.333' }, 'x 0.3334').status).to.equal('failed');
  });
});

describe('words', () => {
  it('writes a long value one item a line, so that a diff reads well', () => {
    expect(render([1, 'a', { $: 'NaN' }, { $: 'repr', text: '<Box>' }])).to.equal('[1, "a", NaN, <Box>]');
    const long = render({ list: Array.from({ length: 30 }, (_, i) => i), name: 'x' });
    expect(long.split('\n')).to.include.members(['{', '    0,', '    29', '  ],', '  "name": "x"', '}']);
    expect(render('two\nlines')).to.equal('two\nlines');
  });

  it('names a case by its call', () => {
    expect(caseName({ call: 'add', args: [1, [2]] })).to.equal('add(1, [2])');
    expect(caseName({ construct: 'Box', steps: [{ call: 'sum' }] })).to.equal('Box(), sum()');
    expect(caseName({ stdin: '1\n', stdout: '' })).to.equal('input "1\\n"');
    expect(caseName({ call: 'f', args: ['x'.repeat(200)] }).length).to.equal(80);
  });
});
