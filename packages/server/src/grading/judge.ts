import {
  filesToRun,
  hiddenQuestion,
  languagesOf,
  publicQuestion,
  testsFor,
  type Question,
} from '@interview-room/core/question';
import type { RunEvent, Runner, TestEvent, TestResultEvent } from '@interview-room/runtimes/node';
import type { Submission } from './submission.js';
import { noTests, plus, type JudgedTest, type Summary, type Verdict } from './verdict.js';

/** The tests could not be run, and not for what was handed in: it is worth another try. */
export class GradingError extends Error {
  override readonly name = 'GradingError';
}

/** One run of tests: those that everyone sees, or those that candidates do not. */
interface Part {
  /** Whose files are laid out. */
  readonly files: Question;
  /** Whose tests are run. */
  readonly tests: Question;
  readonly hidden: boolean;
}

/** Hidden tests are not there while the visible ones run, so that it is known of each result which it is. */
const partsOf = (question: Question): Part[] => [
  { files: publicQuestion(question), tests: publicQuestion(question), hidden: false },
  { files: question, tests: hiddenQuestion(question), hidden: true },
];

/** Runs all tests of a question over what was handed in. */
export async function judge(runner: Runner, submission: Submission, signal: AbortSignal): Promise<Verdict> {
  const { question, language } = submission;
  if (!languagesOf(question).includes(language))
    return { summary: noTests, tests: [], error: `The question has no tests in the language "${language}".` };
  let summary = noTests;
  const tests: JudgedTest[] = [];
  for (const part of partsOf(question)) {
    const ran = await runPart(runner, submission, part, signal);
    summary = plus(summary, ran.summary);
    tests.push(...ran.tests);
  }
  return { summary, tests, ...(tests.length === 0 && { error: 'The question has no tests to run.' }) };
}

async function runPart(
  runner: Runner,
  { question, language, files }: Submission,
  part: Part,
  signal: AbortSignal,
): Promise<Verdict> {
  const { testFiles, cases } = testsFor(part.tests, language);
  if (testFiles.length + cases.length === 0) return { summary: noTests, tests: [] };
  const events = runner.test({
    language,
    files: filesToRun(part.files, language, files),
    ...(question.languages[language] && { entry: question.languages[language].entry }),
    testFiles,
    cases,
    ...(question.limits && { limits: question.limits }),
    signal,
  });
  return collect(events, part.hidden);
}

async function collect(events: AsyncIterable<RunEvent | TestEvent>, hidden: boolean): Promise<Verdict> {
  const tests: JudgedTest[] = [];
  let summary: Summary | undefined;
  for await (const event of events) {
    if (event.type === 'test') tests.push({ ...plain(event), ...(hidden && { hidden }) });
    if (event.type === 'summary') summary = event;
    if (event.type === 'exit') mustHaveRun(event);
  }
  if (!summary) throw new GradingError('The tests ended without a result.');
  return { summary, tests };
}

function plain(event: TestResultEvent): JudgedTest {
  const { name, status, durationMs, message, expected, actual, output } = event;
  return {
    name,
    status,
    durationMs,
    ...(message !== undefined && { message }),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(output !== undefined && { output }),
  };
}

/** A program that loops, floods or eats all memory has its verdict. That there is none is not its doing. */
function mustHaveRun({ outcome, error }: Extract<RunEvent, { type: 'exit' }>): void {
  if (outcome === 'crash') throw new GradingError(error?.message ?? 'The process for grading failed.');
  if (outcome === 'stopped') throw new GradingError('The tests took too long and were stopped.');
}
