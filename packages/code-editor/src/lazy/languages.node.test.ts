import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeEditor, languageFor } from '@interview-room/code-editor';

test('the package can be imported where there is no page', () => {
  assert.equal(typeof CodeEditor, 'function');
});

test('a file’s language is known by its ending', () => {
  const paths = [
    'a/b.py',
    'a.test.ts',
    'x.mjs',
    'y.TSX',
    'z.json',
    'Main.java',
    'a.cpp',
    'README.md',
    'Makefile',
    '.py/x',
  ];
  assert.deepEqual(paths.map(languageFor), [
    'python',
    'typescript',
    'javascript',
    'tsx',
    'json',
    'java',
    'cpp',
    'plain',
    'plain',
    'plain',
  ]);
});
