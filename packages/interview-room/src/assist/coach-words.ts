import type { CoachWords } from '@interview-room/assistant';
import type { Localize } from '@interview-room/ui';
import type { Words } from '../locales/assist/en.js';

/** What the coach says, in the words of the room; looked up as it speaks, for they may come later than it does. */
export const coachWordsOf = (words: Localize<Words>): CoachWords => ({
  failingTest: (test) => words.term('coachFailingTest', test),
  failingTestAsk: (test) => words.term('coachFailingTestAsk', test),
  repeatedError: () => words.term('coachRepeatedError'),
  repeatedErrorAsk: (error) => words.term('coachRepeatedErrorAsk', error),
  idle: () => words.term('coachIdle'),
  idleAsk: () => words.term('coachIdleAsk'),
  slowCase: (test) => words.term('coachSlowCase', test),
  slowCaseAsk: (test, ms) => words.term('coachSlowCaseAsk', test, words.number(ms)),
  stuck: (times) => words.term('coachStuck', words.number(times)),
  tooMuchHelp: (percent) => words.term('coachTooMuchHelp', words.number(percent)),
});
