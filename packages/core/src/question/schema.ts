import * as v from 'valibot';

/*
 * The question format. Each schema's message is a noun phrase that says what belongs there: `explain.ts` makes
 * "expected …, found …" of it. Rules that span several fields are in `rules.ts`.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// A question has come out of JSON.parse, so that checking each value again would cost and find nothing.
const json = v.unknown() as v.GenericSchema<unknown, Json>;
const text = v.string('a text');
const filled = v.pipe(text, v.nonEmpty('a text that is not empty'));
const flag = v.boolean('true or false');
const positive = v.pipe(v.number('a number'), v.gtValue(0, 'a number above 0'));
const whole = v.pipe(positive, v.integer('a whole number above 0'));
const list = <T extends v.GenericSchema>(of: T) => v.array(of, 'a list');

/** Where a file is: relative, with `/` between its parts. No part may be `..`, which `rules.ts` looks after. */
const path = v.pipe(
  v.string('a file’s path'),
  v.regex(/^[^/\\][^\\]*$/, 'a relative path with / between its parts'),
);

const caseOptions = {
  name: v.optional(filled),
  /** In an interview judged by the backend alone, and never sent to the candidate. */
  hidden: v.optional(flag),
  tolerance: v.optional(v.pipe(v.number('a number'), v.minValue(0, 'a number of 0 or more'))),
  unordered: v.optional(v.union([flag, v.literal('deep')], 'true, false or "deep"')),
};
const error = v.optional(
  v.union(
    [v.literal(true), v.object({ name: v.optional(filled), message: v.optional(filled) })],
    'true, or an object with `name` and `message`',
  ),
);
const call = { call: filled, args: v.optional(list(json)), expected: v.optional(json), error };

export const callCaseSchema = v.object({ ...caseOptions, ...call }, 'an object');
export const classCaseSchema = v.object(
  {
    ...caseOptions,
    construct: filled,
    args: v.optional(list(json)),
    steps: list(v.object(call, 'an object')),
  },
  'an object',
);
export const stdioCaseSchema = v.object(
  { ...caseOptions, stdin: text, stdout: text, args: v.optional(list(text)) },
  'an object',
);
export const caseSchema = v.union(
  [callCaseSchema, classCaseSchema, stdioCaseSchema],
  'a case with `call`, with `construct` and `steps`, or with `stdin` and `stdout`',
);

const file = v.union(
  [text, v.object({ text, readonly: v.optional(flag), hidden: v.optional(flag) }, 'an object')],
  'the file’s text, or an object with `text`',
);
const files = v.record(path, file, 'an object of path and text');

export const languageSchema = v.object(
  {
    entry: v.pipe(text, v.nonEmpty('the path of the file that is run')),
    files,
    tests: v.optional(files),
    cases: v.optional(list(caseSchema)),
  },
  'an object',
);

export const questionSchema = v.object(
  {
    $schema: v.optional(text),
    id: v.pipe(
      text,
      v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'letters, digits, dots and hyphens, such as "two-sum"'),
    ),
    title: filled,
    difficulty: v.optional(v.picklist(['easy', 'medium', 'hard'], 'one of "easy", "medium", "hard"')),
    tags: v.optional(list(filled)),
    statement: filled,
    timeMinutes: v.optional(positive),
    limits: v.optional(
      v.object(
        { wallMs: v.optional(whole), outputBytes: v.optional(whole), memoryMb: v.optional(whole) },
        'an object',
      ),
    ),
    hints: v.optional(list(filled)),
    cases: v.optional(list(caseSchema)),
    /** For interviewers: candidates are never sent it. */
    interview: v.optional(
      v.object(
        {
          rubric: v.optional(
            list(v.object({ id: filled, title: filled, text: v.optional(filled) }, 'an object')),
          ),
          guide: v.optional(filled),
          tellResults: v.optional(flag),
        },
        'an object',
      ),
    ),
    languages: v.record(v.string(), languageSchema, 'an object of language and its files'),
  },
  'an object',
);

/** A question as its file says it. */
export type Question = v.InferOutput<typeof questionSchema>;
/** What a question holds for one language. */
export type QuestionLanguage = v.InferOutput<typeof languageSchema>;
/** One case: the same shape that the runtimes judge. */
export type QuestionCase = v.InferOutput<typeof caseSchema>;
