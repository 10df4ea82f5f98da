import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import ts from 'typescript';
import { parseQuestion } from '../question/index.js';
import { runCli, type CliArguments } from './cli.js';
import { fromExercism, importExercism } from './index.js';
import { callName, pythonName, titleOf } from './names.js';
import { infer } from './types.js';
import { pythonType, typescriptType } from './starters.js';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/exercism/${name}.json`, import.meta.url), 'utf8');
const canonical = (name: string): unknown => JSON.parse(fixture(name));
const exercise = (...cases: object[]) => ({ exercise: 'some-thing', cases });
const starter = (question: ReturnType<typeof fromExercism>, language: string) => {
  const { entry = '', files = {} } = question.languages[language] ?? {};
  return [entry, files[entry]];
};

describe('an exercise becomes a question', () => {
  for (const [name, count] of [['hamming', 9], ['run-length-encoding', 12], ['two-fer', 3], ['word-count', 14]] as const) {
    it(`${name}: a good one, its TypeScript starter without a type error`, () => {
      const question = fromExercism(canonical(name));
      assert.deepEqual(parseQuestion(JSON.stringify(question)).problems, undefined);
      assert.equal(question.cases?.length, count);
      const [path, text] = starter(question, 'typescript');
      assert.deepEqual(typeErrors(String(path), String(text)), []);
    });
  } // prettier-ignore

  it('takes of a case that another reimplements the other alone', () => {
    const names = fromExercism(canonical('hamming')).cases?.map(({ name }) => name) ?? [];
    assert.equal(names.filter((name) => name === 'disallow first strand longer').length, 1);
    assert.equal(new Set(names).size, names.length);
  });

  it('expects an error where the data says so, whatever its words', () => {
    const failing = fromExercism(canonical('hamming')).cases?.filter(
      (each) => 'call' in each && each.error === true,
    );
    assert.equal(failing?.length, 4);
    for (const each of failing ?? []) assert.ok(!('expected' in each));
  });

  it('writes several functions, types and names as each language does', () => {
    const question = fromExercism(canonical('run-length-encoding'));
    assert.deepEqual(starter(question, 'python'), [
      'run_length_encoding.py',
      'def encode(string: str) -> str:\n    pass\n\n\ndef decode(string: str) -> str:\n    pass\n',
    ]);
    assert.equal(question.cases?.[0]?.name, 'run-length encode a string: empty string');
    assert.match(
      String(starter(fromExercism(canonical('two-fer')), 'python')[1]),
      /^def two_fer\(name: str \| None\) -> str:/,
    );
    const [path, text] = starter(fromExercism(canonical('word-count')), 'typescript');
    assert.equal(path, 'word-count.ts');
    assert.match(String(text), /^export function countWords\(sentence: string\): Record<string, number> \{/);
  });

  it('tells what it left out', () => {
    const { skipped } = importExercism(canonical('run-length-encoding'));
    assert.deepEqual(skipped.map(({ property }) => property), ['consistency']); // prettier-ignore
  });

  it('keeps arguments in one order, with null for one that a case has not', () => {
    const question = fromExercism(
      exercise(
        { description: 'a', property: 'join', input: { first: 1, second: 2 }, expected: 3 },
        { description: 'b', property: 'join', input: { second: 5 }, expected: null },
        { description: 'c', property: 'join', input: { second: 7, first: 6 }, expected: 13 },
      ),
    );
    assert.deepEqual(question.cases?.map(({ args }) => args), [[1, 2], [null, 5], [6, 7]]); // prettier-ignore
    assert.match(
      String(starter(question, 'typescript')[1]),
      /join\(first: number \| null, second: number\): number \| null/,
    );
  });

  it('makes names that may be used', () => {
    const input = { 'class': 1, 'from': 2, '2nd value': 3 };
    const question = fromExercism(exercise({ description: 'a', property: 'delete', input, expected: true }));
    assert.match(
      String(starter(question, 'python')[1]),
      /^def delete_\(class_: int, from_: int, value2nd_value: int\) -> bool:/,
    );
    assert.deepEqual(typeErrors('some-thing.ts', String(starter(question, 'typescript')[1])), []);
    assert.deepEqual(parseQuestion(question).problems, undefined);
  });

  it('takes what is said beside the data', () => {
    const options = { id: 'other', title: 'T', statement: 'S', difficulty: 'hard', tags: ['a'], hints: ['h'], languages: ['python'] } as const; // prettier-ignore
    const {
      cases: _,
      languages,
      ...rest
    } = fromExercism(canonical('two-fer'), { ...options, tags: ['a'], hints: ['h'] });
    assert.deepEqual(rest, {
      id: 'other',
      title: 'T',
      statement: 'S',
      difficulty: 'hard',
      tags: ['a'],
      hints: ['h'],
    });
    assert.deepEqual(Object.keys(languages), ['python']);
  });

  it('makes a statement that shows examples and says what fails', () => {
    const { statement } = fromExercism(canonical('hamming'));
    assert.match(statement, /Write `distance\(strand1, strand2\)`/);
    assert.match(statement, /distance\("A", "A"\) → 0/);
    assert.match(statement, /raises an error for: “strands must be of equal length”/);
    assert.match(statement, /Exercism/);
  });

  it('says what is wrong with other data, and throws nothing but that', () => {
    for (const [data, message] of [
      [null, /canonical data/],
      [{ exercise: 'a' }, /cases/],
      [exercise({ description: 'a' }), /property/],
      [exercise(), /no case/],
    ] as const)
      assert.throws(() => fromExercism(data), (error) => error instanceof TypeError && message.test(error.message)); // prettier-ignore
    fc.assert(fc.property(fc.jsonValue(), (value) => assert.throws(() => fromExercism(value), TypeError)));
  });
});

/** What TypeScript says of a file under `strict`. */
function typeErrors(path: string, text: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const real = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    name === path ? ts.createSourceFile(path, text, target) : real(name, target);
  const program = ts.createProgram([path], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('names and types', () => {
  it('names', () => {
    for (const [property, call, python] of [
      ['leapYear', 'leapYear', 'leap_year'],
      ['isIPv4', 'isIPv4', 'is_ipv4'],
      ['color code', 'colorCode', 'color_code'],
      ['new', 'new_', 'new_'],
      ['lambda', 'lambda_', 'lambda_'],
    ] as const) {
      assert.equal(callName(property), call);
      assert.equal(pythonName(call), python);
    }
    assert.equal(titleOf('run-length-encoding'), 'Run length encoding');
  });

  it('types', () => {
    for (const [values, python, typescript] of [
      [[], 'object', 'unknown'],
      [[1, 2.5], 'float', 'number'],
      [[[1], [null]], 'list[int | None]', '(number | null)[]'],
      [[[]], 'list[object]', 'unknown[]'],
      [[{ a: 1 }, { b: 2 }], 'dict[str, int]', 'Record<string, number>'],
      [
        [
          { x: 1, y: 'a' },
          { x: 2, y: 'b' },
        ],
        'dict[str, object]',
        '{ x: number; y: string }',
      ],
      [[true, 'a', 1], 'bool | int | str', 'boolean | number | string'],
    ] as const) {
      assert.equal(pythonType(infer(values)), python);
      assert.equal(typescriptType(infer(values)), typescript);
    }
  });
});

describe('the command', () => {
  /** Runs it over files in memory. */
  async function run(
    positionals: string[],
    values: CliArguments['values'] = {},
    given: Record<string, string> = {},
  ) {
    const files = { ...given };
    const lines: string[] = [];
    const errors: string[] = [];
    const code = await runCli(
      { positionals, values },
      {
        read: async (path) => files[path] ?? Promise.reject(new Error('no such file')),
        write: async (path, text) => void (files[path] = text),
        print: (line) => lines.push(line),
        printError: (line) => errors.push(line),
      },
    );
    return { code, files, out: lines.join('\n'), errors: errors.join('\n') };
  }

  it('imports, and what it writes is good', async () => {
    const given = { 'a.json': fixture('two-fer'), 's.md': 'The story.' };
    const values = { out: 'q/', statement: 's.md', language: 'python', difficulty: 'easy' };
    const { code, files, out } = await run(['import-exercism', 'a.json'], values, given);
    assert.equal(code, 0);
    assert.match(out, /q\/two-fer\.json: 3 cases/);
    const { question } = parseQuestion(files['q/two-fer.json']);
    assert.equal(question?.statement, 'The story.');
    assert.equal((await run(['validate', 'q/two-fer.json'], {}, files)).code, 0);
  });

  it('goes on after a file that fails, and says which', async () => {
    const given = { 'bad.json': '{', 'good.json': fixture('hamming') };
    const { code, errors, files } = await run(
      ['import-exercism', 'bad.json', 'none.json', 'good.json'],
      { out: 'q' },
      given,
    );
    assert.equal(code, 1);
    assert.match(errors, /bad\.json: .*line 1, column 2[^]*none\.json: no such file/);
    assert.ok(files['q/hamming.json']);
  });

  it('tells every problem with its place', async () => {
    const { code, errors } = await run(['validate', 'a.json'], {}, { 'a.json': '{"id": 3}' });
    assert.equal(code, 1);
    assert.match(errors, /a\.json: id: Expected a text, found 3\.[^]*a\.json: title: `title` is missing/);
  });

  it('says how it is used', async () => {
    assert.deepEqual([(await run([])).code, (await run(['import-exercism', 'a.json'])).code], [2, 2]);
    assert.match((await run([], { help: true })).out, /import-exercism FILE/);
    for (const values of [{ language: 'rust' }, { difficulty: 'brutal' }])
      assert.equal((await run(['import-exercism', 'a.json'], { out: 'q', ...values })).code, 2);
    assert.equal((await run(['import-exercism', 'a', 'b'], { out: 'q', statement: 's' })).code, 2);
  });
});
