import { expect } from 'chai';
import { forgetShared, nativeBackend, Room, verify } from './index.js';
import { IndexedDbKeep } from './log/keep-indexeddb.js';
import { Far } from './testing/far.js';

/** Waits until something is so. */
async function until(done: () => unknown): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a room on a backend, in browsers', () => {
  let server: Far;
  let session: string;
  let rooms: Room[];
  let count = 0;
  const join = async (token = 'ann') => {
    const backend = nativeBackend({ url: server.url, transport: 'socket' });
    const room = await Room.join({ backend, session, token, name: token });
    rooms.push(room);
    return room;
  };
  const leave = async (room: Room) => {
    rooms = rooms.filter((each) => each !== room);
    await room.leave();
  };
  const settled = (...all: Room[]) =>
    until(() =>
      all.every(({ connection }) => connection.status === 'open' && connection.remote?.unsent === 0),
    );
  const open = (...all: Room[]) => until(() => all.every(({ connection }) => connection.status === 'open'));

  beforeEach(async () => {
    server = await Far.open();
    session = `room ${count++} ${Math.random()}`;
    rooms = [];
  });
  afterEach(async () => {
    await server.unplug();
    await Promise.all(rooms.map((room) => room.leave()));
    await forgetShared(server.url, session);
    await server.close();
  });

  it('keeps what it knows, and says so', async () => {
    const room = await join();
    expect(room.connection).to.include({ status: 'open', storage: 'kept' });
    expect(room.connection.remote).to.include({ transport: 'socket', unsent: 0 });
  });

  it('is there after a reload without a network, goes on, and sends it all once', async () => {
    const first = await join();
    first.workspace.create('a.py', 'one');
    await first.append('language.changed', { language: 'python' });
    await server.unplug();
    await until(() => first.connection.status === 'offline');
    first.workspace.text('a.py').insert(3, ' two');
    void first.append('chat.message', { text: 'still there?' });
    await leave(first);
    const again = await join();
    expect(again.connection.status).to.equal('offline');
    expect(again.state.language).to.equal('python');
    expect(again.workspace.files()).to.deep.equal({ 'a.py': 'one two' });
    again.workspace.text('a.py').insert(7, ' three');
    await server.unplug(false);
    again.retry();
    await settled(again);
    expect(again.state.chat.map(({ text }) => text)).to.deep.equal(['still there?']);
    expect((await join('ben')).workspace.files()).to.deep.equal({ 'a.py': 'one two three' });
    const { entries } = await server.look();
    expect(verify(entries).ok).to.equal(true);
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('takes along in its last words what it has no time to keep', async () => {
    const first = await join();
    await server.unplug();
    await until(() => first.connection.status === 'offline');
    first.workspace.create('a.py', 'typed as the page goes');
    dispatchEvent(new Event('pagehide'));
    const kept = Object.entries(localStorage).find(([key]) => key.includes(encodeURIComponent(session)));
    expect(kept?.[1]).to.contain('doc.update');
    const again = await join();
    expect(again.workspace.files()).to.deep.equal({ 'a.py': 'typed as the page goes' });
    await server.unplug(false);
    for (const room of [first, again]) room.retry();
    await settled(first, again);
    expect((await join('ben')).workspace.files()).to.deep.equal({ 'a.py': 'typed as the page goes' });
    expect((await server.look()).entries.length).to.equal(1);
  });

  it('has one tab write for all of a person, and another when that goes', async () => {
    const one = await join();
    await settled(one);
    const two = await join();
    const clients = [one.client, two.client];
    await two.append('chat.message', { text: 'from two' });
    two.workspace.create('a.py', 'x');
    await settled(one, two);
    expect((await server.look()).writers).to.deep.equal(clients.slice(0, 1));
    await leave(one);
    await two.append('chat.message', { text: 'alone' });
    const { writers, entries } = await server.look();
    expect(writers).to.deep.equal(clients);
    expect(entries.length).to.equal(3);
  });

  it('writes itself where the tab that writes for it hangs', async () => {
    const one = await join();
    await settled(one);
    await server.ignore(one.client ?? '');
    const two = await join();
    await two.append('chat.message', { text: 'hello?' });
    expect((await server.look()).entries.length).to.equal(1);
  });

  it('sends what tabs wrote while they were offline once, whichever comes back first', async () => {
    const [one, two] = [await join(), await join()];
    one.workspace.create('one.py', '');
    two.workspace.create('two.py', '');
    await settled(one, two);
    await server.unplug();
    await until(() => [one, two].every(({ connection }) => connection.status === 'offline'));
    for (let n = 0; n < 200; n++) {
      one.workspace.text('one.py').insert(n, String(n % 10));
      two.workspace.text('two.py').insert(n, String(n % 10));
      if (n % 20 === 0) void two.append('chat.message', { text: String(n) });
    }
    const before = (await server.look()).entries.length;
    await server.unplug(false);
    two.retry();
    await open(two);
    one.retry();
    await settled(one, two);
    await until(() => JSON.stringify(one.workspace.files()) === JSON.stringify(two.workspace.files()));
    const ben = await join('ben');
    expect(ben.workspace.files()).to.deep.equal({
      'one.py': '0123456789'.repeat(20),
      'two.py': '0123456789'.repeat(20),
    });
    expect(ben.state.chat.map(({ text }) => Number(text))).to.deep.equal(
      Array.from({ length: 10 }, (_, n) => n * 20),
    );
    const { entries } = await server.look();
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(entries.length - before).to.be.below(80);
  });

  it('tells the tab that wrote it what was refused, and takes it back there', async () => {
    const [one, two] = [await join(), await join()];
    await settled(one, two);
    await server.refuse('doc.update');
    const told: (string | undefined)[] = [];
    two.onRefused(({ text }) => told.push(text));
    one.onRefused(() => expect.fail('one did not write it'));
    two.workspace.create('a.py', 'no');
    await until(() => told.length > 0);
    expect(two.workspace.files()).to.deep.equal({});
    await server.refuse();
    two.workspace.create('b.py', 'yes');
    await until(() => one.workspace.has('b.py'));
    expect(one.workspace.files()).to.deep.equal({ 'b.py': 'yes' });
  });

  it('tells of what was refused of a tab that is gone, with its text', async () => {
    const [one, two] = [await join(), await join()];
    await settled(one, two);
    one.workspace.create('a.py', 'stays');
    await until(() => two.workspace.has('a.py'));
    await server.refuse('doc.update');
    await server.unplug();
    await until(() => [one, two].every(({ connection }) => connection.status === 'offline'));
    two.workspace.text('a.py').insert(5, ' not');
    await leave(two);
    const told: (string | undefined)[] = [];
    one.onRefused(({ text }) => told.push(text));
    await server.unplug(false);
    one.retry();
    await until(() => told.length > 0);
    expect(told).to.deep.equal([' not']);
    await settled(one);
    expect(one.workspace.files()).to.deep.equal({ 'a.py': 'stays' });
  });

  it('keeps a long log as what it amounts to', async () => {
    const first = await join();
    for (let n = 0; n < 600; n++) void first.append('chat.message', { text: String(n) });
    first.workspace.create('a.py', 'x');
    await settled(first);
    await leave(first);
    const keep = await IndexedDbKeep.open(`${server.url}/api/rooms/${encodeURIComponent(session)}#ann`);
    const kept = await keep.load();
    expect(kept.base?.seq).to.be.at.least(500);
    expect(kept.entries.length).to.be.below(500);
    await server.unplug();
    const again = await join();
    expect(again.state.chat.length).to.equal(600);
    expect(again.workspace.files()).to.deep.equal({ 'a.py': 'x' });
  });
});
