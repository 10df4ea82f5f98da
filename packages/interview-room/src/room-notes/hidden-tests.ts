import { hiddenQuestion, testsFor, type Question, type QuestionCase } from '@interview-room/core/question';

/** Of a long text its beginning is enough to know it by. */
const LONGEST = 2000;

/** A case that candidates do not see, as an interviewer reads it. */
export interface HiddenCase {
  readonly name?: string;
  readonly input: string;
  /** Absent: any error. */
  readonly expected?: string;
}

/** What judges an answer where its candidate cannot see it. */
export interface HiddenTests {
  readonly cases: readonly HiddenCase[];
  /** Test files: path and text. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

const NONE: HiddenTests = { cases: [], files: [] };
/** What was made of a question, by language: the same each time that it is asked for. */
const known = new WeakMap<Question, Record<string, HiddenTests>>();

/** The hidden tests of a question in a language; none where it has none, or is not known whole. */
export function hiddenTestsOf(question: Question | undefined, language = ''): HiddenTests {
  if (!question) return NONE;
  const made = known.get(question) ?? {};
  known.set(question, made);
  return (made[language] ??= read(question, language));
}

function read(question: Question, language: string): HiddenTests {
  const { cases, files } = testsFor(hiddenQuestion(question), language);
  return { cases: cases.map(caseOf), files: files.map(({ path, text }) => ({ path, text: cut(text) })) };
}

function caseOf(test: QuestionCase): HiddenCase {
  const { input, expected } = readable(test);
  return {
    ...(test.name !== undefined && { name: test.name }),
    input: cut(input),
    ...(expected !== undefined && { expected: cut(expected) }),
  };
}

function readable(test: QuestionCase): { input: string; expected?: string | undefined } {
  if ('stdin' in test) return { input: test.stdin, expected: test.stdout };
  if (!('construct' in test)) return { input: called(test.call, test.args), expected: outcome(test) };
  const steps = test.steps.map((step) => [called(step.call, step.args), outcome(step) ?? '!'] as const);
  return {
    input: [called(test.construct, test.args), ...steps.map(([step]) => step)].join('\n'),
    expected: steps.map((step) => step.join(' → ')).join('\n'),
  };
}

const called = (name: string, args: readonly unknown[] = []): string =>
  `${name}(${args.map((each) => JSON.stringify(each)).join(', ')})`;

type Outcome = Pick<Extract<QuestionCase, { call: string }>, 'expected' | 'error'>;

/** What comes back, or what is said of the error that is to come. */
function outcome({ expected, error }: Outcome): string | undefined {
  if (error === undefined) return JSON.stringify(expected) ?? '';
  return error === true ? undefined : [error.name, error.message].filter(Boolean).join(': ') || undefined;
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
