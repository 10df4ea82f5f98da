import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Backend, BackendEvents } from './backend.js';
import type { Entry } from './protocol/entry.js';
import { MemoryLogStore } from './log/memory.js';
import { EntryRefusedError, localBackend, Room, type Cast } from './index.js';

const join = () => Room.join({ backend: localBackend({ storage: 'memory' }), session: 'two-sum' });

/** A backend over a store that several rooms share: what one appends, all hear, some twice. */
function shared(): Backend & { store: MemoryLogStore; all: Set<BackendEvents> } {
  const store = new MemoryLogStore();
  const all = new Set<BackendEvents>();
  return {
    store,
    all,
    async join(_request, events) {
      all.add(events);
      events.connection({ status: 'open', storage: 'kept' });
      events.entries(await store.read());
      return {
        you: 'you',
        async append(drafts) {
          const entries = await store.append(drafts.map((draft) => ({ ...draft, by: 'you' })));
          for (const each of all) each.entries([...entries, ...entries]);
          return entries;
        },
        cast: (kind, body) => all.forEach((each) => each.cast({ by: 'you', kind, body })),
        read: () => store.read(),
        leave: async () => void all.delete(events),
      };
    },
  };
}

describe('a room', () => {
  it('works under Node, and says that nothing lasts', async () => {
    const room = await Room.join({ backend: 'local', session: 'two-sum' });
    assert.deepEqual(room.connection, { status: 'open', storage: 'memory', reason: 'refused' });
    assert.equal(room.state.connection, room.connection);
    await room.leave();
    assert.equal(room.connection.status, 'closed');
  });

  it('knows an entry by the time that it is appended', async () => {
    const room = await join();
    const entry = await room.append('language.changed', { language: 'python' });
    assert.equal(room.state.language, 'python');
    assert.equal(entry.seq, 1);
    assert.equal(entry.body.language, 'python');
  });

  it('tells what changed to those who look at it, and to no others', async () => {
    const room = await join();
    const told: unknown[] = [];
    const stop = room.subscribe((state) => state.language, (now, before) => told.push([before, now])); // prettier-ignore
    await room.append('language.changed', { language: 'python' });
    await room.append('hint.revealed', { index: 0 });
    await room.append('language.changed', { language: 'javascript' });
    stop();
    await room.append('language.changed', { language: 'typescript' });
    assert.deepEqual(told, [[undefined, 'python'], ['python', 'javascript']]); // prettier-ignore
  });

  it('refuses a body of the wrong shape, and says why', async () => {
    const room = await join();
    await assert.rejects(
      room.append('hint.revealed', { index: -1 }),
      (error: EntryRefusedError) =>
        error instanceof EntryRefusedError && error.kind === 'hint.revealed' && /index/.test(error.reason),
    );
    assert.deepEqual((await room.export()).entries, []);
  });

  it('keeps kinds of others in the log', async () => {
    const room = await join();
    await room.append('acme.badge', { gold: true });
    const { entries, verification } = await room.export();
    assert.deepEqual((entries as Entry[]).map(({ kind, body }) => ({ kind, body })), [{ kind: 'acme.badge', body: { gold: true } }]); // prettier-ignore
    assert.ok(verification.ok);
  });

  it('has what is typed in its log, exported whole and verified', async () => {
    const room = await join();
    room.workspace.seed({ 'python/main.py': 'pass\n' });
    const text = room.workspace.text('python/main.py');
    for (const letter of 'olleh #') text.insert(0, letter);
    const taken = JSON.parse(JSON.stringify(await room.export())) as Awaited<ReturnType<Room['export']>>;
    assert.equal(taken.session, 'two-sum');
    assert.deepEqual(taken.files, { 'python/main.py': '# hellopass\n' });
    assert.ok(taken.verification.ok && taken.verification.to === taken.entries.length);
    // Seven letters typed in one go left in two entries: the first, and the others merged.
    assert.ok(taken.entries.length <= 3);
  });

  it('hands on to late joiners all that was there, and takes what comes twice once', async () => {
    const backend = shared();
    const one = await Room.join({ backend, session: 'a' });
    one.workspace.create('main.py', 'print(1)');
    await one.append('tests.finished', {
      language: 'python',
      summary: { total: 1, passed: 1, failed: 0, errored: 0, skipped: 0, durationMs: 1 },
      tests: [],
    });
    const two = await Room.join({ backend, session: 'a' });
    assert.deepEqual(two.workspace.files(), { 'main.py': 'print(1)' });
    assert.equal(two.state.progress['python']?.attempts, 1);
    assert.deepEqual({ ...two.state }, { ...one.state });
    two.workspace.text('main.py').insert(0, '# ');
    await two.workspace.settled();
    assert.deepEqual(one.workspace.files(), { 'main.py': '# print(1)' });
  });

  it('is not stopped by entries that it cannot read', async () => {
    const backend = shared();
    await backend.store.append([
      { id: 'a', by: 'you', kind: 'doc.update', body: { update: 'not base64!' } },
      { id: 'b', by: 'you', kind: 'doc.update', body: { update: 'AAECAwQF' } },
      { id: 'c', by: 'you', kind: 'solved', body: 3 },
      { id: 'd', by: 'you', kind: 'language.changed', body: { language: 'python' } },
    ]);
    const room = await Room.join({ backend, session: 'a' });
    assert.equal(room.state.language, 'python');
    assert.equal((await room.export()).entries.length, 4);
  });

  it('casts, and keeps nothing of it', async () => {
    const backend = shared();
    const [one, two] = [
      await Room.join({ backend, session: 'a' }),
      await Room.join({ backend, session: 'a' }),
    ];
    const heard: Cast[] = [];
    const stop = two.onCast((cast) => heard.push(cast));
    one.cast('typing', { on: true });
    stop();
    one.cast('typing', { on: false });
    assert.deepEqual(heard, [{ by: 'you', kind: 'typing', body: { on: true } }]);
    assert.deepEqual(await backend.store.read(), []);
  });

  it('can be read after it was left, and takes nothing more', async () => {
    const room = await join();
    room.workspace.create('a', 'text');
    await room.leave();
    assert.deepEqual(room.workspace.files(), { a: 'text' });
    await assert.rejects(room.append('solved', { language: 'python' }), EntryRefusedError);
    await room.leave();
  });

  it('says which backend it does not know', async () => {
    await assert.rejects(Room.join({ backend: 'carrier-pigeon', session: 'a' }), /carrier-pigeon/);
  });
});
