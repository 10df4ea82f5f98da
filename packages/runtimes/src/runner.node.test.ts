import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRunner } from './index.js';
import { collect } from './testing/collect.js';

describe('under Node', () => {
  it('knows its languages', () => {
    const infos = createRunner({ assetBase: 'https://example.org/assets' }).languages();
    assert.deepEqual(
      infos.map(({ id, entry, testing }) => [id, entry, testing.length > 0]),
      [
        ['python', 'main.py', true],
        ['javascript', 'main.js', true],
        ['typescript', 'main.ts', true],
      ],
    );
  });

  it('says why it runs nothing', async () => {
    const runner = createRunner({ warm: ['python'] });
    await assert.rejects(collect(runner.run({ language: 'python', files: {} })), /run in a browser/);
    await assert.rejects(runner.capabilities(), /run in a browser/);
    runner.dispose();
  });

  it('names the languages there are', async () => {
    await assert.rejects(
      collect(createRunner().run({ language: 'cobol', files: {} })),
      /python, javascript, typescript/,
    );
  });
});
