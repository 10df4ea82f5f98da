import type { Question } from '@interview-room/core/question';

/** What is in here is not to reach a candidate. */
export const SECRET = 'SECRET-7f3a';

/** A question with something hidden in every place that can hide something. */
export const question: Question = {
  id: 'two-sum',
  title: 'Two sum',
  statement: 'Find two numbers.',
  timeMinutes: 25,
  cases: [
    { name: 'small', call: 'two_sum', args: [[1, 2], 3], expected: [0, 1] },
    {
      name: `${SECRET} case`,
      hidden: true,
      call: 'two_sum',
      args: [[5, 5], 10],
      expected: `${SECRET} expected`,
    },
  ],
  languages: {
    python: {
      entry: 'main.py',
      files: { 'main.py': 'def two_sum(a, t): pass\n' },
      tests: { 'test_hidden.py': { text: `# ${SECRET} test`, hidden: true } },
      cases: [{ name: `${SECRET} python`, hidden: true, call: 'two_sum', args: [], expected: 1 }],
    },
  },
  interview: { guide: `${SECRET} guide`, rubric: [{ id: 'edges', title: `${SECRET} rubric` }] },
};
