/** A question as the bank gives it. */
export interface BankQuestion {
  readonly id: number;
  readonly title: string;
  readonly difficulty: 'Easy' | 'Medium' | 'Hard';
  readonly problemType: string;
  readonly level: number;
  readonly description: string;
  readonly examples: readonly { input: string; output: string; explanation?: string }[];
  readonly constraints: readonly string[];
  readonly testCases: readonly { input: string; expectedOutput: string }[];
}

/** What the bank has: two of each difficulty, with inputs that are arguments and one that is what a program reads. */
export const questions: readonly BankQuestion[] = [
  {
    id: 1,
    title: 'Pair With Sum',
    difficulty: 'Easy',
    problemType: 'array',
    level: 1,
    description:
      'Given whole numbers and a target, return the positions of the two numbers that add up to it.',
    examples: [
      { input: 'nums = [2,7,11,15], target = 9', output: '[0, 1]', explanation: '2 + 7 is 9.' },
      { input: 'nums = [3,2,4], target = 6', output: '[1, 2]' },
    ],
    constraints: ['2 <= nums.length <= 10000', 'There is exactly one such pair.'],
    testCases: [
      { input: '[2,7,11,15]\n9', expectedOutput: '[0, 1]' },
      { input: '[3,2,4]\n6', expectedOutput: '[1, 2]' },
    ],
  },
  {
    id: 2,
    title: 'Echo Upwards',
    difficulty: 'Easy',
    problemType: 'string',
    level: 1,
    description: 'Read a line and print it in capitals.',
    examples: [{ input: 'hello there', output: 'HELLO THERE' }],
    constraints: ['The line has at most 100 letters.'],
    testCases: [{ input: 'hello there', expectedOutput: 'HELLO THERE' }],
  },
  {
    id: 3,
    title: 'Longest Climb',
    difficulty: 'Medium',
    problemType: 'array',
    level: 2,
    description:
      'Return the length of the longest stretch in which each height is greater than the one before.',
    examples: [{ input: 'heights = [1,2,2,3,4]', output: '3' }],
    constraints: ['0 <= heights.length <= 100000'],
    testCases: [
      { input: '[1,2,2,3,4]', expectedOutput: '3' },
      { input: '[]', expectedOutput: '0' },
    ],
  },
  {
    id: 4,
    title: 'Folded Word',
    difficulty: 'Medium',
    problemType: 'string',
    level: 2,
    description: 'Return whether a word reads the same from both ends.',
    examples: [{ input: 'word = "level"', output: 'true' }],
    constraints: ['1 <= word.length <= 1000'],
    testCases: [
      { input: '"level"', expectedOutput: 'true' },
      { input: '"levels"', expectedOutput: 'false' },
    ],
  },
  {
    id: 5,
    title: 'Water Between Walls',
    difficulty: 'Hard',
    problemType: 'array',
    level: 3,
    description: 'Walls of width 1 stand side by side. Return how much water stays between them after rain.',
    examples: [{ input: 'walls = [3,0,2]', output: '2' }],
    constraints: ['0 <= walls.length <= 100000'],
    testCases: [
      { input: '[3,0,2]', expectedOutput: '2' },
      { input: '[0,1,0,2,1,0,1,3,2,1,2,1]', expectedOutput: '6' },
    ],
  },
  {
    id: 6,
    title: 'Nearest Words',
    difficulty: 'Hard',
    problemType: 'dynamic programming',
    level: 3,
    description: 'Return how many letters have to be changed, added or removed to make one word of another.',
    examples: [{ input: 'one = "horse", other = "ros"', output: '3' }],
    constraints: ['0 <= length of each <= 500'],
    testCases: [{ input: '"horse"\n"ros"', expectedOutput: '3' }],
  },
];
