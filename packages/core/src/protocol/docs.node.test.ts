import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { safeParse } from 'valibot';
import { examples, protocolText } from '../../test/documented.js';
import {
  APPEND_LIMIT,
  clientFrames,
  entrySchema,
  FRAME_LIMIT,
  kinds,
  problemOf,
  readClientFrame,
  readServerFrame,
  refusalReasons,
  serverFrames,
  snapshotSchema,
  withheldSchema,
} from './index.js';

const typesOf = (frames: readonly unknown[]) =>
  frames.map((frame) => (frame as { type: string }).type).sort();

describe('docs/PROTOCOL.md', () => {
  it('has an example of every frame, and each is one', () => {
    const [client, server] = [examples('client'), examples('server')];
    for (const frame of client) assert.ok('frame' in readClientFrame(frame), JSON.stringify(frame));
    for (const frame of server) assert.ok('frame' in readServerFrame(frame), JSON.stringify(frame));
    assert.deepEqual(typesOf(client), Object.keys(clientFrames).sort());
    assert.deepEqual(typesOf(server), Object.keys(serverFrames).sort());
  });

  it('has an example of every kind of entry, and each is one', () => {
    const bodies = examples('body') as { kind: string; body: unknown }[];
    for (const draft of bodies) assert.equal(problemOf(draft), undefined, draft.kind);
    assert.deepEqual(bodies.map(({ kind }) => kind).sort(), Object.keys(kinds).sort());
  });

  it('shows an entry and a withheld one as they are', () => {
    for (const entry of examples('entry')) assert.ok(safeParse(entrySchema, entry).success);
    for (const entry of examples('withheld')) assert.ok(safeParse(withheldSchema, entry).success);
    assert.equal(examples('entry').length + examples('withheld').length, 2);
  });

  it('shows a snapshot as it is', () => {
    const [snapshot, ...more] = examples('snapshot');
    assert.ok(safeParse(snapshotSchema, snapshot).success);
    assert.deepEqual(more, []);
  });

  it('says how long everything may be', () => {
    const rows = protocolText.slice(protocolText.indexOf('## Bounds'), protocolText.indexOf('## The chain'));
    const bounds = (name: string) => Number(new RegExp(`^\\| ${name}[^|]*\\| (\\d+)`, 'm').exec(rows)?.[1]);
    assert.deepEqual([bounds('a frame'), bounds('entries in one')], [FRAME_LIMIT, APPEND_LIMIT]);
    const hello = { type: 'hello', protocol: [1], client: 'c', after: 0 };
    const append = (draft: object) => ({
      type: 'append',
      entries: [{ id: 'a', kind: 'k.k', body: {}, ...draft }],
    });
    const good = (frame: unknown) => 'frame' in readClientFrame(frame);
    const long = (name: string, frame: (text: string) => unknown) => {
      assert.ok(good(frame('x'.repeat(bounds(name)))), name);
      assert.ok(!good(frame('x'.repeat(bounds(name) + 1))), name);
    };
    long('`id`', (id) => append({ id }));
    long('`id`', (client) => ({ ...hello, client }));
    long('`id`', (to) => ({ type: 'cast', kind: 'k.k', body: {}, to }));
    long('`kind`', (kind) => append({ kind }));
    long('`token`', (token) => ({ ...hello, token }));
    long('`name`', (name) => ({ ...hello, name }));
    long('versions', (list) => ({ ...hello, protocol: [...list].map(() => 1) }));
    const message = (length: number) =>
      problemOf({ kind: 'chat.message', body: { text: 'x'.repeat(length) } });
    assert.equal(message(bounds('a message')), undefined);
    assert.notEqual(message(bounds('a message') + 1), undefined);
  });

  it('says what every refusal means', () => {
    for (const reason of refusalReasons) assert.ok(protocolText.includes(`\`${reason}\``), reason);
  });
});
