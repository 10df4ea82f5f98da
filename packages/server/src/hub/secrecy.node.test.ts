import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { fromBase64, isWithheld, newId, toBase64, verify, type Entry } from '@interview-room/core/protocol';
import { fold, initialState, STATE_VERSION, type LogState } from '@interview-room/core/replay';
import * as Y from 'yjs';
import { Client, type Transport } from '../testing/client.js';
import { SECRET } from '../testing/question.js';
import { World, type Made } from '../testing/world.js';

/** A writer of files, as a tab has one. */
function pen() {
  const doc = new Y.Doc();
  const made: string[] = [];
  doc.on('update', (update: Uint8Array) => made.push(toBase64(update)));
  const type = (text: string) => {
    doc.getText('main').insert(0, text);
    return { update: made.at(-1) ?? '' };
  };
  return { doc, type };
}

/** Everything that interviewers may write for themselves alone. */
const privately: [string, unknown][] = [
  ['note.added', { note: 'n1', text: `${SECRET} note` }],
  ['note.changed', { note: 'n1', text: `${SECRET} note, changed` }],
  ['score.given', { criterion: 'edges', score: 2, comment: `${SECRET} score` }],
  ['note.added', { note: 'n2', text: `${SECRET} another` }],
  ['note.removed', { note: 'n2' }],
];

describe('what is for interviewers', () => {
  let world: World;
  let room: Made;
  const all: Client[] = [];
  const join = async (joining: Parameters<typeof Client.join>[2], transport: Transport = 'socket') => {
    const client = await Client.join(world, room.id, joining, transport);
    all.push(client);
    return client;
  };
  before(async () => {
    world = await World.open({ limits: { snapshotEvery: 20 } });
    room = await world.room({ candidate: { name: 'Ada', extraTime: 25 } });
  });
  after(async () => {
    for (const client of all) await client.leave();
    await world.close();
  });

  it('reaches no one else in a whole session: live, late, by snapshot, by log, by either transport', async () => {
    const candidate = await join({ token: room.tokens.candidate });
    const streamed = await join({ token: room.tokens.candidate }, 'stream');
    const observer = await join({ token: room.tokens.observer });
    const assistant = await join({ token: await world.token(room.id, { role: 'assistant' }) });
    const interviewer = await join({ token: room.tokens.interviewer, name: 'Ines' });
    const { type } = pen();
    assert.equal(typeof (await candidate.append('stage.changed', { stage: 'started' })), 'number');
    for (let round = 0; round < 6; round++) {
      for (const [kind, body] of privately)
        assert.equal(typeof (await interviewer.append(kind, body)), 'number');
      assert.equal(typeof (await candidate.append('doc.update', type(`${round}`))), 'number');
    }
    const aside = { audience: 'interviewers' } as const;
    await interviewer.append('chat.message', { text: `${SECRET} aside` }, aside);
    await interviewer.append('acme.badge', { text: `${SECRET} badge` }, aside);
    const hub = world.server.context.rooms;
    await hub.with(room.id, (each) =>
      each.append({ id: 'room', role: 'room' }, [
        {
          id: newId(),
          kind: 'tests.judged',
          body: {
            language: 'python',
            summary: { total: 1, passed: 0, failed: 1, errored: 0, skipped: 0, durationMs: 1 },
            tests: [{ name: `${SECRET} judged`, status: 'failed', durationMs: 1 }],
          },
        },
      ]),
    );
    await candidate.append('stage.changed', { stage: 'submitted' });
    const { seq } = await world.server.context.engine.head(room.id);
    const late = await join({ token: room.tokens.candidate });
    const skipped = await join({ token: room.tokens.candidate, snapshot: true });
    const streamedLate = await join({ token: room.tokens.observer, snapshot: true }, 'stream');
    const others = [candidate, streamed, observer, assistant, late, skipped, streamedLate];
    for (const client of others) await client.until((each) => each.seq === seq);
    assert.ok(skipped.welcome?.snapshot && streamedLate.welcome?.snapshot);
    for (const client of others) assert.ok(!client.texts.join('\n').includes(SECRET));

    for (const token of [room.tokens.candidate, room.tokens.observer]) {
      const log = await (await world.fetch(`/api/rooms/${room.id}/log`, { key: token })).text();
      assert.ok(!log.includes(SECRET));
      assert.ok(
        verify(
          log
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Entry),
        ).ok,
      );
      const api = [`/api/rooms/${room.id}`, '/api/rooms', '/api/questions', '/api/questions/two-sum'];
      for (const path of api) assert.equal((await world.fetch(path, { key: token })).status, 401);
    }
    await interviewer.until((each) => each.seq === seq);
    const known = interviewer.texts.join('\n');
    for (const what of ['note', 'score', 'aside', 'badge', 'judged', 'rubric', 'expected', 'guide'])
      assert.ok(known.includes(`${SECRET} ${what}`), what);
  });

  it('is in a snapshot for interviewers, and both come to what the log comes to', async () => {
    const engine = world.server.context.engine;
    for (const [token, sees] of [
      [room.tokens.interviewer, () => true],
      [room.tokens.candidate, (entry: Entry) => !entry.audience],
    ] as const) {
      const client = await join({ token, snapshot: true });
      const snapshot = client.welcome?.snapshot;
      assert.ok(snapshot && snapshot.version === STATE_VERSION);
      const log = (await engine.read(room.id, 0)).map(({ entry }) => entry).filter((entry) => sees(entry));
      const upTo = log.filter(({ seq }) => seq <= snapshot.seq);
      assert.deepEqual({ ...initialState, ...(snapshot.state as LogState) }, upTo.reduce(fold, initialState));
      const [whole, short] = [new Y.Doc(), new Y.Doc()];
      Y.applyUpdate(short, fromBase64(snapshot.doc));
      for (const { kind, body } of upTo)
        if (kind === 'doc.update') Y.applyUpdate(whole, fromBase64((body as { update: string }).update));
      assert.equal(short.getText('main').toString(), whole.getText('main').toString());
      assert.ok(whole.getText('main').length > 0);
      await client.until((each) => each.seq === (engine && log.at(-1)?.seq) || each.entries.some(isWithheld));
    }
  });

  it('is not given by a snapshot to who has come further already', async () => {
    const { seq } = await world.server.context.engine.head(room.id);
    const client = await join({ token: room.tokens.candidate, after: seq, snapshot: true });
    assert.equal(client.welcome?.snapshot, undefined);
  });
});
