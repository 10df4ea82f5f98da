import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { safeParse } from 'valibot';
import { examples, protocolText } from '../../test/documented.js';
import {
  clientFrames,
  entrySchema,
  kinds,
  problemOf,
  readClientFrame,
  readServerFrame,
  refusalReasons,
  serverFrames,
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

  it('says what every refusal means', () => {
    for (const reason of refusalReasons) assert.ok(protocolText.includes(`\`${reason}\``), reason);
  });
});
