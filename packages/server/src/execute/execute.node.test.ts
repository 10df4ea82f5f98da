import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { Client } from '../testing/client.js';
import { until } from '../testing/until.js';
import { World, type Made } from '../testing/world.js';

type Event = { type: string; [key: string]: unknown };

async function events(reply: Response): Promise<Event[]> {
  const text = await reply.text();
  assert.equal(reply.status, 200, text);
  return text
    .split('\n\n')
    .flatMap((frame) => (frame.startsWith('data: ') ? [JSON.parse(frame.slice(6)) as Event] : []));
}

const failure = async (reply: Response): Promise<[number, string]> => {
  const { error } = (await reply.json()) as { error: { code: string; message: string } };
  assert.ok(error.message);
  return [reply.status, error.code];
};

const program = (text: string, more: object = {}) => ({
  language: 'javascript',
  files: { 'main.js': text },
  ...more,
});

describe('programs run by the backend', () => {
  let world: World;
  let room: Made;
  const run = (body: unknown, token = room.tokens.candidate, what = 'run') =>
    world.post(`/api/rooms/${room.id}/${what}`, body, token);

  before(async () => {
    world = await World.open({ execute: { concurrency: 1 } });
    room = await world.room();
  });
  after(() => world.close());

  it('are for those who may run them, when they may', async () => {
    assert.deepEqual(await failure(await run(program(''))), [403, 'not-allowed']);
    const client = await Client.join(world, room.id, { token: room.tokens.interviewer });
    await client.append('stage.changed', { stage: 'started' });
    await client.leave();
    assert.deepEqual(await failure(await run(program(''), room.tokens.observer)), [403, 'not-allowed']);
    assert.equal((await failure(await run(program(''), 'no token')))[0], 401);
    const other = await world.room();
    assert.equal((await failure(await run(program(''), other.tokens.candidate)))[0], 403);
  });

  it('say in which languages they may be', async () => {
    const reply = await world.fetch(`/api/rooms/${room.id}/run`, { key: room.tokens.candidate });
    const { languages } = (await reply.json()) as { languages: { id: string; label: string }[] };
    assert.ok(languages.some(({ id, label }) => id === 'python' && label === 'Python'));
  });

  it('tell what they print and how they end, as it happens', async () => {
    const all = await events(await run(program('console.log("hi", 6 * 7)')));
    assert.equal(all.filter(({ type }) => type === 'stdout').map(({ text }) => text).join(''), 'hi 42\n'); // prettier-ignore
    assert.deepEqual([all.at(-1)?.type, all.at(-1)?.['outcome']], ['exit', 'ok']);
  });

  it('are tested by cases and test files', async () => {
    const files = {
      'main.js': 'export const f = (n) => n + 1;',
      'main.test.js': 'import { f } from "./main.js";\ntest("adds", () => expect(f(1)).toBe(2));',
    };
    const tests = {
      language: 'javascript',
      files,
      testFiles: ['main.test.js'],
      cases: [{ call: 'f', args: [1], expected: 3 }],
    };
    const all = await events(await run(tests, undefined, 'test'));
    const results = all.filter(({ type }) => type === 'test').map(({ status }) => status);
    assert.deepEqual(results.sort(), ['failed', 'passed']);
  });

  it('are refused in words where they are not as they should be', async () => {
    const bad: [object, number, string][] = [
      [{ language: 'klingon', files: {} }, 422, 'language'],
      [{ files: {} }, 422, 'invalid'],
      [program('', { limits: { wallMs: 10_000_000 } }), 422, 'invalid'],
      [program('', { surprise: 1 }), 422, 'invalid'],
      [{ language: 'javascript', files: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, ''])) }, 422, 'invalid'],
    ]; // prettier-ignore
    for (const [body, status, code] of bad) assert.deepEqual(await failure(await run(body)), [status, code]);
    const [end] = (await events(await run({ language: 'javascript', files: { '../x.js': '' } }))).slice(-1);
    assert.match(JSON.stringify(end), /outside of the workspace/);
  });

  it('stop when who asked goes, and are so many at once', async () => {
    const loop = program('setInterval(() => console.log("."), 5);', { limits: { wallMs: 20_000 } });
    const stop = [new AbortController(), new AbortController()];
    const init = { method: 'POST', body: JSON.stringify(loop), key: room.tokens.candidate };
    const held = await Promise.all(
      stop.map(({ signal }) => world.fetch(`/api/rooms/${room.id}/run`, { ...init, signal })),
    );
    assert.deepEqual(held.map(({ status }) => status), [200, 200]); // prettier-ignore
    assert.deepEqual(await failure(await run(loop)), [409, 'busy']);
    for (const each of stop) each.abort();
    let all: Event[] = [];
    await until('a turn is free', async () => {
      const reply = await run(program('console.log("free")'));
      if (reply.status === 200) all = await events(reply);
      else await reply.text();
      return all.length > 0;
    });
    assert.equal(all.at(-1)?.['outcome'], 'ok');
  });

  it('are so many a minute', async () => {
    const strict = await World.open({ execute: { concurrency: 1 }, limits: { runsPerMinute: 1 } });
    const made = await strict.room();
    const ask = () => strict.post(`/api/rooms/${made.id}/run`, program('1'), made.tokens.interviewer);
    await events(await ask());
    assert.deepEqual(await failure(await ask()), [429, 'rate-limited']);
    await strict.close();
  });

  it('are run nowhere unless that is switched on', async () => {
    const off = await World.open();
    const made = await off.room();
    const reply = await off.post(`/api/rooms/${made.id}/run`, program(''), made.tokens.interviewer);
    assert.deepEqual(await failure(reply), [404, 'execute-off']);
    await off.close();
  });
});
