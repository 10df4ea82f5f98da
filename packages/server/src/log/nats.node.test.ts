import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import { draft } from '../../test/drafts.js';
import { killWhileWriting } from '../../test/kill.js';
import { assertWhole, engineContract, until } from '../../test/log-engine.contract.js';
import { natsMissing, NatsServer } from '../testing/nats.js';
import { Names } from './nats-names.js';
import { EXPECTED, PART } from './nats-records.js';
import { NatsLogEngine } from './nats.js';

const skip = natsMissing();
if (skip) console.log(`NATS: skipped, ${skip}`);

const open = (server: NatsServer) =>
  NatsLogEngine.connect({ servers: server.url, connection: { reconnectTimeWait: 50 } });

engineContract({
  name: 'NATS JetStream',
  skip,
  lasts: true,
  shared: true,
  store: async () => {
    const server = await NatsServer.start();
    return { open: () => open(server), dispose: () => server.stop() };
  },
});

describe('NATS JetStream', { skip, timeout: 120_000 }, () => {
  let server: NatsServer;
  before(async () => (server = await NatsServer.start()));
  after(() => server.stop());

  const names = new Names('IR', 8);

  /** Writes to the stream past the engine. */
  async function publish(room: string, text: string, extra: Record<string, string> = {}): Promise<void> {
    const connection = await connect({ servers: server.url });
    const all = headers();
    for (const [name, value] of Object.entries(extra)) all.set(name, value);
    await jetstream(connection).publish(names.of(room).subject, text, { headers: all });
    await connection.close();
  }

  async function lastOf(room: string): Promise<string> {
    const connection = await connect({ servers: server.url });
    const manager = await jetstreamManager(connection);
    const { stream, subject } = names.of(room);
    const found = await manager.streams.getMessage(stream, { last_by_subj: subject });
    await connection.close();
    return String(found?.seq);
  }

  const assertHolds = async (engine: NatsLogEngine, room: string, acknowledged: string[]) => {
    const { seq } = await engine.head(room);
    const log = await assertWhole(engine, room, seq);
    const ids = new Set(log.map(({ entry }) => entry.id));
    assert.deepEqual(
      acknowledged.filter((id) => !ids.has(id)),
      [],
    );
  };

  it('loses nothing acknowledged when processes that write to one room are killed', async () => {
    const engine = await open(server);
    const heard: number[] = [];
    await engine.subscribe('killed', 0, (entries) => heard.push(...entries.map(({ entry }) => entry.seq)));
    const writers = [400, 700].map((enough) => killWhileWriting('nats', server.url, 'killed', enough));
    const written = await Promise.all(writers);
    await engine.append('killed', [draft('after them')]);
    await assertHolds(
      engine,
      'killed',
      written.flatMap(({ acknowledged }) => acknowledged),
    );
    const { seq } = await engine.head('killed');
    await until(() => heard.length >= seq);
    assert.deepEqual(
      heard,
      Array.from({ length: seq }, (_, index) => index + 1),
    );
    await engine.close();
  });

  it('goes on when the server was killed and comes back, and loses nothing acknowledged', async () => {
    const engine = await open(server);
    const heard: string[] = [];
    const acknowledged: string[] = [];
    await engine.subscribe('restarted', 0, (entries) => heard.push(...entries.map(({ entry }) => entry.id)));
    const writing = (async () => {
      for (let i = 0; i < 300; i++) {
        const [sealed] = await engine.append('restarted', [draft(i, `n${i}`)]);
        acknowledged.push(sealed?.entry.id ?? '');
      }
    })();
    await until(() => acknowledged.length > 100);
    await server.kill();
    assert.equal(await engine.ready(), false);
    await server.up();
    await writing;
    await assertHolds(engine, 'restarted', acknowledged);
    await until(() => heard.length >= 300);
    assert.deepEqual(heard, acknowledged);
    await engine.close();
  });

  it('closes also when the server is gone, and refuses what cannot be written', async () => {
    const own = await NatsServer.start();
    const engine = await open(own);
    await engine.append('gone', [draft('a')]);
    await own.kill();
    await until(async () => !(await engine.ready()));
    const refused = assert.rejects(engine.append('gone', [draft('b')]));
    await engine.close();
    await refused;
    await own.stop();
  });

  it('passes over a large append whose writer died half-way', async () => {
    const engine = await open(server);
    await engine.append('half', [draft('a'), draft('b')]);
    await publish('half', 'the first of two parts', { [PART]: '1/2', [EXPECTED]: await lastOf('half') });
    await engine.append('half', [draft('c')]);
    await assertWhole(engine, 'half', 3);
    await publish('half', 'a second part that comes too late', {
      [PART]: '2/2',
      [EXPECTED]: await lastOf('half'),
    });
    await engine.append('half', [draft('d')]);
    await assertWhole(engine, 'half', 4);
    const other = await open(server);
    await assertWhole(other, 'half', 4);
    await other.close();
    await engine.close();
  });

  it('refuses a log that was changed, and names the entry', async () => {
    const engine = await open(server);
    await engine.append('changed', [draft('one')]);
    await engine.append('changed', [draft('two')]);
    await engine.close();
    await publish('changed', `${'a'.repeat(64)} {"seq":3}`);
    const again = await open(server);
    const error = { name: 'LogCorruptError', room: 'changed', seq: 3, fault: 'hash' };
    await assert.rejects(again.read('changed', 0), error);
    await assert.rejects(again.append('changed', [draft('more')]), error);
    await again.append('sound', [draft('goes on')]);
    await again.close();
  });
});
