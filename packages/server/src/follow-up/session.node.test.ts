import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isWithheld,
  newId,
  verify,
  type BodyOf,
  type Delivered,
  type Entry,
} from '@interview-room/core/protocol';
import type { Question } from '@interview-room/core/question';
import { MemoryLogEngine } from '../log/memory.js';
import { SqliteLogEngine } from '../log/sqlite.js';
import { Client, type Transport } from '../testing/client.js';
import { addition, filesUpdate, secrets } from '../testing/interview.js';
import { isSigned, startReceiver } from '../testing/receiver.js';
import { until } from '../testing/until.js';
import { World, type Made } from '../testing/world.js';

const SECRET = 'what webhooks are signed by';
const hooks = (url?: string) => ({ webhooks: { url, secret: SECRET, allowPrivate: true } });

async function makeRoom(world: World, question: Question, webhook?: { url: string }): Promise<Made> {
  const answer = await world.post('/api/rooms', { question, ...(webhook && { webhook }) });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as Made;
}

describe('a whole session, with all that follows it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'session-'));
  let world: World;
  let server: Awaited<ReturnType<typeof startReceiver>>;
  let vendor: Awaited<ReturnType<typeof startReceiver>>;
  const clients: Client[] = [];
  const enter = async (
    room: Made,
    role: 'candidate' | 'interviewer' | 'observer',
    transport: Transport = 'socket',
  ) => {
    const client = await Client.join(world, room.id, { token: room.tokens[role], snapshot: true }, transport);
    clients.push(client);
    return client;
  };
  before(async () => {
    [server, vendor] = [await startReceiver(), await startReceiver()];
    const engine = new SqliteLogEngine({ dir });
    world = await World.open({
      engine,
      ...hooks(server.url),
      grading: {},
      limits: { snapshotEvery: 5 },
      pollMs: 100,
    });
  });
  after(async () => {
    for (const client of clients) await client.leave();
    await world.close();
    await Promise.all([server.close(), vendor.close()]);
    rmSync(dir, { recursive: true });
  });

  /** What the interviewer has been given of a kind. */
  const seen = <T>(client: Client, kind: string) =>
    client.entries.filter((entry): entry is Entry => !isWithheld(entry) && entry.kind === kind) as Entry<
      string,
      T
    >[];
  /** Waits for a verdict, which may take longer than clients wait for a frame. */
  const verdicts = async (interviewer: Client, count: number) => {
    const judged = () => seen<BodyOf<'tests.judged'>>(interviewer, 'tests.judged');
    await until(`${count} verdicts came`, () => judged().length === count, 120);
    return judged();
  };

  it('in Python: judged, reopened, judged again; told to both receivers; nothing hidden reaches others', async () => {
    const room = await makeRoom(world, addition, { url: vendor.url });
    const candidate = await enter(room, 'candidate');
    const streamed = await enter(room, 'candidate', 'stream');
    const observer = await enter(room, 'observer');
    const interviewer = await enter(room, 'interviewer');
    await candidate.append('stage.changed', { stage: 'started' });
    await candidate.append('language.changed', { language: 'python' });
    await candidate.append(
      'doc.update',
      filesUpdate({ 'python/add.py': 'def add(a, b):\n    print(a)\n    return a\n' }),
    );
    await interviewer.append('note.added', { note: 'n1', text: 'secret-note' });
    await candidate.append('stage.changed', { stage: 'submitted' });
    const [first] = await verdicts(interviewer, 1);
    assert.ok(first && first.body.summary.passed < first.body.summary.total);
    await interviewer.append('stage.changed', { stage: 'started' });
    await candidate.append(
      'doc.update',
      filesUpdate({ 'python/add.py': 'def add(a, b):\n    return a + b\n' }),
    );
    await candidate.append('stage.changed', { stage: 'submitted' });
    const [, second] = await verdicts(interviewer, 2);
    assert.equal(second?.body.summary.passed, second?.body.summary.total);
    assert.deepEqual(
      second?.body.tests.filter((test) => test.hidden).map(({ status }) => status),
      ['passed', 'passed'],
    );
    await interviewer.append('stage.changed', { stage: 'ended' });

    const all = ['started', 'submitted', 'graded', 'started', 'submitted', 'graded', 'ended'];
    for (const { received } of [server, vendor]) {
      await until('all was told', () => received.length === all.length);
      assert.deepEqual(received.map(({ json }) => json.event).sort(), [...all].sort());
      assert.ok(received.every((each) => isSigned(each, SECRET) && each.json.room === room.id));
      for (const { body } of received) for (const secret of secrets) assert.ok(!body.includes(secret), body);
    }
    const grades = vendor.received.filter(({ json }) => json.event === 'graded');
    const passed = grades.map(({ json }) => (json.data['summary'] as { passed: number }).passed);
    assert.deepEqual(new Set(passed), new Set([first.body.summary.passed, second?.body.summary.passed]));

    const { seq } = await world.server.context.engine.head(room.id);
    const late = [
      await enter(room, 'candidate'),
      await enter(room, 'candidate', 'stream'),
      await enter(room, 'observer'),
    ];
    const others = [candidate, streamed, observer, ...late];
    for (const client of others) await client.until((each) => each.seq === seq);
    assert.ok(late.every(({ welcome }) => welcome?.snapshot));
    const log = await (await world.fetch(`/api/rooms/${room.id}/log`, { key: room.tokens.candidate })).text();
    const links = JSON.stringify(room.links.candidate);
    for (const sent of [...others.map(({ texts }) => texts.join('\n')), log, links])
      for (const secret of secrets) assert.equal(around(sent, secret), '');
    assert.ok(
      verify(
        log
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Delivered),
      ).ok,
    );
    assert.equal(seen(candidate, 'tests.graded').length, 2);
    for (const secret of ['secret-case-name', 'test_secret_sum', 'secret-note', 'secret-guide', '700070010'])
      assert.ok(interviewer.texts.join('\n').includes(secret), secret);
  });

  it('in JavaScript: judged, and the candidate learns nothing where the question does not say so', async () => {
    const { interview: _, ...silent } = addition;
    const room = await makeRoom(world, silent);
    const candidate = await enter(room, 'candidate', 'stream');
    const interviewer = await enter(room, 'interviewer', 'stream');
    await candidate.append('stage.changed', { stage: 'started' });
    await candidate.append('language.changed', { language: 'javascript' });
    await candidate.append(
      'doc.update',
      filesUpdate({ 'javascript/add.js': 'export const add = (a, b) => a + b;\n' }),
    );
    await candidate.append('stage.changed', { stage: 'submitted' });
    const [verdict] = await verdicts(interviewer, 1);
    assert.equal(verdict?.body.summary.passed, 3);
    assert.ok(verdict.body.tests.some(({ name, hidden }) => name === 'secret-js-test' && hidden));
    await candidate.until((each) => each.seq === verdict.seq);
    assert.equal(seen(candidate, 'tests.graded').length, 0);
    for (const secret of secrets) assert.equal(around(candidate.texts.join('\n'), secret), '');
    assert.equal(vendor.received.filter(({ json }) => json.room === room.id).length, 0);
  });

  it('refuses a room’s webhook that it could not send', async () => {
    const ask = async (url: string) =>
      (await world.post('/api/rooms', { question: addition, webhook: { url } })).status;
    for (const url of ['ftp://a.example/', '/hook', 'https://user:word@a.example/'])
      assert.equal(await ask(url), 422, url);
    const silent = await World.open();
    const answer = await silent.post('/api/rooms', {
      question: addition,
      webhook: { url: 'https://a.example/' },
    });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /WEBHOOK_SECRET/);
    await silent.close();
  });
});

describe('what a process leaves undone', () => {
  /** What a process wrote to a room before it died: its stage changed, and nothing followed. */
  async function left(world: World): Promise<Made> {
    const room = await makeRoom(world, addition);
    const entry = { id: newId(), by: 'p-ada', kind: 'stage.changed', body: { stage: 'started' } };
    await world.server.context.engine.append(room.id, [entry]);
    return room;
  }

  it('is done by another that has the room open, or opens it, once', async () => {
    const receiver = await startReceiver();
    const engine = new MemoryLogEngine();
    const options = { engine, leaseMs: 50, pollMs: 50, ...hooks(receiver.url) };
    const worlds = [await World.open(options), await World.open(options)];
    const [one, two] = worlds as [World, World];
    const room = await left(one);
    await Promise.all(worlds.map((world) => world.server.context.rooms.hold(room.id)));
    await until('it was told', () => receiver.received.length === 1);
    await engine.append(room.id, [
      { id: newId(), by: 'p-ada', kind: 'stage.changed', body: { stage: 'ended' } },
    ]);
    await until('it was told', () => receiver.received.length === 2);
    await sleep(300);
    assert.deepEqual(
      receiver.received.map(({ json }) => json.event),
      ['started', 'ended'],
    );
    for (const world of [one, two]) await world.close();
    await receiver.close();
  });

  it('is done when a process starts', async () => {
    const receiver = await startReceiver();
    const engine = new MemoryLogEngine();
    const before = await World.open({ engine });
    const room = await left(before);
    await before.server.context.aftermath.close();
    const world = await World.open({ engine, pollMs: 50, ...hooks(receiver.url) });
    await until('it was told', () => receiver.received.length === 1);
    assert.equal(receiver.received[0]?.json.room, room.id);
    for (const each of [world, before]) await each.close();
    await receiver.close();
  });
});

/** A text's surroundings, where it is in another; else nothing. */
function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return at < 0 ? '' : text.slice(Math.max(0, at - 60), at + 60);
}
