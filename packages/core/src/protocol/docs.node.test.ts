import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { safeParse } from 'valibot';
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

const text = readFileSync(new URL('../../../../docs/PROTOCOL.md', import.meta.url), 'utf8');

/** The examples of a sort, each a JSON value; several in a block stand a line each. */
function examples(sort: string): unknown[] {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`json ${sort}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  return blocks
    .flatMap(([, code = '']) => (code.startsWith('{ "kind"') ? code.trim().split('\n') : [code]))
    .map((code) => JSON.parse(code) as unknown);
}

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
    for (const reason of refusalReasons) assert.ok(text.includes(`\`${reason}\``), reason);
  });
});
