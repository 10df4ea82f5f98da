import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import {
  languagesOf,
  parseQuestion,
  questionSchema,
  starterFiles,
  testsFor,
  type Problem,
  type Question,
} from './index.js';

const good = (): Question => ({
  id: 'two-sum',
  title: 'Two sum',
  difficulty: 'easy',
  statement: 'Find two numbers.',
  cases: [{ call: 'twoSum', args: [[1, 2], 3], expected: [0, 1] }],
  languages: {
    python: {
      entry: 'two_sum.py',
      files: {
        'lib/helper.py': { text: 'x = 1', hidden: true },
        'two_sum.py': 'pass',
        'data.txt': { text: '1', readonly: true },
      },
      tests: { 'test_two_sum.py': 'import unittest', 'secret.py': { text: '', hidden: true } },
      cases: [{ stdin: '1 2', stdout: '3' }],
    },
  },
});
/** The good question with some of its values set, each by its path (`cases>0>args`), or taken out if undefined. */
function but(changes: Record<string, unknown>): unknown {
  const question: unknown = structuredClone(good());
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('>');
    const last = steps.pop() ?? '';
    const target = steps.reduce((at, step) => (at as Record<string, unknown>)[step], question) as Record<
      string,
      unknown
    >;
    if (value === undefined) delete target[last];
    else target[last] = value;
  }
  return question;
}
const problems = (json: unknown): Problem[] => parseQuestion(json).problems ?? [];

describe('a question that is right', () => {
  it('is read, from text and from an object, and keys of others do not matter', () => {
    assert.deepEqual(parseQuestion(good()).question, good());
    assert.deepEqual(problems(but({ 'cases': [], 'languages>python>cases': undefined, 'languages>python>tests': undefined })), []); // prettier-ignore
    assert.deepEqual(parseQuestion(`\uFEFF${JSON.stringify(good())}`).question, good());
    assert.deepEqual(parseQuestion(but({ 'x-course': { week: 3 } })).question, good());
  });

  it('gives its files, the entry first, and what judges it', () => {
    assert.deepEqual(languagesOf(good()), ['python']);
    assert.deepEqual(starterFiles(good(), 'python'), [
      { path: 'two_sum.py', text: 'pass', readonly: false, hidden: false },
      { path: 'lib/helper.py', text: 'x = 1', readonly: false, hidden: true },
      { path: 'data.txt', text: '1', readonly: true, hidden: false },
    ]);
    const { files, testFiles, cases } = testsFor(good(), 'python');
    assert.deepEqual(testFiles, ['test_two_sum.py', 'secret.py']);
    assert.deepEqual(files.map(({ readonly, hidden }) => [readonly, hidden]), [[true, false], [true, true]]); // prettier-ignore
    assert.equal(cases.length, 2);
    for (const language of ['rust', 'constructor', '__proto__']) {
      assert.deepEqual(starterFiles(good(), language), []);
      assert.deepEqual(testsFor(good(), language), { files: [], testFiles: [], cases: [] });
    }
  });
});

describe('a question that is wrong says where and what was expected', () => {
  const rows: [what: string, json: unknown, path: string, message: RegExp][] = [
    ['a list', [], '', /one JSON object/],
    ['nothing', undefined, '', /one JSON object/],
    ['a missing key', but({ title: undefined }), 'title', /`title` is missing/],
    ['a text for a number', but({ 'timeMinutes': '25' }), 'timeMinutes', /a number, found the text "25"/],
    ['a limit of 0', but({ 'limits': { wallMs: 0 } }), 'limits.wallMs', /above 0, found 0/],
    ['a word that is none of three', but({ 'difficulty': 'brutal' }), 'difficulty', /"easy", "medium", "hard", found the text "brutal"/],
    ['an id with a space', but({ 'id': 'two sum' }), 'id', /letters, digits/],
    ['an empty hint', but({ 'hints': ['a', ''] }), 'hints[1]', /not empty, found an empty text/],
    ['arguments that are no list', but({ 'languages>python>cases>1': { call: 'f', args: 3, expected: 1 } }), 'languages.python.cases[1].args', /a list, found 3/],
    ['output that is missing', but({ 'cases': [{ stdin: '' }] }), 'cases[0].stdout', /`stdout` is missing/],
    ['steps that are missing', but({ 'cases': [{ construct: 'Stack' }] }), 'cases[0].steps', /`steps` is missing/],
    ['a step that calls nothing', but({ 'cases': [{ construct: 'S', steps: [{ expected: 1 }] }] }), 'cases[0].steps[0].call', /missing/],
    ['a case of no kind', but({ 'cases': [{ name: 'a' }] }), 'cases[0]', /`call`, with `construct`/],
    ['a case that expects nothing', but({ 'cases': [{ call: 'f', args: [] }] }), 'cases[0]', /`expected` .* or `error`/],
    ['a file without text', but({ 'languages>python>files>a.py': { readonly: true } }), 'languages.python.files["a.py"]', /text/],
    ['an absolute path', but({ 'languages>python>files>/etc/a': '' }), 'languages.python.files["/etc/a"]', /relative path/],
    ['a path that climbs', but({ 'languages>python>files>a/../../b': '' }), 'languages.python.files["a/../../b"]', /without empty parts/],
    ['an entry that is no file', but({ 'languages>python>entry': 'main.py' }), 'languages.python.entry', /one of `files`, found "main.py"/],
    ['a test that is a file too', but({ 'languages>python>tests>two_sum.py': '' }), 'languages.python.tests["two_sum.py"]', /also one of `files`/],
    ['no language', but({ 'languages': {} }), 'languages', /at least one language/],
    ['nothing that judges', but({ 'cases': undefined, 'languages>python>cases': undefined, 'languages>python>tests': undefined }), 'languages.python', /Nothing judges/],
    ['a slip of the pen', but({ 'hint': ['a'] }), 'hint', /Did you mean `hints`/],
    ['two letters swapped', but({ 'cases>0': { call: 'f', agrs: [], expected: 1 } }), 'cases[0].agrs', /Did you mean `args`/],
    ['another case', but({ 'timeminutes': 3 }), 'timeminutes', /Did you mean `timeMinutes`/],
    ['a slip deep inside', but({ 'languages>python>files>data.txt': { text: '', readOnl: true } }), 'languages.python.files["data.txt"].readOnl', /`readonly`/],
  ]; // prettier-ignore
  for (const [what, json, path, message] of rows) {
    it(what, () => {
      const found = problems(json);
      assert.deepEqual(found.map((problem) => problem.path), [path]); // prettier-ignore
      assert.match(found[0]?.message ?? '', message);
    });
  }

  it('but lets a key be that is like another which is there too', () => {
    assert.deepEqual(problems(but({ 'tag': [], 'tags': [], 'cases>0>arg': 1 })), []);
  });

  it('says all of it at once', () => {
    const found = problems(but({ 'title': 3, 'statement': '', 'cases>0>args': 'x' }));
    assert.deepEqual(found.map(({ path }) => path), ['title', 'statement', 'cases[0].args']); // prettier-ignore
  });
});

describe('text that is no JSON', () => {
  const rows: [text: string, message: RegExp][] = [
    ['', /found nothing/],
    ['<!DOCTYPE html><html>', /found a web page/],
    ['  <html lang="en">', /found a web page/],
    ['{\n  "id": "a",\n}', /line 3, column 1: Expected a key in double quotes, found `}`/],
    ['{\n  "id" "a"}', /line 2, column 8: Expected a colon, found `"`/],
    ['{"id": "a"\n "title": 3}', /line 2, column 2: Expected a comma or `}`, found `"`/],
    ['[1, 2', /line 1, column 6: Expected a comma or `\]`, found the end of the file/],
    ['{"a": "x\ny"}', /line 1, column 7: This text in quotes is not closed/],
    ["{'a': 1}", /line 1, column 2: Texts stand in double quotes/],
    ['{} // note', /line 1, column 4: JSON has no comments/],
    ['{"a": undefined}', /line 1, column 7: Expected a value, found `undefined`/],
    ['{"a": 1}}', /line 1, column 9: Expected nothing more, found `}`/],
    ['[1,]', /line 1, column 4: Expected a value, found `\]`/],
  ];
  for (const [text, message] of rows)
    it(JSON.stringify(text), () => assert.match(problems(text)[0]?.message ?? '', message));

  it('always says where, and never says that of text that is JSON', () => {
    const cut = fc.tuple(fc.jsonValue(), fc.nat(), fc.string({ maxLength: 2 }));
    let broken = 0;
    fc.assert(
      fc.property(cut, ([value, place, insert]) => {
        const whole = JSON.stringify(value);
        const at = place % (whole.length + 1);
        const text = whole.slice(0, at) + insert + whole.slice(at + 1);
        const message = problems(text)[0]?.message ?? '';
        const parses = isJson(text);
        if (!parses) broken++;
        if (text.trim() !== '')
          assert.equal(/^This is not JSON: line \d+, column \d+: ./.test(message), !parses, text);
      }),
      { numRuns: 1000 },
    );
    assert.ok(broken > 100);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('any JSON at all', () => {
  it('is a question or has problems with a message each, and nothing throws', () => {
    const keys = fc.constantFrom('id', 'title', 'statement', 'cases', 'languages', 'python', 'files', 'entry', 'call', 'stdin', 'hints', '__proto__', 'constructor'); // prettier-ignore
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
        fc.jsonValue(),
        fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
        fc.array(tie('tree'), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const { question, problems: found = [] } = parseQuestion(value);
        assert.ok(question ? found.length === 0 : found.length > 0);
        for (const { path, message } of found) assert.ok(typeof path === 'string' && message.length > 5);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the JSON Schema', () => {
  const schema = toJsonSchema(questionSchema, { errorMode: 'throw' });
  const validate = new Ajv({ strict: false }).compile(schema);

  it('takes what the parser takes', () => {
    assert.equal(validate(good()), true, JSON.stringify(validate.errors));
    assert.equal(new Ajv2020({ strict: false }).compile({ ...schema, $schema: undefined })(good()), true);
  });

  it('refuses what has the wrong shape', () => {
    for (const json of [
      [],
      but({ title: undefined }),
      but({ difficulty: 'brutal' }),
      but({ cases: [{ name: 'a' }] }),
      but({ 'languages>python>files>a.py': 3 }),
      but({ 'languages>python>files>/a.py': '' }),
    ])
      assert.equal(validate(json), false, JSON.stringify(json));
  });
});

describe('docs/QUESTIONS.md', async () => {
  const url = new URL('../../../../docs/QUESTIONS.md', import.meta.url);
  const text = await readFile(url, 'utf8');
  const validate = new Ajv({ strict: false }).compile(toJsonSchema(questionSchema));
  const examples = [...text.matchAll(/```json question\n([\s\S]*?)```/g)].map(([, json]) => json ?? '');

  it('has examples', () => assert.ok(examples.length >= 3));
  for (const [index, json] of examples.entries()) {
    it(`example ${index + 1} is a good question, by the parser and by the schema`, () => {
      assert.deepEqual(problems(json), []);
      assert.equal(validate(JSON.parse(json)), true, JSON.stringify(validate.errors));
    });
  }

  it('names every field of the format', () => {
    const names = fieldsOf(toJsonSchema(questionSchema));
    for (const name of names) assert.ok(text.includes(`\`${name}\``), name);
    assert.ok(names.size > 25);
  });
});

/** The names of all properties that a JSON Schema describes, at any depth. */
function fieldsOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return new Set([...own, ...Object.values(schema).flatMap((inner) => [...fieldsOf(inner)])]);
}
