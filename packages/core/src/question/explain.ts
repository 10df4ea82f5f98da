import { safeParse, type BaseIssue } from 'valibot';
import { writePath, type Problem, type Step } from './problem.js';
import { variantOf } from './variant.js';
import { caseSchema } from './schema.js';

type Issue = BaseIssue<unknown>;

/** What valibot found, in plain words. */
export function explain(issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => explainOne(issue, []));
}

function explainOne(issue: Issue, before: Step[]): Problem[] {
  const steps = [...before, ...stepsOf(issue)];
  const inner = narrowed(issue);
  if (inner) return inner.flatMap((each) => explainOne(each, steps));
  return [{ path: writePath(steps), message: messageOf(issue) }];
}

/** A union says only that nothing fitted. Which case was meant shows in its keys: tell what that one lacks. */
function narrowed(issue: Issue): readonly Issue[] | undefined {
  if (issue.type !== 'union' || issue.message !== caseSchema.message) return undefined;
  const variant = variantOf(issue.input);
  return variant && safeParse(variant, issue.input).issues;
}

function messageOf(issue: Issue): string {
  const last = issue.path?.at(-1);
  if (issue.input === undefined && last && 'key' in last) return `\`${String(last.key)}\` is missing.`;
  return `Expected ${issue.message}, found ${found(issue.input)}.`;
}

const stepsOf = (issue: Issue): Step[] =>
  (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));

function found(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list';
  if (typeof input === 'object') return 'an object';
  if (input === '') return 'an empty text';
  if (typeof input !== 'string') return String(input);
  const written = JSON.stringify(input);
  return `the text ${written.length > 40 ? `${written.slice(0, 39)}…` : written}`;
}
