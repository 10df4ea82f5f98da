import type { AssistLevel } from '@interview-room/core';
import type { Words } from '../locales/assist/en.js';

/** What each level is called, and what it means. */
export const LEVEL_WORDS: Readonly<
  Record<AssistLevel, readonly [keyof Words & `level${string}`, keyof Words & `about${string}`]>
> = {
  'off': ['levelOff', 'aboutOff'],
  'consultant': ['levelConsultant', 'aboutConsultant'],
  'pair-programming': ['levelPair', 'aboutPair'],
  'full-copilot': ['levelCopilot', 'aboutCopilot'],
};
