import { expect } from 'chai';
import { Room, type Entry } from '@interview-room/core';
import { bridgeBackend, type Bridge, type Far, type Link } from './index.js';

async function until(done: () => unknown): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    if (tries > 800) throw new Error(`never: ${done.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The far sides of the tabs of one person, in one page: locks, storage and channels are the browser's own. */
class Tabs {
  readonly session = `tabs-${crypto.randomUUID()}`;
  readonly connected: number[] = [];
  readonly taken: Entry[] = [];
  readonly bridges: Bridge[] = [];
  readonly ends: (() => void)[] = [];

  async open(): Promise<Room> {
    const at = this.bridges.length;
    const backend = bridgeBackend({ url: '/far' }, (bridge) => this.far(at, bridge));
    return Room.join({ backend, session: this.session, name: 'Ann' });
  }

  private far(at: number, bridge: Bridge): Far {
    this.bridges.push(bridge);
    return { transport: 'socket', connect: async () => this.link(at) };
  }

  private link(at: number): Link {
    this.connected.push(at);
    const over = new Promise<void>((resolve) => (this.ends[at] = resolve));
    return {
      over,
      take: async (entry) => void this.taken.push(entry),
      close: () => this.ends[at]?.(),
    };
  }
}

describe('a bridge in several tabs', () => {
  it('speaks to the backend from one of them, for all, and from the next when that goes', async () => {
    const tabs = new Tabs();
    const first = await tabs.open();
    const second = await tabs.open();
    expect(tabs.connected).to.deep.equal([0]);
    await second.append('chat.message', { text: 'from the second' });
    await until(() => tabs.taken.length === 1);
    expect(first.state.chat.map(({ text }) => text)).to.deep.equal(['from the second']);
    await until(() => second.connection.remote !== undefined && second.connection.status === 'open');
    await first.leave();
    await until(() => tabs.connected.length === 2);
    await second.append('chat.message', { text: 'again' });
    await until(() => tabs.taken.length === 2);
    expect(tabs.taken.map(({ body }) => body)).to.deep.equal([
      { text: 'from the second' },
      { text: 'again' },
    ]);
    await second.leave();
  });

  it('edits once what the backend brought, in all of them', async () => {
    const tabs = new Tabs();
    const [first, second] = [await tabs.open(), await tabs.open()];
    tabs.bridges[0]?.edit('ben', (files) => files.create('python/main.py', 'x = 1\n'));
    await until(() => second.workspace.files()['python/main.py'] === 'x = 1\n');
    second.workspace.text('python/main.py').insert(0, '# hi\n');
    await until(() => tabs.bridges[0]?.files.files()['python/main.py'] === '# hi\nx = 1\n');
    expect(first.workspace.files()).to.deep.equal(second.workspace.files());
    await Promise.all([first.leave(), second.leave()]);
  });

  it('goes on after a reload with what the backend has not heard yet, and repeats nothing', async () => {
    const tabs = new Tabs();
    const before = await tabs.open();
    await before.append('chat.message', { text: 'heard' });
    await until(() => tabs.taken.length === 1);
    await before.leave();
    const after = await tabs.open();
    expect(after.state.chat.map(({ text }) => text)).to.deep.equal(['heard']);
    await after.append('chat.message', { text: 'new' });
    await until(() => tabs.taken.length === 2);
    expect(tabs.taken.map(({ body }) => body)).to.deep.equal([{ text: 'heard' }, { text: 'new' }]);
    await after.leave();
  });
});
