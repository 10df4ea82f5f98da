import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Question } from '@interview-room/core/question';
import { hiddenTestsOf } from './hidden-tests.js';

const question: Question = {
  id: 'q',
  title: 'Q',
  statement: 'S',
  cases: [
    { call: 'add', args: [1, 2], expected: 3 },
    { name: 'below zero', call: 'add', args: [-1, 1], expected: 0, hidden: true },
    { call: 'add', args: ['a'], error: true, hidden: true },
    { call: 'add', args: [], error: { name: 'TypeError', message: 'two' }, hidden: true },
    { construct: 'Sum', args: [1], steps: [{ call: 'add', args: [2], expected: 3 }], hidden: true },
  ],
  languages: {
    python: {
      entry: 'main.py',
      files: { 'main.py': '' },
      tests: { 'test_a.py': 'seen', 'test_b.py': { text: 'x'.repeat(3000), hidden: true } },
      cases: [{ stdin: '1\n', stdout: '2\n', hidden: true }],
    },
    javascript: { entry: 'main.js', files: { 'main.js': '' } },
  },
};

describe('the hidden tests that an interviewer reads', () => {
  it('are those that candidates do not see, of every kind', () => {
    const { cases, files } = hiddenTestsOf(question, 'python');
    assert.deepEqual(cases, [
      { name: 'below zero', input: 'add(-1, 1)', expected: '0' },
      { input: 'add("a")' },
      { input: 'add()', expected: 'TypeError: two' },
      { input: 'Sum(1)\nadd(2)', expected: 'add(2) → 3' },
      { input: '1\n', expected: '2\n' },
    ]);
    assert.deepEqual(files, [{ path: 'test_b.py', text: `${'x'.repeat(2000)}…` }]);
  });

  it('are those of the language, and none where the question is not known whole', () => {
    assert.equal(hiddenTestsOf(question, 'javascript').cases.length, 4);
    assert.deepEqual(hiddenTestsOf(question, 'ruby'), { cases: [], files: [] });
    assert.deepEqual(hiddenTestsOf(undefined, 'python'), { cases: [], files: [] });
  });

  it('are the same object each time, so that nothing is drawn again for them', () => {
    assert.equal(hiddenTestsOf(question, 'python'), hiddenTestsOf(question, 'python'));
  });
});
