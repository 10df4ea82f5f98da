import type { TestRequest } from '../../src/runner.js';
import type { Cheat } from './cheats.js';

type Judge = (code: string) => TestRequest;
const cases = [{ name: 'answer', call: 'answer', args: [], expected: 42 }];
const spec = (from: string, ending: string) =>
  `${from}import { answer } from './main${ending}';\ndescribe('answer', () => {\n  it('is right', () => { expect(answer()).toBe(42); });\n  it('is equal', () => { expect(answer()).toEqual(42); });\n});\n`;

/** Every way of judging a language has. */
export const judges: Record<Cheat['language'], Record<string, Judge>> = {
  javascript: {
    cases: (code) => ({ language: 'javascript', files: { 'main.js': code }, entry: 'main.js', cases }),
    jest: (code) => ({
      language: 'javascript',
      files: {
        'main.js': code,
        'main.spec.js': spec(`import { describe, it, expect } from '@jest/globals';\n`, ''),
      },
      entry: 'main.js',
      testFiles: ['main.spec.js'],
    }),
    globals: (code) => ({
      language: 'javascript',
      files: { 'main.js': code, 'main.test.js': spec('', '.js') },
      entry: 'main.js',
      testFiles: ['main.test.js'],
    }),
  },
  typescript: {
    cases: (code) => ({ language: 'typescript', files: { 'main.ts': code }, entry: 'main.ts', cases }),
    vitest: (code) => ({
      language: 'typescript',
      files: {
        'main.ts': code,
        'main.test.ts': spec(`import { describe, it, expect } from 'vitest';\n`, ''),
      },
      entry: 'main.ts',
      testFiles: ['main.test.ts'],
    }),
  },
  python: {
    cases: (code) => ({ language: 'python', files: { 'main.py': code }, entry: 'main.py', cases }),
    unittest: (code) => ({
      language: 'python',
      files: {
        'main.py': code,
        'main_test.py':
          'import unittest\nfrom main import answer\n\nclass AnswerTest(unittest.TestCase):\n    def test_right(self):\n        self.assertEqual(answer(), 42)\n    def test_is(self):\n        self.assertTrue(answer() == 42)\n        self.assertEqual([answer()], [42])\n\nif __name__ == "__main__":\n    unittest.main()\n',
      },
      entry: 'main.py',
      testFiles: ['main_test.py'],
    }),
    pytest: (code) => ({
      language: 'python',
      files: {
        'main.py': code,
        'test_main.py':
          'import pytest\nfrom main import answer\n\ndef test_right():\n    assert answer() == 42\n\n@pytest.mark.parametrize("n", [1, 2])\ndef test_many(n):\n    assert answer() == pytest.approx(42)\n',
      },
      entry: 'main.py',
      testFiles: ['test_main.py'],
    }),
  },
};
/** Solutions that answer N. */
export const honest = {
  javascript: 'export function answer() { return N; }',
  typescript: 'export function answer(): number { return N; }',
  python: 'def answer():\n    return N\n',
};
