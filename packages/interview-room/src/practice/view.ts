import { testsFor, type Question } from '@interview-room/core/question';
import type { EarlierTests } from '@interview-room/run-panel';
import type { TestCase } from '@interview-room/runtimes';
import type { TabFile } from '../file-tabs/file-tabs.js';
import type { Practice } from '../live/practice.js';
import type { Keymap } from '../room-header/header-requests.js';
import type { LanguageChoice } from '../room-header/room-header.js';
import { questionFiles, starterText, tabsOf } from './files.js';
import { choicesOf } from './languages.js';
import type { Sketch } from './sketch.js';

/** What the room is shown from: the question, what the person chose, and the record once it is open. */
export interface Source {
  question: Question;
  language: string;
  /** The file that was chosen, if one was. */
  path?: string;
  keymap: Keymap;
  sketch?: Sketch;
  practice?: Practice;
}

/** What the elements of the room show. */
export interface RoomView {
  languages: LanguageChoice[];
  tabs: TabFile[];
  /** Names that no new file may have. */
  reserved: string[];
  path: string;
  text: string;
  readonly: boolean;
  /** Nobody may change the files now, or this person may not. */
  locked: boolean;
  /** This person may run them. */
  runnable: boolean;
  revealed: number;
  /** This person may ask for a hint. */
  hintable: boolean;
  solved: boolean;
  kept: '' | 'kept' | 'refused';
  /** Something was done here before. */
  begun: boolean;
  testFiles: string[];
  cases: TestCase[];
  /** How the last tests in this language ended. */
  lastTests: EarlierTests | undefined;
}

const pathOf = (source: Source): string => {
  const tabs = readers.tabs(source);
  const wished =
    source.path ?? (source.sketch?.language === source.language ? source.sketch.path : undefined);
  const moved = wished === undefined ? undefined : source.practice?.movedTo(source.language, wished);
  return tabs.find(({ path }) => path === (moved ?? wished))?.path ?? tabs[0]?.path ?? '';
};

/** Each thing that is shown, and how it is read. Adding one is adding a row. */
export const readers: { [K in keyof RoomView]: (source: Source) => RoomView[K] } = {
  languages: ({ question }) => choicesOf(question),
  tabs: ({ question, language, practice }) => tabsOf(question, language, practice?.paths(language)),
  reserved: ({ question, language }) => questionFiles(question, language).map(({ path }) => path),
  path: pathOf,
  text: (source) => {
    const { question, language, practice, sketch } = source;
    const path = pathOf(source);
    const written = practice?.text(language, path);
    if (practice) return written ?? starterText(question, language, path);
    const known = sketch?.language === language && sketch.path === path ? sketch.text : undefined;
    return known ?? starterText(question, language, path);
  },
  readonly: (source) =>
    readers.locked(source) ||
    (readers.tabs(source).find(({ path }) => path === pathOf(source))?.readonly ?? false),
  locked: ({ practice }) => practice?.may('doc.update') === false,
  runnable: ({ practice }) => practice?.may('run.finished') !== false,
  revealed: ({ practice, sketch }) => practice?.revealed ?? sketch?.revealed ?? 0,
  hintable: ({ practice }) => practice?.may('hint.revealed') !== false,
  solved: ({ language, practice, sketch }) =>
    practice?.isSolved(language) ?? sketch?.solved.includes(language) ?? false,
  kept: ({ practice }) => practice?.kept ?? '',
  begun: ({ sketch }) => sketch !== undefined,
  testFiles: ({ question, language }) => testsFor(question, language).testFiles,
  cases: ({ question, language }) => testsFor(question, language).cases as TestCase[],
  lastTests: ({ language, practice }) => practice?.lastTests(language),
};

/** Everything that is shown, at this moment. */
export function viewOf(source: Source): RoomView {
  const rows = Object.entries(readers).map(([key, read]) => [key, read(source)]);
  return Object.fromEntries(rows) as RoomView;
}
