import * as v from 'valibot';

/** How much one program may use at most, whatever is asked for. */
const MOST = { wallMs: 20_000, outputBytes: 1_000_000, memoryMb: 512 };
const FILES = 200;
const CASES = 1000;

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const upTo = (most: number) => v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(most)));

const common = {
  language: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  files: v.pipe(
    v.record(path, text),
    v.check((files) => Object.keys(files).length <= FILES, `There are at most ${FILES} files.`),
  ),
  entry: v.optional(path),
  limits: v.optional(
    v.strictObject({
      wallMs: upTo(MOST.wallMs),
      outputBytes: upTo(MOST.outputBytes),
      memoryMb: upTo(MOST.memoryMb),
    }),
  ),
};

/** A program to be run. */
export const programSchema = v.strictObject({
  ...common,
  args: v.optional(v.pipe(v.array(text), v.maxLength(100))),
  stdin: v.optional(text),
});
export type Program = v.InferOutput<typeof programSchema>;

/** A program, and tests of it. What a case is, the runner says. */
export const programTestsSchema = v.strictObject({
  ...common,
  testFiles: v.optional(v.pipe(v.array(path), v.maxLength(FILES))),
  cases: v.optional(v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(CASES))),
});
export type ProgramTests = v.InferOutput<typeof programTestsSchema>;

export const languagesSchema = v.object({
  languages: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      version: v.string(),
      extensions: v.array(v.string()),
      entry: v.string(),
      testing: v.array(v.string()),
    }),
  ),
});
