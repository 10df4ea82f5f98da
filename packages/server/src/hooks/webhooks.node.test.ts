import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { MemoryDocuments } from '../log/memory-documents.js';
import { SqliteLogEngine } from '../log/sqlite.js';
import { isSigned, say, startReceiver } from '../testing/receiver.js';
import { until } from '../testing/until.js';
import { isPublic } from './address.js';
import { signatureOf } from './signature.js';
import { webhookProblem } from './url.js';
import { Webhooks, type Happening, type WebhookOptions } from './webhooks.js';

const started: Happening = { event: 'started', room: 'r1', at: 1_763_712_000_000, data: { by: 'p-ada' } };

describe('webhooks', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  function open(options: Partial<WebhookOptions>): Webhooks {
    const usual: WebhookOptions = {
      documents: new MemoryDocuments(),
      secret: 'a secret',
      urlOf: async () => undefined,
      allowPrivate: true,
      retryMs: 5,
      pollMs: 50,
      onError: () => {},
    };
    const webhooks = new Webhooks({ ...usual, ...options });
    ends.push(() => webhooks.close());
    webhooks.start();
    return webhooks;
  }

  async function receiver(...asked: Parameters<typeof startReceiver>) {
    const made = await startReceiver(...asked);
    ends.push(made.close);
    return made;
  }

  const empty = async (documents: MemoryDocuments) => (await documents.list('webhooks')).length === 0;

  it('are signed, and say what happened', async () => {
    const { url, received } = await receiver();
    await open({ url }).tell('started', started);
    await until('it came', () => received.length === 1);
    const [first] = received;
    assert.ok(first && isSigned(first, 'a secret'));
    assert.ok(!isSigned(first, 'another'));
    assert.ok(!isSigned({ ...first, body: first.body.replace('ada', 'eve') }, 'a secret'));
    const { id, ...rest } = first.json;
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(rest, started);
    assert.equal(first.headers['content-type'], 'application/json');
  });

  it('sign as documented', () => {
    assert.equal(
      signatureOf('whsec', '{"a":1}', 1_700_000_000_999),
      't=1700000000,v1=8ad37ba156048ae0e0a5533c75cdf26fee88b07f93cb57ee4c80adb053012032',
    );
  });

  it('are sent again, under the same id, until they are taken', async () => {
    const { url, received } = await receiver((response, nth) => say(nth < 4 ? 503 : 200)(response));
    const documents = new MemoryDocuments();
    await open({ url, documents }).tell('started', started);
    await until('it is taken', () => empty(documents));
    assert.equal(received.length, 4);
    assert.equal(new Set(received.map(({ body }) => body)).size, 1);
  });

  it('are sent again after an answer that does not come', async () => {
    const { url, received } = await receiver((response, nth) => void (nth > 1 && say(200)(response)));
    const documents = new MemoryDocuments();
    await open({ url, documents, timeoutMs: 100 }).tell('started', started);
    await until('it is taken', () => empty(documents));
    assert.equal(received.length, 2);
  });

  it('are given up after their time', async () => {
    const { url, received } = await receiver(say(500));
    const documents = new MemoryDocuments();
    await open({ url, documents, giveUpMs: 60 }).tell('started', started);
    await until('it is given up', () => empty(documents));
    assert.ok(received.length > 1);
  });

  it('go on after the process ended, on the same store', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'webhooks-'));
    ends.push(async () => rmSync(dir, { recursive: true }));
    const { url, port, close } = await receiver();
    await close();
    const before = new SqliteLogEngine({ dir });
    const tried: unknown[] = [];
    const first = open({ url, documents: before.documents, onError: (error) => tried.push(error) });
    await first.tell('started', started);
    await until('it was tried in vain', () => tried.length > 0);
    await first.close();
    await before.close();
    const { received } = await receiver(undefined, port);
    const after = new SqliteLogEngine({ dir });
    ends.push(() => after.close());
    open({ url, documents: after.documents });
    await until('it came', () => received.length === 1);
    assert.deepEqual(received[0]?.json.data, started.data);
  });

  it('go to the server’s receiver and to the room’s, from one process of several', async () => {
    const [one, two] = [await receiver(), await receiver()];
    const documents = new MemoryDocuments();
    const options = {
      documents,
      url: one.url,
      urlOf: async (room: string) => (room === 'r1' ? two.url : undefined),
    };
    const several = [open(options), open(options), open(options)];
    await Promise.all(several.map((webhooks) => webhooks.tell('started', started)));
    await several[0]?.tell('started', { ...started, room: 'r2' });
    await until('all are sent', () => empty(documents));
    assert.deepEqual(one.received.map(({ json }) => json.room).sort(), ['r1', 'r2']);
    assert.deepEqual(
      two.received.map(({ json }) => json.room),
      ['r1'],
    );
  });

  it('follow no redirect', async () => {
    const other = await receiver();
    const { url, received } = await receiver((response, nth) =>
      say(nth === 1 ? 307 : 200, { Location: other.url })(response),
    );
    const documents = new MemoryDocuments();
    await open({ url, documents }).tell('started', started);
    await until('it is taken', () => empty(documents));
    assert.equal(received.length, 2);
    assert.deepEqual(other.received, []);
  });

  it('are not sent into a private network, unless that is allowed', async () => {
    const { port, received } = await receiver();
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433']) {
      const documents = new MemoryDocuments();
      const errors: Error[] = [];
      const onError = (error: unknown) => void errors.push(error as Error);
      const url = `http://${host}:${port}/`;
      await open({ url, documents, allowPrivate: false, onError }).tell('started', started);
      await until('it is given up', () => empty(documents));
      assert.deepEqual(
        errors.map(({ name }) => name),
        ['AddressRefusedError'],
        host,
      );
    }
    assert.deepEqual(received, []);
  });
});

describe('where webhooks may go', () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'])
    it(`not to ${address}`, () => assert.equal(isPublic(address), false));
  for (const address of [
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'ff02::1',
    'none',
  ])
    it(`not to ${address}`, () => assert.equal(isPublic(address), false));
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    it(`to ${address}`, () => assert.equal(isPublic(address), true));

  it('by http and https alone', () => {
    for (const url of [
      'ftp://a.example/',
      'file:///etc/passwd',
      '/hook',
      'https://u:p@a.example/',
      `https://a/${'x'.repeat(2000)}`,
    ])
      assert.ok(webhookProblem(url), url);
    for (const url of ['https://a.example/hook?x=1', 'http://a.example:8080/'])
      assert.equal(webhookProblem(url), undefined);
  });
});
