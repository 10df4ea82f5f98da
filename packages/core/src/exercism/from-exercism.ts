import type { Json, Question, QuestionCase } from '../question/schema.js';
import { readCanonical, type CanonicalCase } from './canonical.js';
import { callName, titleOf } from './names.js';
import { starters, type Signature } from './starters.js';
import { describeExercise } from './statement.js';
import { infer } from './types.js';

/** A language that starters are written for. */
export type StarterLanguage = keyof typeof starters;

/** What canonical data does not say. */
export interface ExercismOptions extends Partial<
  Pick<Question, 'id' | 'title' | 'difficulty' | 'tags' | 'timeMinutes' | 'hints'>
> {
  /** Markdown. Default: which functions to write, with their first examples. */
  statement?: string;
  /** Default: all that starters can be written for. */
  languages?: readonly StarterLanguage[];
  /**
   * Properties that are not functions to write. Default `consistency`, by which the data says that one function undoes
   * another: no single call can show that.
   */
  skip?: readonly string[];
}
/** A question, and which cases could not be part of it. */
export interface ImportedExercise {
  question: Question;
  skipped: { name: string; property: string }[];
}

/** Makes a question of Exercism's canonical data, with cases and starters. Throws a `TypeError` if the data is something else. */
export const fromExercism = (canonical: unknown, options: ExercismOptions = {}): Question =>
  importExercism(canonical, options).question;

/** Like `fromExercism`, and tells what it left out. */
export function importExercism(canonical: unknown, options: ExercismOptions = {}): ImportedExercise {
  const { exercise, comments, cases: all } = readCanonical(canonical);
  const { skip = ['consistency'], languages = Object.keys(starters) as StarterLanguage[] } = options;
  const used = all.filter(({ property }) => !skip.includes(property));
  if (used.length === 0) throw new TypeError(`"${exercise}" has no case that calls a function.`);
  const signatures = signaturesOf(used);
  const cases = used.map((each) => caseOf(each, signatures));
  const { id = exercise, title = titleOf(exercise), difficulty, tags, timeMinutes, hints } = options;
  const statement = options.statement ?? describeExercise([...signatures.values()], cases, comments);
  const given = { difficulty, tags, timeMinutes, hints };
  const question: Question = {
    id,
    title,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    statement,
    cases,
    languages: Object.fromEntries(languages.map((name) => [name, languageOf(name, exercise, signatures)])),
  };
  const skipped = all.filter(({ property }) => skip.includes(property));
  return { question, skipped: skipped.map((each) => ({ name: nameOf(each), property: each.property })) };
}

type Signatures = Map<string, Signature>;

function signaturesOf(cases: readonly CanonicalCase[]): Signatures {
  const properties = [...new Set(cases.map(({ property }) => property))];
  return new Map(
    properties.map((property) => [property, signatureOf(property, cases.filter((each) => each.property === property))]), // prettier-ignore
  );
}

function signatureOf(property: string, cases: readonly CanonicalCase[]): Signature {
  // The order in which the data names its inputs, with those that only some cases have after the others.
  const names = [...new Set(cases.flatMap(({ input }) => Object.keys(input)))];
  const errors = cases.flatMap(({ expected }) => errorOf(expected) ?? []);
  return {
    name: callName(property),
    params: names.map((name) => ({ name, type: infer(cases.map(({ input }) => input[name] ?? null)) })),
    result: infer(
      cases.filter(({ expected }) => errorOf(expected) === undefined).map(({ expected }) => expected),
    ),
    errors: [...new Set(errors)],
  };
}

/** `{"error": "…"}` is how the data says that a call fails. The wording is the language's own affair. */
function errorOf(expected: unknown): string | undefined {
  if (typeof expected !== 'object' || expected === null || Object.keys(expected).join() !== 'error')
    return undefined;
  const { error } = expected as { error: unknown };
  return typeof error === 'string' ? error : undefined;
}

function caseOf(each: CanonicalCase, signatures: Signatures): QuestionCase {
  const { name: call = each.property, params = [] } = signatures.get(each.property) ?? {};
  const args = params.map(({ name }) => (each.input[name] ?? null) as Json);
  const outcome =
    errorOf(each.expected) === undefined ? { expected: each.expected as Json } : { error: true as const };
  return { name: nameOf(each), call, args, ...outcome };
}

const nameOf = ({ groups, description }: CanonicalCase) => [...groups, description].join(': ');

function languageOf(name: StarterLanguage, exercise: string, signatures: Signatures) {
  const { path, text } = starters[name];
  const entry = path(exercise);
  return { entry, files: { [entry]: text([...signatures.values()]) } };
}
