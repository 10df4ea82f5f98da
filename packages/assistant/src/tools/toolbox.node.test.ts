import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { sourceOf } from '@interview-room/core';
import { Bench } from '../testing/bench.js';
import { globToPattern } from './search.js';
import { changeBetween, rebase, windowOf } from './text.js';

const bench = (level: Bench['level'] = 'full-copilot') => Object.assign(new Bench(), { level });
const fix = { path: 'main.py', old_string: 'a - b', new_string: 'a + b' };

describe('proposals', () => {
  it('are written, tested and fixed without anyone', async () => {
    const at = bench('pair-programming');
    assert.match(
      (await at.call('run_tests', {})).output ?? '',
      /^0 of 1 tests pass\.\nFAILED test_add\n {2}expected: 3\n {2}actual: -1$/,
    );
    assert.match(
      (await at.call('write_file', { path: 'main.py', content: 'def add(a, b):\n    return a * b\n' }))
        .output ?? '',
      /^Proposed for main\.py \(\+1 −1/,
    );
    assert.match(
      (await at.call('run_tests', {})).output ?? '',
      /^Run with your proposals for main\.py.*\n0 of 1/,
    );
    await at.call('edit_file', { path: 'main.py', old_string: 'a * b', new_string: 'a + b' });
    assert.match((await at.call('run_tests', {})).output ?? '', /All 1 tests pass/);
    assert.match(at.main, /a - b/);
    assert.deepEqual(at.proposals.map(({ path, resolved, replaces, turn, call }) => [path, resolved?.outcome, replaces.length, turn, call]), [
      ['python/main.py', 'stale', 0, 't1', 'c2'],
      ['python/main.py', undefined, 1, 't1', 'c4'],
    ]); // prettier-ignore
    assert.deepEqual(
      at.proposals.map(({ before }) => before),
      [at.main, at.main],
    );
  });

  it('are what the model reads on, and nobody else', async () => {
    const at = bench('pair-programming');
    await at.call('edit_file', fix);
    assert.match(at.tools.read('t1', 'main.py') ?? '', /a \+ b/);
    assert.match(at.tools.read('t2', 'main.py') ?? '', /a - b/);
    assert.equal(at.tools.read('t1', 'secret_helper.py'), undefined);
    assert.match(
      (await at.call('read_file', { path: 'main.py' })).output ?? '',
      /^\(With your proposal.*\n {4}1\tdef add[^]*a \+ b/,
    );
    assert.match(
      (await at.call('grep', { pattern: 'a \\+ b' })).output ?? '',
      /^main\.py:2: {5}return a \+ b$/,
    );
    assert.match(
      (await at.call('read_file', { path: 'main.py' }, { turn: 't2' })).output ?? '',
      /^ {4}1\t[^]*a - b/,
    );
  });

  it('follow what is typed elsewhere in the file, and go where it was typed at the same place', async () => {
    const at = bench('pair-programming');
    await at.call('edit_file', fix);
    at.workspace.text('python/main.py').insert(0, '# mine\n');
    assert.match((await at.call('read_file', { path: 'main.py' })).output ?? '', /# mine[^]*a \+ b/);
    at.workspace.text('python/main.py').delete(at.main.indexOf('a - b'), 5);
    assert.doesNotMatch((await at.call('read_file', { path: 'main.py' })).output ?? '', /a \+ b|proposal/);
  });

  it('end when they are answered', async () => {
    const at = bench('pair-programming');
    await at.call('edit_file', fix);
    Object.assign(at.proposals[0] ?? {}, { resolved: { outcome: 'rejected' } });
    assert.match((await at.call('read_file', { path: 'main.py' })).output ?? '', /a - b/);
  });

  it('may be of new files, and say when they are none', async () => {
    const at = bench('pair-programming');
    assert.match(
      (await at.call('write_file', { path: 'new/x.py', content: 'x = 1\n' })).output ?? '',
      /\+1 −0/,
    );
    assert.match(
      (await at.call('Write', { file_path: 'new/x.py', content: 'x = 1\n' })).output ?? '',
      /already/,
    );
    assert.equal(at.proposals.length, 1);
    assert.match((await at.call('list_files', {})).output ?? '', /new\/x\.py \(1 lines\)/);
  });

  it('that are refused are told as such', async () => {
    const at = bench('pair-programming');
    at.proposals.push = () => {
      throw new Error('the room is over');
    };
    assert.match((await at.call('edit_file', fix)).error ?? '', /failed: the room is over/);
  });
});

describe('direct writes', () => {
  it('are made where level and room both allow them, and show whose they are', async () => {
    const at = Object.assign(bench(), { direct: true });
    assert.match((await at.call('edit_file', fix)).output ?? '', /^Wrote main\.py \(\+1 −1\)/);
    assert.match(at.main, /a \+ b/);
    assert.equal(at.proposals.length, 0);
    const numbers = [...at.workspace.doc.store.clients.keys()].map(sourceOf);
    assert.ok(numbers.includes('assistant'));
    at.level = 'pair-programming';
    await at.call('edit_file', { ...fix, old_string: 'a + b', new_string: 'b' });
    assert.equal(at.proposals.length, 1);
    assert.match(at.main, /a \+ b/);
  });
});

describe('reading', () => {
  it('comes in windows that say where the rest is', () => {
    const text = Array.from({ length: 1000 }, (_, at) => `line ${at + 1}`).join('\n');
    assert.match(
      windowOf(text),
      /^ {4}1\tline 1\n[^]* {2}400\tline 400\n\(Lines 1 to 400 of 1000\. Ask for more with offset 401\.\)$/,
    );
    assert.equal(windowOf(text, 999, 5), '  999\tline 999\n 1000\tline 1000\n(Lines 999 to 1000 of 1000.)');
    assert.equal(windowOf('', 1), '(The file is empty.)');
    assert.equal(windowOf('x', 9), '(The file has 1 lines.)');
    assert.ok(windowOf('x'.repeat(100_000)).length < 3000);
    assert.ok(windowOf(`${'x'.repeat(1900)}\n`.repeat(300)).length < 25_000);
  });

  it('takes out what looks like a secret', async () => {
    const at = bench();
    at.workspace.text('python/main.py').insert(0, `KEY = "sk-${'a1'.repeat(20)}"\n`);
    assert.match(
      (await at.call('Read', { file_path: '/workspace/main.py' })).output ?? '',
      /KEY = "\[redacted\]"/,
    );
    assert.match(
      (await at.call('bash', { command: 'head -1 main.py' })).output ?? '',
      /KEY = "\[redacted\]"/,
    );
  });

  it('finds files by patterns', async () => {
    const rows: readonly [glob: string, path: string, found: boolean][] = [
      ['*.py', 'a/b/x.py', true],
      ['**/*.py', 'x.py', true],
      ['a/**', 'a/b/c', true],
      ['a/*', 'a/b/c', false],
      ['?.{py,js}', 'x.js', true],
      ['[!x].py', 'x.py', false],
      ['a.py', 'axpy', false],
      ['/workspace/a.py', 'a.py', true],
      ['{a', '{a', true],
    ];
    for (const [glob, path, found] of rows)
      assert.equal(new RegExp(globToPattern(glob)).test(path), found, glob);
    const at = bench();
    assert.equal(
      (await at.call('Glob', { pattern: '*.{py,txt}' })).output,
      'data.txt\nmain.py\ntest_main.py',
    );
    assert.match((await at.call('glob', { pattern: `${'*'.repeat(300)}x` })).output ?? '', /No file/);
  });

  it('finds lines, also by patterns that would hang another engine', async () => {
    const at = bench();
    at.workspace.text('python/main.py').insert(0, `${'a'.repeat(9000)}!\n`.repeat(5));
    for (const pattern of ['(a+)+$', '(a|a)*b', '(.*a){20}$'])
      assert.match((await at.call('grep', { pattern, path: 'main.py' })).output ?? '', /Nothing|main\.py/);
    assert.match(
      (await at.call('Grep', { pattern: 'DEF ADD(', literal: true, ignore_case: true })).output ?? '',
      /main\.py:6: def add/,
    );
    assert.match(
      (await at.call('grep', { pattern: 'add', glob: 'test_*' })).output ?? '',
      /^test_main\.py:1: .*\ntest_main\.py:2/,
    );
  });
});

describe('the shell', () => {
  it('works on a copy, and what it changes is proposed', async () => {
    const at = bench();
    const { output = '' } = await at.call('bash', {
      command:
        "sed -i 's/a - b/a + b/' main.py; echo new > y.txt; echo no > data.txt; rm test_main.py; cat main.py | wc -l",
    });
    assert.match(output, /^2\n/);
    assert.match(output, /Proposed for main\.py/);
    assert.match(output, /Proposed for y\.txt/);
    assert.match(output, /data\.txt was not written: .*read-only/);
    assert.match(output, /test_main\.py is still there/);
    assert.match(at.main, /a - b/);
    assert.match((await at.call('bash', { command: 'cat main.py' })).output ?? '', /a \+ b/);
  });

  it('has no network, no interpreter and no end without end', async () => {
    const at = bench();
    assert.match((await at.call('bash', { command: 'curl http://example.com' })).output ?? '', /not found/);
    assert.match(
      (await at.call('bash', { command: 'while true; do :; done' })).output ?? '',
      /too many|limit/,
    );
    assert.match(
      (await at.call('bash', { command: ':(){ :|:& };:' })).output ??
        (await at.call('bash', { command: 'nope(' })).output ??
        '',
      /./,
    );
    assert.match((await at.call('bash', { command: 'cat /etc/passwd; exit 3' })).output ?? '', /exit code 3/);
  });
});

describe('runs', () => {
  it('give what is printed, and how it ended', async () => {
    const at = bench();
    at.answer = async function* () {
      yield { type: 'stdout', text: 'x'.repeat(100_000) };
      yield {
        type: 'exit',
        outcome: 'error',
        exitCode: 1,
        durationMs: 1,
        error: { name: 'ValueError', message: 'no' },
      };
    };
    const { output = '' } = await at.call('run_code', { stdin: 'in', args: ['1'] });
    assert.ok(output.length < 10_000);
    assert.match(output, /left out[^]*ended with "error" \(exit code 1\): ValueError: no$/);
    assert.match((await at.call('run_tests', {})).output ?? '', /^No test ran\.\nThe run ended/);
  });

  it('are told of a stop', async () => {
    const at = bench();
    const stop = new AbortController();
    at.answer = async function* ({ signal }) {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
      yield { type: 'progress' };
    };
    const going = at.call('run_tests', {}, { signal: stop.signal });
    stop.abort();
    assert.deepEqual(await going, { error: 'It was stopped.' });
  });
});

describe('changes', () => {
  it('are the least that makes one text of another', () => {
    const rows = ['', 'a', 'ab', 'aab', 'aba', '😀', '😁', 'a😀b', 'a😁b', '😀😀'];
    for (const before of rows)
      for (const after of rows) {
        const { from, to, insert } = changeBetween(before, after);
        assert.equal(before.slice(0, from) + insert + before.slice(to), after);
        assert.equal(insert.isWellFormed(), true, `${before} → ${after}`);
      }
    assert.equal(rebase('abc', 'aXc', 'abcd'), 'aXcd');
    assert.equal(rebase('abc', 'abX', 'Yabc'), 'YabX');
    assert.equal(rebase('abc', 'aXc', 'aYc'), undefined);
  });
});
