import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { EntryRefusedError, JoinRefusedError, Room, type Entry, type Refused } from '@interview-room/core';
import { bridgeBackend, type Bridge, type Far, type Link } from './index.js';

async function until(done: () => unknown): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 1000, `never: ${done.toString()}`);
    await sleep(5);
  }
}

/** A far side that a test plays. */
class Script implements Far {
  readonly transport = 'socket';
  taken: Entry[] = [];
  connects = 0;
  fail: unknown;
  refuse: string | undefined;
  breakOn: string | undefined;
  end: () => void = () => {};
  constructor(readonly bridge: Bridge) {}
  async connect(): Promise<Link> {
    this.connects++;
    if (this.fail) throw this.fail;
    const over = new Promise<void>((resolve) => (this.end = resolve));
    return { over, take: (entry) => this.take(entry), close: () => this.end() };
  }
  private async take(entry: Entry): Promise<void> {
    if (entry.kind === this.breakOn) {
      this.breakOn = undefined;
      throw new Error('the cable was cut');
    }
    if (entry.kind === this.refuse) throw new EntryRefusedError(entry.kind, 'too long', 'too-large');
    this.taken.push(entry);
  }
}

describe('a bridge to a backend without a log', () => {
  const rooms: Room[] = [];
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map((room) => room.leave()));
  });

  async function join(prepare: (far: Script) => void = () => {}): Promise<{ room: Room; far: Script }> {
    let far: Script | undefined;
    const options = { url: 'http://127.0.0.1:9/x/?mode=hard', storage: 'memory', random: () => 0 } as const;
    const backend = bridgeBackend(options, (bridge) => {
      far = new Script(bridge);
      prepare(far);
      return far;
    });
    const room = await Room.join({ backend, session: 'one', name: 'Ann', role: 'interviewer' });
    rooms.push(room);
    assert.ok(far);
    return { room, far };
  }

  it('gives the backend what this person does, in order and once, also what a break cut short', async () => {
    const { room, far } = await join((each) => (each.breakOn = 'language.changed'));
    assert.deepEqual([room.role, far.bridge.base, far.bridge.settings.get('mode')], ['interviewer', 'http://127.0.0.1:9/x', 'hard']); // prettier-ignore
    await room.append('chat.message', { text: 'one' });
    await room.append('language.changed', { language: 'python' });
    await room.append('chat.message', { text: 'two' });
    await until(() => far.taken.length === 3);
    assert.deepEqual(far.taken.map(({ kind }) => kind), ['chat.message', 'language.changed', 'chat.message']); // prettier-ignore
    assert.equal(far.connects, 2);
    assert.equal(room.connection.status, 'open');
    assert.equal(room.connection.remote?.unsent, 0);
  });

  it('keeps what is written while there is no connection, and says how much', async () => {
    const { room, far } = await join();
    far.fail = new Error('nobody there');
    far.end();
    await until(() => room.connection.status === 'offline');
    await room.append('chat.message', { text: 'are you there?' });
    await until(() => room.connection.remote?.unsent === 1);
    assert.equal(far.taken.length, 0);
    far.fail = undefined;
    room.retry();
    await until(() => far.taken.length === 1);
    assert.equal(room.connection.remote?.unsent, 0);
  });

  it('shows what others do, and edits in their names, which are not told to the backend again', async () => {
    const { room, far } = await join();
    const { bridge } = far;
    await bridge.welcome('ben', 'Ben');
    await bridge.enter('ben', 'chat.message', { text: 'hi' }, 'message-1');
    await bridge.enter('ben', 'chat.message', { text: 'hi' }, 'message-1');
    bridge.edit('ben', (files) => files.create('python/main.py', 'x = 1\n'));
    bridge.edit('assistant', (files) => files.text('python/main.py').insert(0, '# ai\n'));
    await until(() => room.workspace.files()['python/main.py'] === '# ai\nx = 1\n');
    await until(() => Object.values(room.state.authors).length === 2);
    assert.deepEqual(room.state.people.map(({ name }) => name), ['Ben']); // prettier-ignore
    assert.equal(room.state.chat.length, 1);
    assert.deepEqual(Object.values(room.state.authors).sort(), ['assistant', 'ben']);
    room.workspace.text('python/main.py').insert(0, 'me ');
    await until(() => bridge.files.files()['python/main.py'] === 'me # ai\nx = 1\n');
    assert.deepEqual(Object.values(room.state.authors).sort(), ['assistant', 'ben', 'you']);
    assert.equal(far.taken.length, 0);
  });

  it('tells the person what the backend did not take, and goes on', async () => {
    const { room, far } = await join((each) => (each.refuse = 'note.added'));
    const refused: Refused[] = [];
    room.onRefused((each) => refused.push(each));
    await room.append('note.added', { note: 'n', text: 'long' });
    await room.append('chat.message', { text: 'next' });
    await until(() => far.taken.length === 1);
    assert.deepEqual(refused.map(({ kind, reason }) => [kind, reason]), [['note.added', 'too-large']]); // prettier-ignore
  });

  it('is not joined where the backend refuses and nothing is known of the room', async () => {
    const refusal = new JoinRefusedError('room-unknown', 'There is no such room.', false);
    const refused = join((far) => (far.fail = refusal));
    await assert.rejects(refused, { name: 'JoinRefusedError', reason: 'room-unknown' });
  });

  it('holds no more of what a backend says than it has to', async () => {
    const { room, far } = await join();
    for (let n = 0; n < 2000; n++) far.bridge.notice('event', `e${n}`, 'x'.repeat(10_000));
    const { recent = [] } = room.offers.notices ?? {};
    assert.equal(recent.length, 500);
    assert.equal(recent.at(-1)?.name, 'e1999');
    assert.ok(recent.every(({ text }) => text.length < 4_100));
  });
});
