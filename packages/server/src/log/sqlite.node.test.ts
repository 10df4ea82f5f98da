import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, readFileSync, writeFileSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { emptyHead, seal, type Sealed } from '@interview-room/core/protocol';
import { draft } from '../../test/drafts.js';
import { killWhileWriting } from '../../test/kill.js';
import { assertWhole, engineContract } from '../../test/log-engine.contract.js';
import type { LogEngine } from './engine.js';
import { fileIn, openDatabase } from './sqlite-database.js';
import { SqliteLogEngine, type SqliteOptions } from './sqlite.js';

const newDir = () => mkdtempSync(join(tmpdir(), 'interview-room-log-'));
const removeDir = (dir: string) => rmSync(dir, { recursive: true, force: true });

for (const durability of ['process', 'power'] as const) {
  engineContract({
    name: `SQLite that outlives the ${durability === 'process' ? 'process' : 'power'}`,
    lasts: true,
    shared: false,
    store: async () => {
      const dir = newDir();
      return {
        open: async () => new SqliteLogEngine({ dir, durability }),
        dispose: async () => removeDir(dir),
      };
    },
  });
}

describe('SQLite', { timeout: 120_000 }, () => {
  let dir: string;
  before(() => (dir = newDir()));
  after(() => removeDir(dir));

  async function using<T>(
    use: (engine: LogEngine) => Promise<T>,
    options: Partial<SqliteOptions> = {},
  ): Promise<T> {
    const engine = new SqliteLogEngine({ dir, ...options });
    try {
      return await use(engine);
    } finally {
      await engine.close();
    }
  }

  const write = (room: string, count: number) =>
    using((engine) =>
      engine.append(
        room,
        Array.from({ length: count }, (_, index) => draft(`text ${index}`)),
      ),
    );

  function sql(statement: string): void {
    const db = openDatabase(dir);
    assert.ok(Number(db.prepare(statement).run().changes) > 0);
    db.close();
  }

  /** Those entries of a room whose number is as said. */
  const placed = (room: string, seq: string) =>
    `place >> 26 = (SELECT no FROM rooms WHERE name = '${room}') AND place & (1 << 26) - 1 ${seq}`;

  async function assertRefused(room: string, seq: number, fault: string): Promise<void> {
    await using(async (engine) => {
      const error = { name: 'LogCorruptError', room, seq, fault };
      await assert.rejects(engine.read(room, 0), error);
      await assert.rejects(engine.append(room, [draft('more')]), error);
      await assert.rejects(
        engine.subscribe(room, 0, () => {}),
        error,
      );
      await assertWhole(engine, 'sound', 3);
      await engine.append('sound-too', [draft('goes on')]);
    });
  }

  before(() => write('sound', 3));

  it('refuses a log with a changed text, and names the entry; other rooms go on', async () => {
    await write('changed', 2500);
    sql(`UPDATE log SET text = replace(text, 'text 2099"', 'test 2099"') WHERE text LIKE '%text 2099"%'`);
    await assertRefused('changed', 2100, 'hash');
  });

  it('refuses a log with a changed hash, a missing entry, or a tail cut off', async () => {
    await write('hash', 5);
    await write('hole', 5);
    await write('tail', 5);
    sql(
      `UPDATE log SET hash = iif(hash LIKE 'e%', 'f', 'e') || substr(hash, 2) WHERE ${placed('hash', '= 4')}`,
    );
    sql(`DELETE FROM log WHERE ${placed('hole', '= 3')}`);
    sql(`DELETE FROM log WHERE ${placed('tail', '> 2')}`);
    await assertRefused('hash', 4, 'hash');
    await assertRefused('hole', 3, 'order');
    await assertRefused('tail', 3, 'cut');
  });

  it('refuses a log with a byte flipped in the file', async () => {
    await write('flipped', 40);
    const needle = 'a text of its own';
    await using((engine) => engine.append('flipped', [draft(needle)]));
    const now = readFileSync(fileIn(dir));
    const at = now.indexOf(needle);
    assert.ok(at > 0);
    now[at] = (now[at] ?? 0) ^ 1;
    writeFileSync(fileIn(dir), now);
    await assertRefused('flipped', 41, 'hash');
  });

  it('sees a change made while it runs', async () => {
    await write('running', 5);
    await using(async (engine) => {
      await assertWhole(engine, 'running', 5);
      sql(`UPDATE log SET text = replace(text, 'text 3"', 'test 3"') WHERE ${placed('running', '= 4')}`);
      await assert.rejects(engine.read('running', 2), { name: 'LogCorruptError', seq: 4, fault: 'hash' });
    });
  });

  it('forgets a damaged room when told to', async () => {
    await using(async (engine) => {
      await assert.rejects(engine.head('hole'));
      await engine.deleteRoom('hole');
      await engine.append('hole', [draft('anew')]);
      await assertWhole(engine, 'hole', 1);
    });
  });

  it('takes in what another engine on the same file wrote', async () => {
    await using(async (one) => {
      await using(async (two) => {
        const same = draft('same');
        await one.append('both', [draft('a'), same]);
        await two.append('both', [draft('b'), same]);
        await one.append('both', [draft('c')]);
        await two.append('both', [draft('d'), draft('e')]);
        await assertWhole(two, 'both', 6);
      });
    });
  });

  it('takes over a file of an earlier version', async () => {
    const old = newDir();
    const db = openDatabase(old);
    const logs = [['a', 3] as const, ['b', 2] as const].map(([room, count]) => ({ room, log: chain(count) }));
    db.exec('CREATE TABLE entries (room, seq, text, hash, PRIMARY KEY (room, seq)) WITHOUT ROWID');
    for (const [index, { room, log }] of logs.entries()) {
      db.prepare('INSERT INTO rooms VALUES (?, ?, ?)').run(index + 1, room, log.length);
      const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?)');
      for (const { text, entry } of log) insert.run(index + 1, entry.seq, text, entry.hash);
    }
    db.close();
    await using(
      async (engine) => {
        for (const { room, log } of logs) assert.deepEqual(await engine.read(room, 0), log);
        await engine.append('a', [draft('more')]);
        await engine.deleteRoom('b');
        await assertWhole(engine, 'a', 4);
      },
      { dir: old },
    );
    removeDir(old);
  });

  it('loses nothing acknowledged when its process is killed', async () => {
    const { acknowledged } = await killWhileWriting('sqlite', dir, 'killed');
    await using(async (engine) => {
      const { seq } = await engine.head('killed');
      const log = await assertWhole(engine, 'killed', seq);
      const ids = new Set(log.map(({ entry }) => entry.id));
      assert.deepEqual(
        acknowledged.filter((id) => !ids.has(id)),
        [],
      );
    });
  });

  it('names a log whose pages were cut off the file', async () => {
    const other = newDir();
    const engine = new SqliteLogEngine({ dir: other });
    for (let i = 0; i < 2000; i++) await engine.append(`r${i % 4}`, [draft('x'.repeat(300))]);
    await engine.close();
    truncateSync(fileIn(other), Math.floor(statSync(fileIn(other)).size / 8192) * 4096);
    const cut = await readAll(other);
    assert.ok(cut.some((error) => (error as Error | undefined)?.name === 'LogCorruptError'));
    removeDir(other);
  });
});

function chain(length: number): Sealed[] {
  const log: Sealed[] = [];
  for (let i = 0; i < length; i++) log.push(seal(draft(`${i}`), log.at(-1)?.entry ?? emptyHead, i));
  return log;
}

/** What each room of a damaged file answers, or the file as a whole. */
async function readAll(dir: string): Promise<unknown[]> {
  try {
    const engine = new SqliteLogEngine({ dir, onError: () => {} });
    const results = await Promise.allSettled(['r0', 'r1', 'r2', 'r3'].map((room) => engine.read(room, 0)));
    return results.map((each) => (each.status === 'rejected' ? (each.reason as unknown) : undefined));
  } catch (error) {
    return [error];
  }
}
