/** What the coach says, in the words of whoever it says it to; each `…Ask` is what the assistant is asked where help is taken. */
export interface CoachWords {
  failingTest(test: string): string;
  failingTestAsk(test: string): string;
  repeatedError(): string;
  repeatedErrorAsk(error: string): string;
  idle(): string;
  idleAsk(): string;
  slowCase(test: string): string;
  slowCaseAsk(test: string, ms: number): string;
  stuck(times: number): string;
  tooMuchHelp(percent: number): string;
}

/** The words of the coach in English. */
export const coachWords: CoachWords = {
  failingTest: (test) => `The test “${test}” keeps failing. Shall we look at it together?`,
  failingTestAsk: (test) => `The test “${test}” keeps failing. Help me to find out why.`,
  repeatedError: () => 'The same error has come several times. Shall we look at what it means?',
  repeatedErrorAsk: (error) =>
    `My program keeps ending with the same error: “${error}”. What does it mean, and where do I look?`,
  idle: () => 'Nothing was changed for a while. Would it help to talk the problem through?',
  idleAsk: () =>
    'I do not know how to go on. Ask me what I have understood so far, and help me to find the next step.',
  slowCase: (test) => `All tests pass, but “${test}” is slow. Shall we think about a faster way?`,
  slowCaseAsk: (test, ms) =>
    `All tests pass, but “${test}” takes ${ms} ms. Help me to see what makes it slow.`,
  stuck: (times) => `The candidate asked ${times} times, and no more tests pass than before.`,
  tooMuchHelp: (percent) => `${percent}% of the text is the assistant’s.`,
};
