import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Question } from '@interview-room/core/question';
import * as fc from 'fast-check';
import { zip } from './desk/zip.js';
import { faultOf } from './file-tabs/file-name.js';
import { filesToRun, tabsOf } from './practice/files.js';
import { editBetween, merge } from './practice/merge.js';
import { earlierTests, keptResults } from './practice/results.js';
import { firstLanguage } from './practice/languages.js';
import { examplesOf } from './question-view/examples.js';
import { clockText } from './room-timer/clock-text.js';

const question: Question = {
  id: 'q',
  title: 'Q',
  statement: 'S',
  languages: {
    python: {
      entry: 'main.py',
      files: {
        'main.py': 'start',
        'fixed.txt': { text: 'fixed', readonly: true },
        'h.py': { text: 'h', hidden: true },
      },
      tests: { 'test_main.py': 'tests' },
    },
    javascript: { entry: 'main.js', files: { 'main.js': '' } },
  },
};

describe('what is kept of results', () => {
  const test = (name: string, status: 'passed' | 'failed', texts: object) =>
    ({ type: 'test', name, status, durationMs: 1, ...texts }) as const;

  it('comes back as it was, where it is short', () => {
    const results = [
      test('a', 'passed', { output: 'printed' }),
      test('b', 'failed', { message: 'no', expected: '1', actual: '2' }),
      test('c', 'passed', {}),
    ];
    const summary = { total: 3, passed: 2, failed: 1, errored: 0, skipped: 0, durationMs: 3 };
    const back = earlierTests({ language: 'python', at: 5, summary, tests: keptResults(results) });
    assert.deepEqual(back, { at: 5, summary: { type: 'summary', ...summary }, tests: results });
  });

  it('is bounded, with every name and status, and what failed before what passed', () => {
    const long = 'x'.repeat(100_000);
    const results = [
      ...Array.from({ length: 30 }, (_, at) => test(`p${at}`, 'passed', { output: long })),
      test('bad', 'failed', { expected: long, actual: 'short' }),
    ];
    const kept = keptResults(results);
    assert.deepEqual(
      kept.map(({ name, status }) => [name, status]),
      results.map(({ name, status }) => [name, status]),
    );
    assert.ok(JSON.stringify(kept).length < 50_000);
    assert.match(String(kept.at(-1)?.expected), /^x+…$/);
    assert.equal(kept.at(-1)?.actual, 'short');
  });

  it('is shown without what another version may have kept', () => {
    const summary = { total: 1, passed: 0, failed: 1, errored: 0, skipped: 0, durationMs: 3 };
    const tests = [{ name: 'a', status: 'failed' as const, durationMs: 1, expected: [1], actual: 'b' }];
    const [shown] = earlierTests({ language: 'python', at: 5, summary, tests }).tests;
    assert.deepEqual(shown, { type: 'test', name: 'a', status: 'failed', durationMs: 1, actual: 'b' });
  });
});

describe('two edits of one text', () => {
  const cases: [what: string, base: string, theirs: string, mine: string, both: string][] = [
    ['only mine', 'abc', 'abc', 'abXc', 'abXc'],
    ['only theirs', 'abc', 'aYbc', 'abc', 'aYbc'],
    ['the same twice', 'abc', 'aXbc', 'aXbc', 'aXbc'],
    ['mine before theirs', 'one two three', 'one two THREE', 'ONE two three', 'ONE two THREE'],
    ['mine after theirs', 'one two three', 'one, two three', 'one two 3', 'one, two 3'],
    ['both at the beginning', 'code', '# theirs\ncode', '# mine\ncode', '# mine\n# theirs\ncode'],
    ['mine within what they replaced', 'one two three', 'four', 'one TWO three', 'fourTWO'],
  ];
  for (const [what, base, theirs, mine, both] of cases) {
    it(`are both there: ${what}`, () => assert.equal(merge(base, theirs, mine), both));
  }

  it('never split a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('😀', '😁', '🀀', 'a') }),
        fc.string({ unit: fc.constantFrom('😀', '😁', '🀀', 'a') }),
        (before, after) => {
          const { start, end, text } = editBetween(before, after);
          assert.equal(before.slice(0, start) + text + before.slice(end), after);
          for (const part of [before.slice(0, start), text, before.slice(end)])
            assert.ok(part.isWellFormed());
        },
      ),
    );
  });

  it('keep every word that either wrote', () => {
    const line = fc.constantFrom('a', 'b', 'c', '');
    const lines = fc.array(line, { maxLength: 6 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (base, one, two) => {
        const put = (text: string, at: number, word: string) =>
          text.slice(0, at % (text.length + 1)) + word + text.slice(at % (text.length + 1));
        const both = merge(base, put(base, one, 'THEIRS'), put(base, two, 'MINE'));
        assert.equal(both.replace('MINE', '').replace('THEIRS', ''), base);
      }),
    );
  });
});

describe('the files of a room', () => {
  it('are shown unless hidden, the person’s own after those of the question', () => {
    assert.deepEqual(
      tabsOf(question, 'python', ['z.py', 'main.py', 'a.py']).map(({ path, readonly, own }) => [
        path,
        readonly,
        own,
      ]),
      [
        ['main.py', false, undefined],
        ['fixed.txt', true, undefined],
        ['test_main.py', true, undefined],
        ['a.py', undefined, true],
        ['z.py', undefined, true],
      ],
    );
  });
  it('run as the person wrote them, but those that are fixed as the question has them', () => {
    const texts = {
      'main.py': 'mine',
      'fixed.txt': 'forged',
      'h.py': 'forged',
      'test_main.py': 'forged',
      'own.py': 'own',
    };
    assert.deepEqual(filesToRun(question, 'python', texts), {
      'main.py': 'mine',
      'fixed.txt': 'fixed',
      'h.py': 'h',
      'test_main.py': 'tests',
      'own.py': 'own',
    });
  });
  it('begin in the first language wished for that there is', () => {
    assert.equal(firstLanguage(question, [undefined, 'ruby', 'javascript']), 'javascript');
    assert.equal(firstLanguage(question, ['ruby']), 'python');
  });
});

describe('small things', () => {
  const names: [string, string | undefined][] = [
    ['helper.py', undefined],
    ['lib/é_1-a.test.ts', undefined],
    ['', 'empty'],
    ['a/../b.py', 'bad'],
    ['a//b', 'bad'],
    ['a b', 'bad'],
    ['taken.py', 'taken'],
    ['x'.repeat(101), 'bad'],
  ];
  for (const [name, fault] of names) {
    it(`finds ${fault ?? 'no fault'} in the name “${name.slice(0, 20)}”`, () => {
      assert.equal(faultOf(name, ['taken.py']), fault);
    });
  }
  it('writes time as a clock does', () => {
    assert.deepEqual([0, 65, 3599, 3605, -61].map(clockText), ['0:00', '1:05', '59:59', '1:00:05', '1:01']);
  });
  it('makes examples of cases that can be read', () => {
    const long = { call: 'f', args: ['x'.repeat(400)], expected: 1 };
    assert.deepEqual(examplesOf([long, { call: 'f', args: [1, 'a'], expected: null }]), [
      { input: 'f(1, "a")', output: 'null' },
    ]);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

describe('zip', { skip: !python && 'there is no other program here to read it with' }, () => {
  it('is read by another program, with its names and texts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    try {
      const file = join(folder, 'all.zip');
      writeFileSync(
        file,
        zip([
          ['a.py', 'print(1)\n'],
          ['lib/ä.txt', 'größer ✓'],
        ]),
      );
      const script =
        'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])';
      execFileSync('python3', ['-c', script, file, folder]);
      assert.equal(readFileSync(join(folder, 'a.py'), 'utf8'), 'print(1)\n');
      assert.equal(readFileSync(join(folder, 'lib/ä.txt'), 'utf8'), 'größer ✓');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
