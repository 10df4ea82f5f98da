import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import {
  audienceOf,
  kinds,
  may,
  mayCast,
  mayEnter,
  newId,
  roles,
  stages,
  toBase64,
  type FrameDraft,
  type Role,
  type Stage,
} from '@interview-room/core/protocol';
import * as Y from 'yjs';
import { Client } from '../testing/client.js';
import { until } from '../testing/until.js';
import { World, type Made } from '../testing/world.js';
import { theRoom } from './decide.js';

const summary = { total: 1, passed: 1, failed: 0, errored: 0, skipped: 0, durationMs: 1 };
const update = () => {
  const doc = new Y.Doc();
  doc.getText('a').insert(0, 'a');
  return toBase64(Y.encodeStateAsUpdate(doc));
};

/** A body for each kind that there is. */
const bodies: Record<string, () => unknown> = {
  'room.opened': () => ({ question: { id: 'a', hash: 'b' } }),
  'question.secret': () => ({ question: {} }),
  'participant.joined': () => ({ id: 'x', name: 'X', role: 'interviewer', color: 0 }),
  'stage.changed': () => ({ stage: 'started' }),
  'doc.update': () => ({ update: update() }),
  'language.changed': () => ({ language: 'python' }),
  'hint.revealed': () => ({ index: 0 }),
  'solved': () => ({ language: 'python' }),
  'run.started': () => ({ run: newId(), language: 'python', mode: 'run' }),
  'run.finished': () => ({ language: 'python', outcome: 'ok', exitCode: 0, durationMs: 1 }),
  'tests.finished': () => ({ language: 'python', summary, tests: [] }),
  'tests.graded': () => ({ language: 'python', summary }),
  'tests.judged': () => ({ language: 'python', summary, tests: [] }),
  'chat.message': () => ({ text: 'Hello' }),
  'note.added': () => ({ note: 'n', text: 'Note' }),
  'note.changed': () => ({ note: 'n', text: 'Note' }),
  'note.removed': () => ({ note: 'n' }),
  'score.given': () => ({ criterion: 'c', score: 3 }),
  'timer.set': () => ({ totalMs: 1000 }),
  'timer.started': () => ({}),
  'timer.paused': () => ({}),
  'timer.extended': () => ({ byMs: 1000 }),
  'assist.level': () => ({ level: 'full-copilot' }),
  'assist.session': () => ({ state: 'active' }),
  'assist.model': () => ({ model: 'm' }),
  'assist.writes': () => ({ direct: false }),
  'assist.whispered': () => ({ text: 'Psst' }),
  'assist.asked': () => ({ turn: 't', text: 'Hello?' }),
  'assist.answered': () => ({ turn: 't', step: 0, text: '```\npass\n```', calls: [], finish: 'stop' }),
  'assist.acted': () => ({ turn: 't', call: 'c', name: 'bash', output: '', durationMs: 1 }),
  'assist.replied': () => ({ turn: 't', text: 'By hand' }),
  'assist.rated': () => ({ turn: 't', value: 'up' }),
  'edit.proposed': () => ({ proposal: newId(), path: 'python/main.py', before: '', after: 'a', turn: 't' }),
  'edit.resolved': () => ({ proposal: 'p', outcome: 'accepted' }),
  'coach.offered': () => ({ offer: 'o', rule: 'r', text: 'Help?' }),
  'coach.answered': () => ({ offer: 'o', answer: 'taken' }),
  'coach.advised': () => ({ advice: 'a', level: 'off', rule: 'r', reason: 'Because' }),
  'coach.decided': () => ({ advice: 'a', taken: true }),
  'log.compacted': () => ({ through: 0, doc: '', version: 1, state: {} }),
  'acme.badge': () => ({ any: 'thing' }),
  'room.forged': () => ({}),
  'nodot': () => ({}),
};

describe('the table of roles', () => {
  let world: World;
  before(async () => (world = await World.open()));
  after(() => world.close());

  /** A room in a stage, and someone of a role in it. */
  async function scene(role: Role, stage: Stage): Promise<{ room: Made; client: Client }> {
    const room = await world.room();
    // The assistant has answered with code: what it did not say cannot be proposed.
    const answer = ['assist.level', 'assist.asked', 'assist.answered'];
    const entries = [
      ...answer.map((kind) => ({ id: newId(), kind, body: bodies[kind]?.() })),
      { id: newId(), kind: 'stage.changed', body: { stage } },
    ];
    await world.server.context.rooms.with(room.id, (hub) => hub.append(theRoom, entries));
    const token = await world.token(room.id, { role });
    return { room, client: await Client.join(world, room.id, { token }) };
  }

  it('names every kind', () => {
    for (const kind of Object.keys(kinds)) assert.ok(bodies[kind], kind);
  });

  for (const role of roles)
    for (const stage of stages)
      it(`holds over the wire: ${role}, ${stage}`, async () => {
        const { room, client } = await scene(role, stage);
        for (const [kind, make] of Object.entries(bodies)) {
          if (kind === 'stage.changed') continue;
          const outcome = await client.append(kind, make());
          if (may(role, stage, kind)) assert.equal(typeof outcome, 'number', kind);
          else assert.equal(outcome, 'not-allowed', kind);
        }
        const log = await world.server.context.engine.read(room.id, 0);
        for (const { entry } of log) assert.equal(entry.audience, audienceOf(entry.kind));
        assert.ok(log.every(({ entry }) => entry.by === 'room' || entry.by === client.welcome?.you));
        assert.equal(client.closed, undefined);
        await client.leave();
      });

  for (const role of roles)
    for (const from of stages)
      it(`lets ${role} go on from ${from} where the table does, and nowhere else`, async () => {
        for (const to of stages) {
          const { client } = await scene(role, from);
          const outcome = await client.append('stage.changed', { stage: to });
          const allowed = may(role, from, 'stage.changed') && mayEnter(role, from, to);
          assert.equal(typeof outcome === 'number', allowed, `${from} to ${to}: ${outcome}`);
          await client.leave();
        }
      });

  it('holds for casts', async () => {
    for (const role of roles) {
      const { client } = await scene(role, 'started');
      await client.send({ type: 'cast', kind: 'run.events', body: {} });
      await client.send({ type: 'ping', t: 1 });
      await client.until((each) => each.of('pong')[0]);
      assert.equal(client.of('refused').length === 0, mayCast(role, 'run.events'), role);
      assert.equal(client.closed, undefined);
      await client.leave();
    }
  });

  it('is gone by within one append, and from one tab to the next', async () => {
    const { client } = await scene('candidate', 'started');
    const entries: FrameDraft[] = [
      { id: 'before', kind: 'hint.revealed', body: { index: 1 } },
      { id: 'submit', kind: 'stage.changed', body: { stage: 'submitted' } },
      { id: 'after', kind: 'hint.revealed', body: { index: 2 } },
    ];
    await client.send({ type: 'append', entries });
    assert.equal(typeof (await client.outcome('before')), 'number');
    assert.equal(typeof (await client.outcome('submit')), 'number');
    assert.equal(await client.outcome('after'), 'not-allowed');
    assert.match(client.of('refused')[0]?.message ?? '', /submitted/);
  });

  it('acknowledges after the submission what was written before it', async () => {
    const { room, client } = await scene('candidate', 'started');
    const seq = await client.append('hint.revealed', { index: 1 }, { id: 'early' });
    await client.append('stage.changed', { stage: 'submitted' });
    assert.equal(await client.append('hint.revealed', { index: 3 }, { id: 'late' }), 'not-allowed');
    const again = await Client.join(world, room.id, { token: client.joining.token });
    assert.equal(await again.append('hint.revealed', { index: 1 }, { id: 'early' }), seq);
  });

  it('gives no one another’s entry for their own', async () => {
    const { room, client } = await scene('candidate', 'started');
    await client.append('chat.message', { text: 'mine' }, { id: 'taken' });
    const other = await Client.join(world, room.id, { token: room.tokens.interviewer });
    assert.equal(await other.append('chat.message', { text: 'theirs' }, { id: 'taken' }), 'malformed');
  });

  it('refuses bodies that are none, updates that break files, and edits under another’s number', async () => {
    const { room, client } = await scene('candidate', 'started');
    assert.equal(await client.append('chat.message', { text: '' }), 'malformed');
    assert.equal(await client.append('doc.update', { update: '////' }), 'malformed');
    const doc = new Y.Doc();
    doc.getText('a').insert(0, 'mine');
    const own = toBase64(Y.encodeStateAsUpdate(doc));
    assert.equal(typeof (await client.append('doc.update', { update: own })), 'number');
    doc.getText('a').insert(0, 'forged ');
    const forged = toBase64(Y.encodeStateAsUpdate(doc));
    const interviewer = await Client.join(world, room.id, { token: room.tokens.interviewer });
    assert.equal(await interviewer.append('doc.update', { update: forged }), 'not-allowed');
  });

  it('lets nobody but interviewers keep something from others, and nothing that makes up the room', async () => {
    const { room, client } = await scene('candidate', 'started');
    const aside = { audience: 'interviewers' } as const;
    assert.equal(await client.append('chat.message', { text: 'hidden' }, aside), 'not-allowed');
    assert.equal(await client.append('acme.badge', {}, aside), 'not-allowed');
    const interviewer = await Client.join(world, room.id, { token: room.tokens.interviewer });
    assert.equal(await interviewer.append('doc.update', { update: update() }, aside), 'not-allowed');
    assert.equal(typeof (await interviewer.append('chat.message', { text: 'aside' }, aside)), 'number');
  });

  it('tells listeners on the server of each entry, once', async () => {
    const heard: string[] = [];
    const stop = world.server.onEntry(({ entry, own }) => own && heard.push(entry.kind));
    const { client } = await scene('interviewer', 'waiting');
    await client.append('chat.message', { text: 'Hello' });
    await until('all is heard', () => heard.length === 6);
    stop();
    await client.append('chat.message', { text: 'Unheard' });
    assert.deepEqual(heard.slice(-3), ['stage.changed', 'participant.joined', 'chat.message']);
  });
});
