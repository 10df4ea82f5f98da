import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorOfReply } from './errors.js';

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  errorOfReply(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body));

describe('an error of a backend', () => {
  const shapes = [
    ['text', { error: 'No such pad' }],
    ['message and code', { error: { message: 'No such pad', code: 'PAD' } }],
    ['message', { message: 'No such pad' }],
    ['detail', { detail: 'No such pad' }],
  ] as const;
  for (const [name, body] of shapes)
    it(`says what the backend said, in the shape of ${name}`, () => {
      const { code, message } = reply(404, body);
      assert.equal(code, 'not-found');
      assert.match(message, /It said: No such pad$/);
    });

  it('names the fields that are wrong', () => {
    const { detail, message } = reply(422, {
      detail: [{ loc: ['body', 'configuration', 'app_url'], msg: 'not a URL' }],
    });
    assert.deepEqual(detail.fields, [{ field: 'configuration.app_url', message: 'not a URL' }]);
    assert.match(message, /configuration\.app_url: not a URL/);
  });

  it('is told apart from a page that a proxy sent', () => {
    assert.equal(reply(500, '<!doctype html><h1>Oh</h1>').code, 'html');
    assert.equal(reply(503, '<html>').code, 'unavailable');
    assert.doesNotMatch(reply(500, '<!doctype html><h1>Oh</h1>').message, /</);
  });

  const waits = [
    ['2', 2000],
    ['-3', 0],
    ['1e12', 3_600_000],
    ['soon', undefined],
    [new Date(0).toUTCString(), 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
  ] as const;
  for (const [asked, wait] of waits)
    it(`asks for a wait that can be waited: ${asked}`, () =>
      assert.equal(reply(429, {}, { 'retry-after': asked }).detail.retryAfterMs, wait));
});
