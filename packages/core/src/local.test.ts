import type { Entry } from './protocol/entry.js';
import { expect } from 'chai';
import { forgetLocal, localBackend } from './local.js';
import { Room } from './room.js';
import { IndexedDbLogStore } from './log/indexeddb.js';
import { verify } from './protocol/chain.js';

/** Resolves when the room's state is as wanted, or its files are. */
function until(room: Room, done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => done() && (stop(), unsubscribe(), resolve());
    const stop = room.subscribe((state) => state, look);
    const unsubscribe = room.workspace.subscribe(look);
    look();
  });
}

describe('a room in this browser', () => {
  let count = 0;
  let session: string;
  let rooms: Room[];
  const join = async (options = {}) => {
    const room = await Room.join({ backend: localBackend(options), session });
    rooms.push(room);
    return room;
  };
  beforeEach(() => {
    session = `room ${count++} ${Math.random()}`;
    rooms = [];
  });
  afterEach(async () => {
    await Promise.all(rooms.map((room) => room.leave()));
    await forgetLocal(session);
  });

  it('comes back as it was', async () => {
    const first = await join();
    expect(first.connection).to.deep.equal({ status: 'open', storage: 'kept' });
    first.workspace.seed({ 'python/main.py': 'print(1)\n' });
    first.workspace.text('python/main.py').insert(0, '# hello\n');
    await first.append('language.changed', { language: 'python' });
    await first.leave();
    const again = await join();
    expect(again.workspace.files()).to.deep.equal({ 'python/main.py': '# hello\nprint(1)\n' });
    expect(again.state.language).to.equal('python');
    expect((await again.export()).verification).to.include({ ok: true, from: 1 });
  });

  it('has files of its own for each room', async () => {
    const first = await join();
    first.workspace.create('a.py', 'mine');
    const other = await Room.join({ backend: 'local', session: `${session} other` });
    expect(other.workspace.files()).to.deep.equal({});
    await other.leave();
  });

  it('lays out the starter once, though two tabs do at the same time', async () => {
    const [one, two] = await Promise.all([join(), join()]);
    for (const room of [one, two]) room.workspace.seed({ 'main.py': 'pass\n', 'empty.txt': '' });
    one.workspace.text('main.py').insert(0, '1');
    await Promise.all([one.workspace.settled(), two.workspace.settled()]);
    await until(two, () => two.workspace.files()['main.py'] === '1pass\n');
    expect(two.workspace.files()).to.deep.equal(one.workspace.files());
    const third = await join();
    third.workspace.seed({ 'main.py': 'pass\n' });
    expect(third.workspace.files()).to.deep.equal({ 'main.py': '1pass\n', 'empty.txt': '' });
  });

  it('shows other tabs what is written, in one order, and loses nothing of what both write', async () => {
    const [one, two] = await Promise.all([join(), join()]);
    const heard: string[] = [];
    two.subscribe((state) => state.language, (language) => heard.push(String(language))); // prettier-ignore
    const write = async (room: Room, name: string) => {
      for (let index = 0; index < 20; index++) {
        room.workspace.text('shared.py').insert(0, name);
        await room.append('acme.note', { name, index });
      }
      await room.workspace.settled();
    };
    await Promise.all([
      write(one, 'a'),
      write(two, 'b'),
      one.append('language.changed', { language: 'python' }),
    ]);
    const full = (room: Room) => room.workspace.text('shared.py').length === 40;
    await Promise.all([
      until(one, () => full(one)),
      until(two, () => full(two) && two.state.language === 'python'),
    ]);
    expect(one.workspace.files()).to.deep.equal(two.workspace.files());
    expect(heard).to.deep.equal(['python']);
    const { entries, verification } = await one.export();
    expect(verification.ok).to.equal(true);
    expect((entries as Entry[]).filter(({ kind }) => kind === 'acme.note')).to.have.length(40);
  });

  it('casts to the other tabs and keeps nothing of it', async () => {
    const [one, two] = await Promise.all([join(), join()]);
    const heard = new Promise((resolve) => two.onCast(resolve));
    one.cast('cursor', { at: 3 });
    expect(await heard).to.deep.equal({ by: 'you', kind: 'cursor', body: { at: 3 } });
    expect((await one.export()).entries).to.deep.equal([]);
  });

  it('keeps what was typed in the moment that the page goes', async () => {
    const room = await join();
    room.workspace.create('a.py', 'first');
    room.workspace.text('a.py').insert(5, ', last');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    const kept = Object.keys(localStorage).filter((key) => key.includes(session));
    expect(kept).to.have.length(1);
    // The page is gone before its transactions end: what it kept is all there is.
    const words = localStorage.getItem(kept[0] ?? '') ?? '';
    await room.leave();
    await forgetLocal(session);
    localStorage.setItem(`${kept[0]}-of-a-page-that-is-gone`, words);
    const again = await join();
    expect(again.workspace.files()).to.deep.equal({ 'a.py': 'first, last' });
    expect(Object.keys(localStorage).filter((key) => key.includes(session))).to.deep.equal([]);
  });

  it('forgets what it kept for a page that goes once that has arrived', async () => {
    const room = await join();
    room.workspace.create('a.py', 'first');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await room.workspace.settled();
    expect(Object.keys(localStorage).filter((key) => key.includes(session))).to.deep.equal([]);
  });

  it('goes on in memory when the disk is full, with all that was there, and says so', async () => {
    const room = await join();
    room.workspace.create('a.py', 'before');
    await room.workspace.settled();
    const told: unknown[] = [];
    room.subscribe((state) => state.connection, (connection) => told.push(connection)); // prettier-ignore
    const real = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    room.workspace.text('a.py').insert(0, 'after ');
    await room.workspace.settled().finally(() => (IDBObjectStore.prototype.add = real));
    expect(told).to.deep.equal([{ status: 'open', storage: 'memory', reason: 'full' }]);
    await room.append('language.changed', { language: 'python' });
    const { entries, files, verification } = await room.export();
    expect(files).to.deep.equal({ 'a.py': 'after before' });
    expect(verification).to.include({ ok: true, from: 1, to: entries.length });
    expect((entries as Entry[]).map(({ kind }) => kind)).to.deep.equal([
      'doc.update',
      'doc.update',
      'language.changed',
    ]);
  });

  it('is cut when it has grown long, and other tabs and later ones have all of it', async () => {
    const one = await join();
    const two = await join();
    await one.append('language.changed', { language: 'python' });
    const write = (index: number) => {
      one.workspace.text('a.py').insert(index, String(index % 10));
      return one.workspace.settled();
    };
    for (let index = 0; index < 520; index++) await write(index);
    const expected = Array.from({ length: 520 }, (_, index) => index % 10).join('');
    const store = await IndexedDbLogStore.open(`${location.pathname}#${session}`);
    const entries = await store.read();
    expect((entries as Entry[])[0]?.kind).to.equal('log.compacted');
    expect(entries.length).to.be.lessThan(100);
    expect(verify(entries).ok).to.equal(true);
    await until(two, () => two.workspace.files()['a.py'] === expected);
    const later = await join();
    expect(later.workspace.files()).to.deep.equal({ 'a.py': expected });
    expect(later.state.language).to.equal('python');
  });
});
