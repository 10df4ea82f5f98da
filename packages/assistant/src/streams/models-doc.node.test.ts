// The documentation of the wires is true: its commands send what we send, and what they show is understood.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { reply, ScriptedServer } from '../../test/streams/server.js';
import { dialects } from './dialects.js';
import type { Dialect } from './events.js';
import { httpTransport } from './http.js';
import { collect } from './reduce.js';

const page = readFileSync(new URL('../../../../docs/MODELS.md', import.meta.url), 'utf8');
const samples = [...page.matchAll(/^### `([\w-]+)`$[^]*?^```sh\n([^]*?)^```\n\n```text\n([^]*?)^```$/gm)].map(
  ([, dialect, command = '', answer = '']) => ({ dialect: dialect as Dialect, command, answer }),
);
const address = 'http://localhost:8080';

describe('docs/MODELS.md', () => {
  const server = new ScriptedServer();
  before(() => server.start());
  after(() => server.stop());

  it('has a sample of every dialect', () =>
    assert.deepEqual(samples.map(({ dialect }) => dialect).toSorted(), dialects.toSorted()));

  for (const { dialect, command, answer } of samples) {
    it(dialect, async () => {
      const type = dialect === 'text' ? 'text/plain' : 'text/event-stream';
      server.says(reply(200, answer, { 'content-type': type }));
      const { stdout } = await promisify(execFile)('sh', ['-c', command.replace(address, server.url)]);
      assert.equal(stdout, answer);

      const path = new RegExp(`${address}(\\S+)`).exec(command)?.[1] ?? '';
      const transport = httpTransport({ endpoint: server.url + path, dialect, token: 'KEY' });
      const request = {
        id: 'talk',
        model: 'your-model',
        messages: [{ id: 'm1', role: 'user', text: 'Say hello.' }] as const,
      };
      const message = await collect(transport(request, { signal: new AbortController().signal }));
      assert.equal(message.text.trim(), 'Hello.');
      assert.equal(message.error, undefined);

      const [byHand, byUs] = server.heard;
      assert.ok(byHand && byUs);
      assert.equal(byHand.url, byUs.url);
      const body = (text: string): unknown => JSON.parse(text.replace(/"run-\w+"/, '"run-1"'));
      assert.deepEqual(body(byHand.body), body(byUs.body));
      for (const name of ['content-type', 'authorization', 'x-api-key', 'anthropic-version']) {
        assert.equal(byHand.headers[name], byUs.headers[name], name);
      }
    });
  }
});
