import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { ChatErrorCode } from './events.js';
import { failure } from './failure.js';
import { failures, ownWords } from './own-words.js';

describe('the words of a failure', () => {
  for (const code of Object.keys(failures) as ChatErrorCode[]) {
    it(`are known for our own: ${code}`, () => {
      for (const retryAfterMs of [undefined, 20_000]) {
        const { message } = failure(code, { ...(retryAfterMs && { retryAfterMs }) });
        assert.deepEqual(ownWords(code, message), {});
      }
      const { message } = failure(code, { detail: 'No such model (3 s): “x”' });
      const said = ownWords(code, message);
      assert.ok(said && [undefined, 'No such model (3 s): “x”'].includes(said.said), message);
      assert.equal(message.includes('No such model'), said.said !== undefined);
    });

    it(`are someone else's where we did not say them: ${code}`, () => {
      assert.equal(ownWords(code, 'You ask too often: wait a few seconds.'), undefined);
      assert.equal(ownWords(code, ''), undefined);
    });
  }

  it('are not ours for a code that we do not have', () => {
    assert.equal(ownWords('constructor', 'x'), undefined);
  });
});
