import { safeParse } from 'valibot';
import { explain } from './explain.js';
import { readJson } from './json.js';
import type { Problem } from './problem.js';
import { brokenRules } from './rules.js';
import { questionSchema, type Question } from './schema.js';
import { misspelled } from './typos.js';

/** A question, or everything that is wrong with it. */
export type ParsedQuestion =
  { question: Question; problems?: undefined } | { question?: undefined; problems: Problem[] };

/**
 * Reads a question from its JSON, as text or already parsed. Never throws: what is wrong is told as problems, each with
 * the path of its place in the file (`languages.python.cases[2].args`) and what was expected there.
 */
export function parseQuestion(json: unknown): ParsedQuestion {
  const read = typeof json === 'string' ? readJson(json) : { value: json };
  if (read.problem) return { problems: [read.problem] };
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return {
      problems: [{ path: '', message: 'A question is one JSON object, with `id`, `title` and so on.' }],
    };
  const result = safeParse(questionSchema, read.value);
  const problems = [...misspelled(questionSchema, read.value), ...explain(result.issues ?? [])];
  if (result.success) problems.push(...brokenRules(result.output));
  return result.success && problems.length === 0 ? { question: result.output } : { problems };
}
