import type { Localize } from '@interview-room/ui';
import type { Words } from '../strings.js';
import type { ConsoleWords } from './console.js';

/** What the console calls itself and says around the program's own words. */
export function consoleWords(words: Localize<Words>): ConsoleWords {
  return {
    label: () => words.term('console'),
    error: () => words.term('errorOutput'),
    more: (lines) => words.term('moreLines', words.number(lines), lines),
  };
}
