import type { Draft } from '@interview-room/core/protocol';
import { newId, ROOM, toBase64 } from '@interview-room/core/protocol';
import { publicQuestion, type Question } from '@interview-room/core/question';
import { Doc, encodeStateAsUpdate } from 'yjs';

/** A question with tests of both sorts: words that begin with `secret` are in none but the hidden ones. */
export const addition: Question = {
  id: 'addition',
  title: 'Addition',
  statement: 'Add two numbers.',
  limits: { wallMs: 20_000 },
  cases: [
    { name: 'two and two', call: 'add', args: [2, 2], expected: 4 },
    { name: 'secret-case-name', call: 'add', args: [700_070_007, 3], expected: 700_070_010, hidden: true },
  ],
  interview: {
    tellResults: true,
    guide: 'secret-guide',
    rubric: [{ id: 'secret-rubric', title: 'secret-line' }],
  },
  languages: {
    python: {
      entry: 'add.py',
      files: {
        'add.py': 'def add(a, b):\n    return 0\n',
        'fixed.py': { text: 'FACTOR = 1\n', readonly: true },
      },
      tests: {
        'test_add.py':
          'import unittest\nfrom add import add\n\nclass TestShown(unittest.TestCase):\n    def test_one(self):\n        self.assertEqual(add(1, 0), 1)\n',
        'test_hidden.py': {
          hidden: true,
          text: 'import unittest\nfrom add import add\n\nclass SecretSuite(unittest.TestCase):\n    def test_secret_sum(self):\n        self.assertEqual(add(313373133, 1), 313373134)\n',
        },
      },
    },
    javascript: {
      entry: 'add.js',
      files: { 'add.js': 'export function add(a, b) {\n  return 0;\n}\n' },
      tests: {
        'hidden.test.js': {
          hidden: true,
          text: "import { expect, test } from 'vitest';\nimport { add } from './add.js';\ntest('secret-js-test', () => expect(add(313373133, 1)).toBe(313373134));\n",
        },
      },
    },
  },
};

/** What must be in nothing that a candidate is sent. */
export const secrets = [
  'secret',
  'Secret',
  // Long enough not to stand in a hash by chance.
  '700070007',
  '700070010',
  '313373133',
  '313373134',
  'test_hidden',
  'hidden.test',
  '"hidden"',
];

export const draft = (kind: string, body: unknown, by = ROOM): Draft => ({ id: newId(), by, kind, body });

/** The entries that a room on a question begins with. */
export const opening = (question: Question): Draft[] => [
  draft('room.opened', { question: { id: question.id, hash: 'h' }, content: publicQuestion(question) }),
  { ...draft('question.secret', { question }), audience: 'interviewers' },
];

let written = 0;

/** An update that lays out files, by their full paths. */
export function filesUpdate(files: Readonly<Record<string, string>>): { update: string } {
  const doc = new Doc();
  // Of two who write in the same place the lower number comes first: what is written later is to stand later.
  doc.clientID = ++written;
  for (const [path, text] of Object.entries(files)) {
    doc.getMap<string>('files').set(path, `file:${path}`);
    doc.getText(`file:${path}`).insert(0, text);
  }
  return { update: toBase64(encodeStateAsUpdate(doc)) };
}
