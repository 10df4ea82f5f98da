import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Refused } from './backend.js';
import { JoinRefusedError, Room, verify } from './index.js';
import { MemoryKeep } from './log/keep-memory.js';
import { newId } from './protocol/id.js';
import { STATE_VERSION, initialState } from './state/fold.js';
import { Stage } from './testing/stage.js';
import type { StandIn } from './testing/stand-in.js';
import type { VirtualClock } from './testing/virtual-clock.js';

describe('a room on a backend', () => {
  let stage: Stage;
  let server: StandIn;
  let clock: VirtualClock;
  beforeEach(async () => {
    stage = new Stage();
    ({ server, clock } = stage);
    await server.start();
  });
  afterEach(() => stage.close());
  const join: Stage['join'] = (...args) => stage.join(...args);
  const arrived: Stage['arrived'] = (room) => stage.arrived(room);
  const same: Stage['same'] = (...all) => stage.same(...all);
  const until: Stage['until'] = (done) => stage.until(done);
  const passing: Stage['passing'] = (promise) => stage.passing(promise);

  for (const transport of ['socket', 'stream'] as const)
    describe(`over a ${transport}`, () => {
      it('shares text and entries, and says who one is', async () => {
        const [ann, ben] = [await join('ann', { transport }), await join('ben', { transport })];
        assert.deepEqual([ann.you, ann.role, ben.you], ['ann', 'candidate', 'ben']);
        ann.workspace.create('a.py', 'print(1)\n');
        await until(() => ben.workspace.has('a.py'));
        ben.workspace.text('a.py').insert(0, '# hi\n');
        await same(ann, ben);
        assert.equal(ann.workspace.files()['a.py'], '# hi\nprint(1)\n');
        const entry = await ben.append('chat.message', { text: 'hello' });
        assert.equal(entry.by, 'ben');
        await until(() => ann.state.chat.length === 1);
        assert.ok(verify(server.entries).ok);
        assert.deepEqual((await ann.export()).entries, server.entries);
        assert.equal(ann.connection.remote?.transport, transport);
      });

      it('is joined that way when it is asked so', async () => {
        const backend = stage.backend();
        const room = await passing(Room.join({ backend, session: 'one', token: 'ann', transport }));
        assert.equal(room.connection.remote?.transport, transport);
        await passing(room.leave());
      });

      it('casts to those who are here', async () => {
        const [ann, ben] = [await join('ann', { transport }), await join('ben', { transport })];
        const heard: unknown[] = [];
        ben.onCast((cast) => heard.push(cast));
        ann.cast('presence', { path: 'a.py' });
        await until(() => heard.length > 0);
        assert.deepEqual(heard, [{ type: 'cast', by: 'ann', client: ann.client, kind: 'presence', body: { path: 'a.py' } }]); // prettier-ignore
      });

      it('comes back after cuts, with what was written meanwhile sent once and in order', async () => {
        const [ann, ben] = [await join('ann', { transport }), await join('ben', { transport })];
        const said = Promise.all([1, 2, 3].map((n) => ann.append('chat.message', { text: String(n) })));
        server.mute = true;
        await until(() => server.appends.length > 0);
        server.cut();
        server.mute = false;
        await until(() => ann.connection.status === 'offline');
        ann.workspace.create('a.py', 'one');
        server.write('ben', [{ id: newId(), kind: 'chat.message', body: { text: 'away?' } }]);
        await passing(said);
        await arrived(ann);
        await same(ann, ben);
        const ids = server.entries.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.deepEqual(ann.state.chat.filter(({ by }) => by === 'ann').map(({ text }) => text), ['1', '2', '3']); // prettier-ignore
        await until(() => ann.connection.remote?.resumed);
        assert.equal(ann.connection.remote?.resumed?.missed, 1);
      });

      it('finds out that nobody answers any more', async () => {
        const ann = await join('ann', { transport });
        server.deaf = true;
        clock.turn(20_000);
        clock.turn(10_000);
        assert.notEqual(ann.connection.status, 'open');
        server.deaf = false;
        await arrived(ann);
      });
    });

  it('gives up a stream on which nothing comes, though what is posted is answered', async () => {
    const ann = await join('ann', { transport: 'stream' });
    server.mute = true;
    await until(() => ann.connection.status !== 'open');
    server.mute = false;
    await arrived(ann);
    assert.equal(server.hellos.length, 2);
  });

  it('takes streams where sockets are blocked, and remembers it', async () => {
    server.blocked = true;
    const ann = await join();
    assert.equal(ann.connection.remote?.transport, 'stream');
    const ben = await join('ben');
    assert.equal(ben.connection.remote?.transport, 'stream');
    assert.equal(server.hellos.length, 2);
  });

  it('takes entries once that come twice', async () => {
    server.twice = true;
    const ann = await join();
    await ann.append('chat.message', { text: 'once' });
    await arrived(ann);
    assert.equal(ann.state.chat.length, 1);
  });

  it('asks again from the last good entry where some are missing, or are out of order', async () => {
    const ann = await join();
    await ann.append('chat.message', { text: '1' });
    const say = (text: string) => ({ id: newId(), kind: 'chat.message', body: { text } });
    server.alter = (entries) => (entries.length > 1 ? [...entries].reverse() : entries.slice(1));
    server.write('ben', [say('2')]);
    server.write('ben', [say('3'), say('4')]);
    await until(() => server.hellos.length > 1);
    server.alter = (entries) => entries;
    await until(() => ann.state.chat.length === 4);
    assert.deepEqual(ann.state.chat.map(({ text }) => text), ['1', '2', '3', '4']); // prettier-ignore
    assert.equal(server.hellos[1]?.after, 1);
  });

  it('says so if the log never holds together', async () => {
    server.write(
      'ben',
      [1, 2, 3].map((n) => ({ id: newId(), kind: 'x.y', body: n })),
    );
    server.alter = (entries) => entries.map((entry) => (entry.seq === 2 ? { ...entry, prev: 'a'.repeat(64) } : entry)); // prettier-ignore
    await assert.rejects(join(), (error) => error instanceof JoinRefusedError && error.reason === 'malformed' && /entry 2/.test(error.message)); // prettier-ignore
  });

  it('follows a backend that lost a part of its log', async () => {
    const [ann, ben] = [await join('ann'), await join('ben')];
    for (const text of ['1', '2', '3']) await ann.append('chat.message', { text });
    const before = ann.workspace.doc;
    server.cut();
    server.lose(1);
    // A backend refuses a place that it does not have, or says in its welcome that it has less.
    server.admit = ({ after, token }) => (after > 1 && token === 'ben' ? 'malformed' : undefined);
    await until(() => [ann, ben].every((room) => room.state.chat.length === 1));
    assert.notEqual(ann.workspace.doc, before);
    await passing(ann.append('chat.message', { text: 'again' }));
    await until(() => ben.state.chat.length === 2);
    assert.ok(verify(server.entries).ok);
  });

  it('begins from a snapshot of its own version, and asks for the entries instead of another', async () => {
    server.write('ben', [{ id: newId(), kind: 'chat.message', body: { text: 'hi' } }]);
    const { seq, hash, at } = server.entries[0] ?? assert.fail();
    const state = { ...initialState, language: 'python' };
    server.snapshot = { seq, hash, at, doc: 'AAA=', version: STATE_VERSION, state };
    assert.equal((await join()).state.language, 'python');
    server.snapshot = { ...server.snapshot, version: STATE_VERSION + 1 };
    const ben = await join('ben');
    assert.deepEqual([ben.state.language, ben.state.chat.length], [undefined, 1]);
  });

  it('asks for a token at each connect, and again when one is refused', async () => {
    let asked = 0;
    server.admit = ({ token }) => (token === 'ann:2' || token === 'ann:3' ? undefined : 'token-expired');
    const ann = await join(async () => `ann:${++asked}`);
    assert.equal(asked, 2);
    server.cut();
    await until(() => asked === 3 && ann.connection.status === 'open');
  });

  it('says why it is refused, and comes back when told to', async () => {
    const ann = await join();
    server.admit = () => 'token-invalid';
    server.end('token-invalid');
    await until(() => ann.connection.status === 'refused');
    clock.turn(3_600_000);
    assert.equal(server.hellos.length, 1);
    assert.equal(ann.connection.remote?.refusal?.reason, 'token-invalid');
    ann.workspace.create('kept.py', 'x');
    server.admit = () => undefined;
    ann.retry();
    await arrived(ann);
    assert.equal(server.entries.length, 1);
  });

  it('rejects joining where it is refused, or nobody is there, and nothing is kept', async () => {
    server.admit = () => 'room-unknown';
    await assert.rejects(join(), { name: 'JoinRefusedError', reason: 'room-unknown' });
    await server.stop();
    await assert.rejects(join(), { name: 'JoinRefusedError', reason: 'unavailable', retry: true });
    await server.start();
  });

  it('takes back a refused edit and what was built on it, gives back what was typed, and goes on', async () => {
    const [ann, ben] = [await join('ann'), await join('ben')];
    ann.workspace.create('a.py', 'shared\n');
    await same(ann, ben);
    const refused: Refused[] = [];
    ann.onRefused((each) => refused.push(each));
    const told: ReadonlySet<string>[] = [];
    ann.workspace.subscribe((paths) => told.push(paths));
    server.refuse = ({ kind }) => (kind === 'doc.update' ? 'not-allowed' : undefined);
    for (const letter of 'no!') ann.workspace.text('a.py').insert(0, letter);
    await until(() => refused.length > 0);
    server.refuse = () => undefined;
    assert.equal(ann.workspace.files()['a.py'], 'shared\n');
    assert.equal(refused.map(({ text }) => text).join('').length, 3);
    assert.equal(refused[0]?.reason, 'not-allowed');
    assert.ok(told.at(-1)?.has('a.py'));
    ann.workspace.text('a.py').insert(0, 'yes ');
    await arrived(ann);
    await same(ann, ben);
    assert.equal(ben.workspace.files()['a.py'], 'yes shared\n');
  });

  it('rejects what is refused otherwise, and sends again what passes', async () => {
    const ann = await join();
    server.refuse = () => 'not-allowed';
    await assert.rejects(ann.append('solved', { language: 'python' }), { name: 'EntryRefusedError', code: 'not-allowed' }); // prettier-ignore
    server.refuse = () => 'rate';
    const said = ann.append('chat.message', { text: 'later' });
    await until(() => server.appends.length === 2);
    server.refuse = () => undefined;
    await until(() => ann.state.chat.length === 1);
    await said;
  });

  it('does not send what is larger than the backend takes, and keeps to its pace', async () => {
    server.limits = { frameBytes: 5000, framesPerSecond: 4 };
    const ann = await join();
    const refused: Refused[] = [];
    ann.onRefused((each) => refused.push(each));
    ann.workspace.create('a.py', 'x'.repeat(10_000));
    await until(() => refused.length > 0);
    assert.deepEqual([refused[0]?.reason, ann.workspace.files()], ['too-large', {}]);
    await passing(Promise.all([1, 2, 3, 4, 5, 6].map((n) => ann.append('x.y', n))));
  });

  it('sends the first edit at once, and those made while it is under way as one', async () => {
    const [ann, ben] = [await join('ann'), await join('ben')];
    ann.workspace.create('a.py');
    await until(() => ben.workspace.has('a.py'));
    await arrived(ann);
    const [sent, written] = [server.appends.length, server.entries.length];
    const type = async (text: string, unsent: number) => {
      ann.workspace.text('a.py').insert(0, text);
      await until(() => ann.connection.remote?.unsent === unsent);
    };
    server.mute = true;
    for (const [index, text] of ['1', '2', '3', '4'].entries()) await type(text, index + 1);
    assert.equal(server.appends.length, sent + 1, 'the first alone');
    server.mute = false;
    server.cut();
    await until(() => ann.connection.status !== 'open');
    await arrived(ann);
    await same(ann, ben);
    assert.equal(ben.workspace.files()['a.py'], '4321');
    assert.equal(server.entries.length, written + 2, 'the first, and the others in one entry');
  });

  it('shows what is kept and goes on where the backend is not reached from the beginning', async () => {
    const keep = new MemoryKeep();
    const options = { keep: async () => keep };
    const first = await join('ann', options);
    first.workspace.create('a.py', 'one');
    await first.append('language.changed', { language: 'python' });
    await server.stop();
    await until(() => first.connection.status === 'offline');
    first.workspace.text('a.py').insert(3, ' two');
    await stage.leave(first);
    const again = await join('ann', options);
    assert.deepEqual(
      [again.connection.status, again.you, again.state.language],
      ['offline', 'ann', 'python'],
    );
    assert.equal(again.workspace.files()['a.py'], 'one two');
    again.workspace.text('a.py').insert(7, ' three');
    await server.start();
    await arrived(again);
    assert.equal((await join('ben')).workspace.files()['a.py'], 'one two three');
    assert.ok((again.connection.remote?.resumed?.sent ?? 0) >= 2);
  });

  it('knows the time of the backend', async () => {
    server.now = () => Date.now() + 3_600_000;
    const room = await join('ann', { clock: { now: () => Date.now(), after: (ms, work) => clock.after(ms, work) } }); // prettier-ignore
    assert.ok(Math.abs(room.now() - Date.now() - 3_600_000) < 60_000);
  });

  it('takes no more than can be kept, and says so before', async () => {
    const ann = await join();
    await server.stop();
    await until(() => ann.connection.status === 'offline');
    const refused: unknown[] = [];
    for (let n = 0; n < 10_001; n++) ann.append('x.y', n).catch((error: unknown) => refused.push(error));
    await until(() => refused.length > 0);
    assert.match(String(refused[0]), /too much waits/);
    assert.equal(refused.length, 1);
    assert.ok(ann.connection.remote?.crowded);
    await server.start();
    await arrived(ann);
    assert.equal(ann.connection.remote?.crowded, undefined);
    assert.equal(server.entries.length, 10_000);
  });
});
