// Against a real server: what it says when it says no.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { reply, ScriptedServer, stream, type Answer } from '../../test/streams/server.js';
import type { ChatEvent, ChatFailure } from './events.js';
import { httpTransport, type HttpTransportOptions } from './http.js';
import type { ChatRequest } from './message.js';

const request: ChatRequest = { id: 'room 1', messages: [{ id: 'u1', role: 'user', text: 'Hi' }] };
const quick = { times: 2, firstMs: 1, longestMs: 5000 };

describe('httpTransport, of', () => {
  const server = new ScriptedServer();
  before(() => server.start());
  after(() => server.stop());

  const ask = (options: Partial<HttpTransportOptions> = {}, signal = new AbortController().signal) =>
    httpTransport({ endpoint: `${server.url}/chat`, dialect: 'ai-sdk', retries: quick, ...options })(
      request,
      {
        signal,
      },
    );
  async function events(options?: Partial<HttpTransportOptions>): Promise<ChatEvent[]> {
    const all: ChatEvent[] = [];
    for await (const event of ask(options)) all.push(event);
    return all;
  }
  async function failing(options?: Partial<HttpTransportOptions>): Promise<ChatFailure> {
    const last = (await events(options)).at(-1);
    assert.ok(last?.type === 'error', JSON.stringify(last));
    return last;
  }

  describe('a reply that is no answer', () => {
    const html = '<!doctype html><title>Sign in</title>';
    const cases: [what: string, Answer, Partial<ChatFailure>, requests?: number][] = [
      ['400', reply(400, '{"error":{"message":"No tools"}}'), { code: 'bad-request', retryable: false }],
      [
        '422 of FastAPI',
        reply(422, '{"detail":[{"loc":[],"msg":"field required"}]}'),
        { code: 'bad-request' },
      ],
      [
        '401',
        reply(401, '{"error":{"message":"Bad key","code":"invalid_api_key"}}'),
        { code: 'unauthorized' },
      ],
      ['401 of a web page', reply(401, html, { 'content-type': 'text/html' }), { code: 'unauthorized' }],
      ['402', reply(402, '{}'), { code: 'budget', retryable: false }],
      ['403', reply(403, '{"error":"Forbidden"}'), { code: 'forbidden', retryable: false }],
      [
        '403 that means 401',
        reply(403, '{"error":"x","code":"AUTHENTICATION_ERROR"}'),
        { code: 'unauthorized' },
      ],
      ['404', reply(404, '{"detail":"Not Found"}'), { code: 'not-found', retryable: false }],
      ['413 as a web page', reply(413, html, { 'content-type': 'text/html' }), { code: 'too-long' }],
      [
        '400 for what is too long',
        reply(400, '{"error":{"message":"maximum context length is 8192","code":"context_length_exceeded"}}'),
        { code: 'too-long', retryable: false },
      ],
      [
        '429',
        reply(429, '{"error":{"type":"rate_limit_error"}}'),
        { code: 'rate-limited', retryable: true },
        3,
      ],
      [
        '429 for want of money',
        reply(429, '{"error":{"code":"insufficient_quota","message":"pay"}}'),
        { code: 'budget', retryable: false },
      ],
      [
        '429 with a long Retry-After',
        reply(429, '{}', { 'retry-after': '90' }),
        { code: 'rate-limited', retryAfterMs: 90_000, retryable: true },
      ],
      [
        '429 with an endless Retry-After',
        reply(429, '{}', { 'retry-after': '99999999' }),
        { code: 'rate-limited', retryAfterMs: 3_600_000 },
      ],
      ['500', reply(500, 'Internal Server Error'), { code: 'model', retryable: true }, 3],
      ['503', reply(503, '{"error":{"message":"Service Unavailable"}}'), { code: 'overloaded' }, 3],
      ['529', reply(529, '{"type":"error","error":{"type":"overloaded_error"}}'), { code: 'overloaded' }, 3],
      [
        '502 as a web page',
        reply(502, html, { 'content-type': 'text/html' }),
        { code: 'html', retryable: true },
        3,
      ],
      [
        '200 as a web page',
        reply(200, html, { 'content-type': 'text/html' }),
        { code: 'html', retryable: false },
      ],
      ['200 as a web page that says it is a stream', stream(html), { code: 'html' }],
      [
        '200 with an error as JSON',
        reply(200, '{"error":{"code":"model_not_found","message":"no"}}', {
          'content-type': 'application/json',
        }),
        { code: 'not-found' },
      ],
      [
        'a relay of ours, in its own words',
        reply(503, '{"error":{"code":"not-configured","message":"Set OPENAI_API_KEY."}}'),
        { code: 'not-configured', message: 'Set OPENAI_API_KEY.', retryable: false },
      ],
      [
        'an unknown code of a relay',
        reply(403, '{"error":{"code":"not-allowed","message":"no"}}'),
        { code: 'forbidden' },
      ],
    ];
    for (const [what, answer, expected, requests = 1] of cases) {
      it(what, async () => {
        server.says(answer);
        const failed = await failing();
        for (const [key, value] of Object.entries(expected)) {
          assert.deepEqual(failed[key as keyof ChatFailure], value, `${key} in ${JSON.stringify(failed)}`);
        }
        assert.match(failed.message, /^[A-Z].*[.”]$/s);
        assert.equal(server.heard.length, requests, 'requests');
      });
    }

    it('a server that is not there', async () => {
      const failed = await failing({ endpoint: 'http://127.0.0.1:9/', retries: { times: 1, firstMs: 1 } });
      assert.equal(failed.code, 'network');
      assert.equal(failed.retryable, true);
    });
  });
});
