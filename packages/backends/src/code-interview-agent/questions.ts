import {
  parseQuestion,
  type Json as Value,
  type Question,
  type QuestionCase,
} from '@interview-room/core/question';
import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type Json } from '../wire/index.js';

/** What is called, where the bank's inputs are arguments: it names no function itself. */
const FUNCTION = 'solution';
const MOST_CASES = 100;
const LONGEST = 50_000;
const difficulties = ['easy', 'medium', 'hard'] as const;

const fence = (text: string): string => {
  const ticks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}text\n${text}\n${ticks}`;
};

interface Pair {
  readonly input: string;
  readonly output: string;
  readonly explanation: string;
}

/** A question of the bank in the question format; undefined where it is none. */
export function bankQuestion(json: unknown): Question | undefined {
  if (!isObject(json) || !textOf(json['title']).trim()) return undefined;
  const pairs = pairsOf(json['testCases'] ?? json['test_cases']);
  const examples = pairsOf(json['examples']);
  const calls = callsOf(pairs, examples);
  return parseQuestion({
    ...headOf(json),
    statement: statementOf(json, examples, calls?.names),
    ...(calls
      ? { cases: calls.cases, languages: callable(calls.names) }
      : {
          cases: pairs.map(({ input, output }) => ({ stdin: `${input}\n`, stdout: output })),
          languages: readers,
        }),
  }).question;
}

/** A question of which the title is known, and nothing else: an editor to talk over. */
export function titleQuestion(title: string, difficulty = ''): Question | undefined {
  const statement =
    'The interviewer asks this question in the talk. Write your answer here; ask where something is not clear.';
  return parseQuestion({ ...headOf({ title, difficulty }), statement, cases: [], languages: empty }).question;
}

function headOf(json: Json): object {
  const title = textOf(json['title']).trim().slice(0, 200);
  const difficulty = difficulties.find((each) => each === textOf(json['difficulty']).trim().toLowerCase());
  const tag = textOf(json['problemType']).trim().slice(0, 100);
  return {
    id: idOf(title, textOf(json['id'])),
    title,
    ...(difficulty && { difficulty }),
    ...(tag && { tags: [tag] }),
  };
}

const slug = (text: string): string =>
  text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80); // prettier-ignore

const idOf = (title: string, id: string): string => slug(`${title} ${id}`) || 'question';

function statementOf(json: Json, examples: readonly Pair[], names: readonly string[] | undefined): string {
  const constraints = listOf(json['constraints']).map(textOf).filter(Boolean).slice(0, 50);
  const shown = examples.slice(0, 20).map(({ input, output, explanation }) => {
    const block = fence(`${input}\n→ ${output}`);
    return explanation ? `${block}\n\n${explanation}` : block;
  });
  return [
    textOf(json['description']).trim().slice(0, LONGEST) || `Solve “${textOf(json['title']).trim()}”.`,
    names && `Write a function \`${FUNCTION}(${names.join(', ')})\` that returns the answer.`,
    shown.length > 0 && `## Examples\n\n${shown.join('\n\n')}`,
    constraints.length > 0 &&
      `## Constraints\n\n${constraints.map((each) => `- ${each.slice(0, 1000)}`).join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Input and output; of a hidden one nothing is kept. */
function pairsOf(list: unknown): Pair[] {
  return listOf(list).slice(0, MOST_CASES).flatMap((each) => {
    const { input, output, expectedOutput, expected_output, explanation, hidden } = objectOf(each);
    if (hidden === true || (input === undefined && output === undefined)) return [];
    const result = [output, expectedOutput, expected_output].find((one) => one !== undefined);
    if (result === undefined) return [];
    return [{ input: written(input), output: written(result), explanation: textOf(explanation).slice(0, 2000) }];
  }); // prettier-ignore
}

const written = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, LONGEST);

/**
 * The bank does not say whether a line of input is an argument or what a program reads. They are arguments where every line is
 * JSON, there are equally many in each case, and they cannot be mistaken: the examples name them, or one is a list or in quotes.
 */
function callsOf(
  pairs: readonly Pair[],
  examples: readonly Pair[],
): { names: string[]; cases: QuestionCase[] } | undefined {
  const read = pairs.map(({ input, output }) => ({ args: linesOf(input), expected: jsonOf(output) }));
  const arity = read[0]?.args.length ?? 0;
  if (arity === 0 || arity > 20 || read.some(({ args }) => args.length !== arity)) return undefined;
  const cases = read.flatMap(({ args, expected }) =>
    expected && args.every((each) => each !== undefined)
      ? [
          {
            call: FUNCTION,
            args: args.map((each) => each?.value as Value),
            expected: expected.value as Value,
          },
        ]
      : [],
  );
  if (cases.length < read.length) return undefined;
  const named = namesIn(examples, arity);
  const clear = cases.every(({ args }) => args.some((each) => numberOf(each) === undefined));
  if (!named && !clear) return undefined;
  return { cases, names: named ?? Array.from({ length: arity }, (_, at) => `arg${at + 1}`) };
}

const linesOf = (input: string) => input.split('\n').filter((line) => line.trim() !== '').map(jsonOf); // prettier-ignore

function jsonOf(text: string): { value: unknown } | undefined {
  const value = parseJson(text);
  return value === undefined ? undefined : { value };
}

/** `nums = [2,7], target = 9` names them. */
function namesIn(examples: readonly Pair[], arity: number): string[] | undefined {
  const names = [...(examples[0]?.input ?? '').matchAll(/(?:^|[,\n])\s*([A-Za-z_]\w{0,40})\s*=(?!=)/g)].map(([, name = '']) => name); // prettier-ignore
  if (names.length !== arity || new Set(names).size !== arity) return undefined;
  return names.map((name) => (RESERVED.has(name) ? `${name}_` : name));
}

const RESERVED: ReadonlySet<string> = new Set(
  'and as assert async await break case catch class const continue debugger def default del delete do elif else enum except export extends false False finally for from function global if import in instanceof is lambda let new None nonlocal not null or pass raise return solution super switch this throw true True try typeof var void while with yield'.split(' '),
); // prettier-ignore

const inBoth = (python: string, javascript: string): Question['languages'] => ({
  python: { entry: 'main.py', files: { 'main.py': python } },
  javascript: { entry: 'main.js', files: { 'main.js': javascript } },
});

const callable = (names: readonly string[]) =>
  inBoth(
    `def ${FUNCTION}(${names.join(', ')}):\n    # Write your solution here.\n    pass\n`,
    `export function ${FUNCTION}(${names.join(', ')}) {\n  // Write your solution here.\n}\n`,
  );
const readers = inBoth(
  '# Read with input(), and print the answer.\n',
  "import { readFileSync } from 'node:fs';\n\nconst lines = readFileSync(0, 'utf8').split('\\n');\n// Print the answer with console.log().\n",
);
const empty = inBoth('# Write your code here.\n', '// Write your code here.\n');
