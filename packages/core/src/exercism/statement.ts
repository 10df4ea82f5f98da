import type { QuestionCase } from '../question/schema.js';
import type { Signature } from './starters.js';

/** How many examples of each function are shown. */
const EXAMPLES = 3;

/**
 * Canonical data says what is tested, not what is asked. Short and honest: which functions to write, some of their
 * examples, what the data's authors noted, and where it is from.
 */
export function describeExercise(
  signatures: readonly Signature[],
  cases: readonly QuestionCase[],
  comments: readonly string[],
) {
  const parts = signatures.map((signature) => describeFunction(signature, cases));
  const notes = comments.join('\n').trim();
  if (notes) parts.push(`## Notes from the test data\n\n${notes.replace(/^/gm, '> ')}`);
  return [...parts, 'Cases from Exercism’s problem specifications (MIT, © Exercism).'].join('\n\n');
}

function describeFunction({ name, params, errors }: Signature, cases: readonly QuestionCase[]): string {
  const head = `Write \`${name}(${params.map((param) => param.name).join(', ')})\`.`;
  const examples = cases.flatMap((each) =>
    'call' in each && each.call === name && !each.error ? [each] : [],
  );
  const lines = examples
    .slice(0, EXAMPLES)
    .map(
      ({ args = [], expected }) =>
        `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')}) → ${JSON.stringify(expected)}`,
    );
  const parts = [head];
  if (lines.length > 0) parts.push(`\`\`\`text\n${lines.join('\n')}\n\`\`\``);
  if (errors.length > 0)
    parts.push(`It raises an error for: ${errors.map((error) => `“${error}”`).join(', ')}.`);
  return parts.join('\n\n');
}
