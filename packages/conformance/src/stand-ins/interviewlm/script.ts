import { tellChange } from './files.js';
import { hiddenOutputs } from './questions.js';
import type { Interview } from './state.js';
import type { Wanted } from './talking.js';

/** What a model does, one after the other. */
export type Step =
  | { readonly say: string }
  | { readonly tool: Tool; readonly input: object; readonly act: () => unknown }
  | { readonly ask: Wanted }
  | { readonly fail: string; readonly retryable: boolean };
export type Tool = 'Read' | 'Write' | 'Bash' | 'run_tests';

/** The names of its tools, in the second of their dialects. */
export const snake: Readonly<Record<Tool, string>> = {
  Read: 'read_file',
  Write: 'write_file',
  Bash: 'execute_bash',
  run_tests: 'run_tests',
};

const MAIN = '/workspace/solution.py';
export const WRITTEN = 'line = input()\nprint(line[::-1])\n';
export const LONG = Array.from({ length: 40 }, (_, n) => `Sentence number ${n + 1} of a long answer. `).join(
  '',
);

/** What the model does for a message: a word in it says what. */
export function scriptOf(message: string, interview: Interview): readonly Step[] {
  if (/\bwrite\b/i.test(message)) return writes(interview);
  if (/\btests\b/i.test(message)) return tests(interview);
  if (/\bwhich\b/i.test(message)) return asks;
  if (/\blong\b/i.test(message)) return LONG.split(/(?<=\. )/).map((say) => ({ say }));
  if (/\bfail\b/i.test(message))
    return [{ say: 'I begin, ' }, { fail: 'The model is overloaded', retryable: true }];
  return [{ say: 'You said: ' }, { say: message }, { say: '.' }];
}

const writes = (interview: Interview): Step[] => [
  { say: 'I look at the file first.' },
  { tool: 'Read', input: { file_path: MAIN }, act: () => interview.files.get(MAIN) ?? '' },
  { say: 'Now I write it.' },
  { tool: 'Write', input: { file_path: MAIN, content: WRITTEN }, act: () => typed(interview) },
  { say: 'It prints the line **backwards** now.' },
];

/** Its known fault: what hidden tests expect is in what the tool gives. */
const tests = ({ question }: Interview): Step[] => [
  {
    tool: 'run_tests',
    input: { language: question?.language ?? '' },
    act: () => ({
      passed: 0,
      total: question?.testCases.length ?? 0,
      results: question?.testCases.map(({ name, expectedOutput, hidden }) => ({
        name,
        hidden,
        passed: false,
        expectedOutput,
      })),
      log: `hidden word: expected ${hiddenOutputs[0]}, got nothing`,
    }),
  },
  { say: 'No test passes yet.' },
];

const asks: readonly Step[] = [
  { say: 'There are two ways.' },
  {
    ask: {
      questionId: 'clarify-1',
      question: 'Which way shall it be?',
      options: ['With a loop', 'With a slice'],
    },
  },
];

/** Types into the file as it writes it, and tells that it changed. */
function typed(interview: Interview): string {
  const { sessionId } = interview;
  const send = (type: string, more: object = {}) =>
    interview.send('code-stream', 'code', { sessionId, fileName: 'solution.py', type, ...more });
  interview.files.set(MAIN, WRITTEN);
  send('start');
  send('complete', { fullContent: WRITTEN });
  tellChange(interview, 'update', MAIN);
  return 'The file was written.';
}
