import { listOf, objectOf } from '@interview-room/backends/wire';
import { Skip, type Check, type Probe } from '../../kit/check.js';
import { ask, expect, expectDetail, objectIn, type Answer } from './rest.js';

const SELECT = 'POST /questions/select_question';
const EXECUTE = 'POST /api/v2/piston/execute';
const source = 'docs/BACKENDS.md#code-interview-agent';

/** Where the bank is: as it is set, or the next port beside the backend's own 8000, or at the backend itself. */
function bankOf({ url, settings }: Probe): string {
  if (settings['bank']) return settings['bank'].replace(/\/+$/, '');
  const beside = new URL(url);
  if (beside.port !== '8000') return url;
  beside.port = '8001';
  return beside.origin;
}

async function asked(probe: Probe, what: string, body: unknown): Promise<Answer> {
  const base = bankOf(probe);
  const answer = await ask(probe, what, body, base).catch(() => undefined);
  if (!answer || answer.status === 404) throw new Skip(`There is none at ${base}: give --setting bank=…`);
  return answer;
}

const question = {
  id: '…',
  title: 'text',
  difficulty: 'Easy|Medium|Hard',
  description: 'text',
  examples: [{ input: 'text', output: 'text' }],
  constraints: ['text'],
  testCases: [{ input: 'text', expectedOutput: 'text' }],
};

function expectQuestion(json: unknown, difficulty: string): void {
  const found = objectOf(json);
  const wanted = { ...question, difficulty };
  for (const name of ['title', 'description'])
    expect(typeof found[name] === 'string', wanted, json, `"${name}" is no text.`);
  expect(found['difficulty'] === difficulty, wanted, json, 'The difficulty is another.');
  for (const name of ['examples', 'constraints', 'testCases'])
    expect(Array.isArray(found[name]), wanted, json, `"${name}" is no list.`);
  const pairs = listOf(found['testCases']).map(objectOf);
  const isText = pairs.every(({ input, expectedOutput }) => typeof input === 'string' && typeof expectedOutput === 'string'); // prettier-ignore
  expect(isText, question.testCases, found['testCases'], 'A test case is not made of texts.');
}

export const bank: readonly Check[] = [
  {
    id: 'code-interview-agent.bank.select',
    title: 'the question bank gives a question of each difficulty',
    capability: 'question',
    source,
    async run(probe) {
      for (const difficulty of ['Easy', 'Medium', 'Hard']) {
        const expected = { message: 'text', status: 'success', question };
        const body = objectIn(await asked(probe, SELECT, { difficulty }), expected);
        expect(body['status'] === 'success', expected, body, 'The status is another.');
        expectQuestion(body['question'], difficulty);
      }
    },
  },
  {
    id: 'code-interview-agent.bank.wrong',
    title: 'the question bank says what is wrong with a request',
    capability: 'question',
    source,
    run: async (probe) => expectDetail(await asked(probe, SELECT, { difficulty: 3 }), [422, 400]),
  },
  {
    id: 'code-interview-agent.execute',
    title: 'a program is run, and what it prints is told',
    capability: 'execution',
    source,
    async run(probe) {
      const order = {
        language: 'python',
        version: '3.10.0',
        files: [{ content: 'print(input())\n' }],
        stdin: 'hello\n',
      };
      const expected = { run: { stdout: 'hello\n', stderr: '', output: 'hello\n', code: 0 } };
      const { run } = objectIn(await asked(probe, EXECUTE, order), expected);
      const { stdout, code } = objectOf(run);
      expect(stdout === 'hello\n' && code === 0, expected, run, 'It ran otherwise.');
    },
  },
];
