/** A test of a question, as the backend tells it, hidden ones with what they expect: its known fault. */
export interface AskedTest {
  name: string;
  input: string;
  expectedOutput: string;
  hidden: boolean;
}
/** A question, as the backend has it. */
export interface AskedQuestion {
  id: string;
  title: string;
  description: string;
  difficulty: string;
  language: string;
  starterFiles: { fileName: string; content: string }[];
  testCases: AskedTest[];
  /** It goes on with the files of the question before: nothing is laid out. */
  incremental?: boolean;
}

const test = (name: string, input: string, expectedOutput: string, hidden = false): AskedTest => ({
  name,
  input,
  expectedOutput,
  hidden,
});

/** What no candidate may ever be shown: a search for any of these has to find nothing. */
export const hiddenOutputs: readonly string[] = [
  'concealed-9f31c7-cba',
  'concealed-4d02be-zyx',
  'concealed-77aa10-olleh',
];
const [first = '', second = '', third = ''] = hiddenOutputs;

/** The questions of every interview, in their order. */
export const questions: readonly AskedQuestion[] = [
  {
    id: 'q-reverse',
    title: 'Reverse a line',
    description: 'Read one line and print it **backwards**.\n',
    difficulty: 'EASY',
    language: 'python',
    starterFiles: [{ fileName: 'solution.py', content: 'line = input()\nprint(line)\n' }],
    testCases: [test('a word', 'abc', 'cba'), test('hidden word', 'concealed', first, true)],
  },
  {
    id: 'q-alphabet',
    title: 'The alphabet from its end',
    description: 'Read a count and print so many letters from the end of the alphabet.\n',
    difficulty: 'MEDIUM',
    language: 'python',
    starterFiles: [
      { fileName: 'alphabet.py', content: 'count = int(input())\n' },
      { fileName: 'lib/letters.py', content: 'LETTERS = "abcdefghijklmnopqrstuvwxyz"\n' },
    ],
    testCases: [test('three', '3', 'zyx'), test('hidden count', '4', second, true)],
  },
  {
    id: 'q-hello',
    title: 'Hello backwards',
    description: 'Print `hello`, backwards.\n',
    difficulty: 'HARD',
    language: 'javascript',
    starterFiles: [{ fileName: 'hello.js', content: 'console.log("hello");\n' }],
    testCases: [test('hidden greeting', '', third, true)],
  },
];
