import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mustBeProgram, mustBeTests, mustHaveInput } from './request.js';

describe('a request that cannot be', () => {
  it('is told of its files', () => {
    assert.throws(() => mustBeProgram({ files: undefined as never }), /files is to be an object/);
    assert.throws(
      () => mustBeProgram({ files: { 'a.js': null as never } }),
      /files\["a\.js"\] is to be text/,
    );
    assert.throws(() => mustBeProgram({ files: { 'a/../../b.js': '' } }), /outside of the workspace/);
    mustBeProgram({ files: { './a/../b c.js': '', '/d.js': '' } });
  });

  it('is told of its input, arguments, tests and cases', () => {
    assert.throws(() => mustHaveInput({ stdin: 5 }), /stdin is to be text/);
    assert.throws(() => mustHaveInput({ args: 'a' }), /args is to be a list/);
    assert.throws(() => mustBeTests({ testFiles: 'a' }), /testFiles is to be a list/);
    assert.throws(() => mustBeTests({ cases: [{ call: 'f' }, {}] }), /cases\[1\] is to have/);
    mustHaveInput({ stdin: (async function* () {})(), args: [] });
  });
});
