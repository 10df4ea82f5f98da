// Against a real server: what is asked, and connections that break.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sse } from '../../test/streams/fixture.js';
import { fixtures } from '../../test/streams/fixtures.js';
import { answered, broken, reply, ScriptedServer, stream, type Answer } from '../../test/streams/server.js';
import type { ChatEvent, ChatFailure } from './events.js';
import { httpTransport, type HttpTransportOptions } from './http.js';
import type { ChatRequest } from './message.js';
import { collect } from './reduce.js';

const request: ChatRequest = { id: 'room 1', messages: [{ id: 'u1', role: 'user', text: 'Hi' }] };
const quick = { times: 2, firstMs: 1, longestMs: 5000 };

describe('httpTransport', () => {
  const server = new ScriptedServer();
  before(() => server.start());
  beforeEach(() => server.says());
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

  describe('asks', () => {
    it('with the body, the key and the headers of the dialect', async () => {
      server.says(stream(answered));
      await collect(ask({ dialect: 'anthropic', token: 'sk-1', headers: { 'x-own': '1' } }));
      assert.equal(server.heard[0]?.method, 'POST');
      assert.equal(server.heard[0].headers['content-type'], 'application/json');
      assert.equal(server.heard[0].headers['x-api-key'], 'sk-1');
      assert.equal(server.heard[0].headers['anthropic-version'], '2023-06-01');
      assert.equal(server.heard[0].headers['x-own'], '1');
      assert.equal(server.heard[0].headers['authorization'], undefined);
      assert.deepEqual((JSON.parse(server.heard[0].body) as { messages: unknown }).messages, [
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      ]);
    });
    it('with what functions give, anew for each request, and a body of one’s own', async () => {
      server.says(reply(503, ''), stream(answered));
      let count = 0;
      await collect(
        ask({
          token: () => `t${++count}`,
          headers: () => Promise.resolve({ 'x-count': String(count) }),
          body: (_, usual) => ({ ...(usual as object), own: true }),
        }),
      );
      assert.deepEqual(
        server.heard.map(({ headers }) => headers.authorization),
        ['Bearer t1', 'Bearer t2'],
      );
      assert.equal(server.heard[1]?.headers['x-count'], '2');
      assert.equal((JSON.parse(server.heard[1].body) as { own: boolean }).own, true);
    });
    it('not at all when the key cannot be had', async () => {
      const failed = await failing({ token: () => Promise.reject(new Error('signed out')) });
      assert.equal(failed.code, 'unauthorized');
      assert.equal(server.heard.length, 0);
    });
    it('InterviewLM’s chat by GET, its agent by POST', async () => {
      const [piece, done] = [['content', { delta: 'Hi' }] as const, ['done', {}] as const];
      server.says(stream(sse([piece, done])));
      const message = await collect(ask({ dialect: 'interviewlm' }));
      assert.equal(message.text, 'Hi');
      assert.equal(`${server.heard[0]?.method} ${server.heard[0]?.url}`, 'GET /chat?message=Hi');
      await collect(ask({ dialect: 'interviewlm', endpoint: `${server.url}/chat/agent/stream` }));
      assert.equal(`${server.heard[1]?.method} ${server.heard[1]?.body}`, 'POST {"message":"Hi"}');
    });
    for (const { dialect, body, events: expected } of fixtures.filter(
      ({ name }) => !/error|fail/.test(name),
    )) {
      it(`and finds out what comes back: ${dialect}`, async () => {
        server.says(stream(body));
        assert.deepEqual(await events({ dialect: 'auto' }), expected);
      });
    }
  });

  describe('before the answer begins', () => {
    const text = async (): Promise<string> => (await collect(ask())).text;

    it('tries again when the server is busy', async () => {
      server.says(reply(529, ''), reply(429, '', { 'retry-after': '0' }), stream(answered));
      assert.equal(await text(), 'Hello');
      assert.equal(server.heard.length, 3);
    });
    it('tries again when the connection breaks', async () => {
      server.says((response) => response.destroy(), broken(''), stream(answered));
      assert.equal(await text(), 'Hello');
    });
    it('gives up after as many times as it may', async () => {
      server.says((response) => response.destroy());
      assert.equal((await failing()).code, 'network');
      assert.equal(server.heard.length, 3);
      server.heard = [];
      await failing({ retries: 0 });
      assert.equal(server.heard.length, 1);
    });
  });

  describe('an answer that is cut', () => {
    const begin = [
      { type: 'start', messageId: 'm1' },
      { type: 'start-step' },
      { type: 'text-delta', id: '1', delta: 'One, ' },
      { type: 'tool-input-available', toolCallId: 'a', toolName: 'f', input: {} },
      { type: 'text-delta', id: '2', delta: 'two' },
    ];
    const rest = [{ type: 'text-delta', id: '2', delta: ', three' }, { type: 'finish' }, '[DONE]'];

    it('is an error with what was got kept, where the wire cannot resume', async () => {
      const chunk = { choices: [{ index: 0, delta: { content: 'Hel' } }] };
      for (const answer of [broken(sse([chunk])), stream(sse([chunk]))]) {
        server.says(answer);
        const message = await collect(ask({ dialect: 'openai-chat' }));
        assert.equal(message.text, 'Hel');
        assert.equal(message.status, 'failed');
        assert.equal(message.error?.code, 'cut');
        assert.equal(message.error.retryable, true);
        assert.equal(server.heard.length, 1);
      }
    });
    it('is resumed: nothing is told twice, though the server tells it all again, in other pieces', async () => {
      const again = [
        ...begin.slice(0, 2),
        { type: 'text-delta', id: '1', delta: 'On' },
        { type: 'text-delta', id: '1', delta: 'e, ' },
        begin[3] ?? {},
        { type: 'text-delta', id: '2', delta: 'two, three' },
        ...rest.slice(1),
      ];
      server.says(broken(sse(begin)), stream(sse(again)));
      const all = await events();
      assert.deepEqual(all, [
        { type: 'start', id: 'm1', dialect: 'ai-sdk' },
        { type: 'text', text: 'One, ' },
        { type: 'tool-start', call: 'a', name: 'f' },
        { type: 'tool-ready', call: 'a', name: 'f', input: {} },
        { type: 'text', text: 'two' },
        { type: 'text', text: ', three' },
        { type: 'finish', reason: 'tool-calls' },
      ]);
      assert.equal(`${server.heard[1]?.method} ${server.heard[1]?.url}`, 'GET /chat/room%201/stream');
    });
    it('is resumed where it was cut, by a server that goes on from there', async () => {
      server.says(broken(sse(begin)), stream(sse(rest)));
      assert.equal((await collect(ask())).text, 'One, \n\ntwo, three');
    });
    it('is resumed more than once', async () => {
      server.says(broken(sse(begin.slice(0, 3))), broken(sse(begin)), stream(sse([...begin, ...rest])));
      const message = await collect(ask({ endpoint: `${server.url}/chat?room=1` }));
      assert.equal(message.text, 'One, \n\ntwo, three');
      assert.equal(message.status, undefined);
      assert.equal(server.heard[2]?.url, '/chat/room%201/stream?room=1');
    });
    it('ends when there is nothing to resume', async () => {
      for (const answer of [reply(204, ''), reply(404, '')]) {
        server.says(broken(sse(begin)), answer);
        const message = await collect(ask());
        assert.equal(message.error?.code, 'cut');
        assert.equal(message.text, 'One, \n\ntwo');
      }
    });
  });

  describe('the signal', () => {
    /** Writes a first piece and then nothing; says when the client has gone. */
    const slow = (first: string): { answer: Answer; gone: Promise<unknown> } => {
      let resolve: (value: unknown) => void = () => {};
      const gone = new Promise((done) => (resolve = done));
      return {
        gone,
        answer: (response) => {
          response.on('close', () => resolve(true));
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(first);
        },
      };
    };
    const first = sse([{ type: 'start' }, { type: 'text-delta', id: '1', delta: 'He' }]);

    it('ends the answer as stopped, and the connection with it', async () => {
      for (const reason of [undefined, new Error('of one’s own')]) {
        const { answer, gone } = slow(first);
        server.says(answer);
        const controller = new AbortController();
        const all: ChatEvent[] = [];
        for await (const event of ask({}, controller.signal)) {
          all.push(event);
          if (event.type === 'text') controller.abort(reason);
        }
        assert.deepEqual(all.slice(1), [
          { type: 'text', text: 'He' },
          { type: 'finish', reason: 'stopped' },
        ]);
        await gone;
        assert.equal(server.heard.length, 1, 'nothing is asked again');
      }
    });
    it('while nothing comes', async () => {
      const { answer, gone } = slow('');
      server.says(answer);
      const controller = new AbortController();
      const all = collect(ask({}, controller.signal));
      while (server.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort();
      assert.equal((await all).status, 'stopped');
      await gone;
    });
    it('while it waits to try again', async () => {
      server.says(reply(503, ''));
      const controller = new AbortController();
      const all = collect(
        ask({ retries: { times: 5, firstMs: 600_000, longestMs: 600_000 } }, controller.signal),
      );
      while (server.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      setTimeout(() => controller.abort(), 20);
      assert.equal((await all).status, 'stopped');
    });
    it('before anything is asked', async () => {
      const all = await collect(ask({}, AbortSignal.abort()));
      assert.equal(all.status, 'stopped');
      assert.equal(server.heard.length, 0);
    });
    it('is not needed: who reads no further closes the connection', async () => {
      const { answer, gone } = slow(first);
      server.says(answer);
      for await (const event of ask()) if (event.type === 'text') break;
      await gone;
    });
    it('leaves nothing behind on a signal that lives on', async () => {
      server.says(stream(answered));
      const { signal } = new AbortController();
      let listeners = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...given: Parameters<typeof add>) => void (listeners++, add(...given));
      signal.removeEventListener = (...given: Parameters<typeof remove>) =>
        void (listeners--, remove(...given));
      await collect(ask({}, signal));
      assert.equal(listeners, 0);
    });
  });
});
