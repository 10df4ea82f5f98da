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

  const coded = [
    [400, 'VALIDATION_ERROR', 'invalid', /did not understand the request/, false],
    [401, 'AUTHENTICATION_ERROR', 'unauthorized', /Sign in again/, false],
    [409, 'CONFLICT', 'conflict', /changed this meanwhile/, false],
    [429, 'RATE_LIMIT_EXCEEDED', 'rate', /too often\. Wait a little/, true],
    [500, 'DATABASE_ERROR', 'server', /Something went wrong at the backend/, true],
    [503, 'SERVICE_ERROR', 'unavailable', /not available now/, true],
  ] as const;
  for (const [status, own, code, words, passes] of coded)
    it(`is told in plain words, with what the backend said and its own code: ${status} ${own}`, () => {
      const said = 'As it stands in its log';
      for (const body of [
        { success: false, error: { message: said, code: own }, meta: { requestId: 'r-1' } },
        { error: said, code: own, details: 'more' },
      ]) {
        const error = reply(status, body, { 'retry-after': '7' });
        assert.deepEqual([error.code, error.passes, error.detail.own], [code, passes, own]);
        assert.match(error.message, words);
        assert.match(error.message, /It said: As it stands in its log$/);
        assert.equal(error.detail.retryAfterMs, 7_000);
      }
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
