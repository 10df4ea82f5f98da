import { strict as assert } from 'node:assert';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import type { ClientFrame, HelloFrame, ServerFrame } from '../protocol/frames.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { Choice, type TransportName } from './choice.js';
import { Connector, type ConnectorOptions, type LinkState } from './connector.js';
import { BROKEN, type LinkEvents } from './link.js';

/** A link that does what a test says. */
interface FakeLink {
  name: TransportName;
  hello: HelloFrame;
  on: LinkEvents;
  sent: ClientFrame[];
  closed: boolean;
}

describe('the connector', () => {
  let clock: VirtualClock;
  let links: FakeLink[];
  let states: LinkState[];
  let backends = 0;
  beforeEach(() => {
    [clock, links, states] = [new VirtualClock(), [], []];
  });

  const open = (name: TransportName) => (hello: HelloFrame, on: LinkEvents) => {
    const link: FakeLink = { name, hello, on, sent: [], closed: false };
    links.push(link);
    return {
      send: (frame: ClientFrame) => void link.sent.push(frame),
      close: () => void (link.closed = true),
    };
  };
  function connect(options: Partial<ConnectorOptions> = {}): Connector {
    const connector = new Connector(
      {
        clock,
        random: () => 0.5,
        client: 'tab',
        choice: new Choice(`backend ${backends++}`),
        open: { socket: open('socket'), stream: open('stream') },
        known: () => ({ after: 7 }),
        ...options,
      },
      { state: (state) => states.push(state), welcome: () => undefined, frame: () => undefined },
    );
    connector.retry();
    return connector;
  }
  const last = () => links.at(-1) ?? assert.fail('no link');
  const head = { seq: 0, hash: '0'.repeat(64), at: 0 };
  const welcome = (): ServerFrame => ({ type: 'welcome', protocol: 1, you: 'ann', role: 'candidate', name: 'Ann', head, now: clock.now() }); // prettier-ignore
  const refuse = (reason: 'token-expired' | 'room-unknown' | 'unavailable') =>
    last().on.frame({ type: 'refused', reason, message: reason, retry: false });
  const pass = async (ms: number) => {
    clock.turn(ms);
    await soon();
  };
  const letIn = () => {
    last().on.opened();
    last().on.frame(welcome());
  };
  const breakOff = () => last().on.closed({ code: BROKEN, reason: '' });

  it('says hello with what is known and a fresh token, and is open once it is welcome', async () => {
    let tokens = 0;
    const connector = connect({ token: async () => `t${++tokens}`, name: 'Ann' });
    await soon();
    assert.deepEqual(last().hello, { type: 'hello', protocol: [1], token: 't1', client: 'tab', name: 'Ann', after: 7 }); // prettier-ignore
    assert.equal(connector.state.status, 'connecting');
    letIn();
    assert.equal(connector.state.status, 'open');
    breakOff();
    await pass(500);
    assert.equal(last().hello.token, 't2');
  });

  it('breaks a link that is stuck: opening, or waiting to be welcome', async () => {
    const connector = connect();
    await soon();
    await pass(9999);
    assert.equal(connector.state.status, 'connecting');
    await pass(1);
    assert.deepEqual([connector.state.status, last().closed], ['offline', true]);
    await pass(500);
    last().on.opened();
    await pass(14_999);
    assert.equal(connector.state.status, 'connecting');
    await pass(1);
    assert.equal(connector.state.status, 'offline');
  });

  it('asks every 20 s whether anyone is there, and breaks a link that does not answer for 10 s', async () => {
    const connector = connect();
    await soon();
    letIn();
    const pong = () => last().on.frame({ type: 'pong', t: clock.now(), now: clock.now() });
    for (let n = 0; n < 100; n++) {
      pong();
      await pass(20_000);
    }
    assert.equal(last().sent.length, 101);
    assert.equal(connector.state.status, 'open');
    await pass(9999);
    assert.equal(connector.state.status, 'open');
    await pass(1);
    const before = states.length;
    pong();
    assert.deepEqual([states.at(-1)?.status, states.length], ['offline', before]);
  });

  it('waits longer each time, up to half a minute, and begins anew after a link that held', async () => {
    const connector = connect();
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      await soon();
      breakOff();
      const { state } = connector;
      waits.push((state.status === 'offline' ? state.retryAt : 0) - clock.now());
      await pass(waits.at(-1) ?? 0);
    }
    assert.deepEqual(waits.slice(0, 3), [375, 750, 1500]);
    assert.ok(waits.every((wait, n) => wait <= 30_000 && wait >= (waits[n - 1] ?? 0)));
    letIn();
    last().on.frame({ type: 'pong', t: clock.now(), now: clock.now() });
    await pass(15_000);
    breakOff();
    assert.equal(connector.state.attempt, 1);
  });

  it('tries at once when woken, and asks a link that looks open whether it is', async () => {
    const connector = connect();
    await soon();
    breakOff();
    connector.wake();
    await soon();
    assert.equal(links.length, 2);
    letIn();
    const before = last().sent.length;
    connector.wake();
    assert.equal(last().sent.length, before + 1);
    await pass(10_000);
    assert.equal(connector.state.status, 'offline');
  });

  it('is offline as soon as the device is, however open the link looks, and goes on trying', async () => {
    const connector = connect();
    await soon();
    letIn();
    connector.away();
    assert.equal(connector.state.status, 'offline');
    assert.equal(links.length, 1);
    connector.away();
    assert.equal(connector.state.attempt, 1, 'told twice, counted once');
    await pass(2_000);
    assert.equal(links.length, 2);
    letIn();
    assert.equal(connector.state.status, 'open');
  });

  it('asks for another token some times when one expired, then waits to be told', async () => {
    let tokens = 0;
    const connector = connect({ token: async () => `t${++tokens}` });
    for (let n = 0; n < 100; n++) {
      await soon();
      if (connector.state.status === 'connecting') refuse('token-expired');
      await pass(1000);
    }
    assert.equal(tokens, 6);
    assert.equal(connector.state.status, 'refused');
    connector.retry();
    await soon();
    letIn();
    assert.equal(connector.state.status, 'open');
  });

  it('asks less often where it is given the same token that had expired', async () => {
    let tokens = 0;
    const connector = connect({ token: async () => `the same ${Math.floor(tokens++ / 100)}` });
    for (let n = 0; n < 10; n++) {
      await soon();
      if (connector.state.status === 'connecting') refuse('token-expired');
      await pass(1000);
    }
    assert.deepEqual([tokens, connector.state.status], [3, 'refused']);
    assert.equal('retryAt' in connector.state, false);
    connector.wake();
    await soon();
    letIn();
    assert.equal(connector.state.status, 'open', 'it is asked for again when the page is seen again');
  });

  it('asks for another token as often after a long time offline', async () => {
    const connector = connect({ token: async () => 'token' });
    await soon();
    for (let n = 0; n < 30; n++) {
      if (connector.state.status === 'connecting') breakOff();
      await pass(60_000);
    }
    assert.ok(connector.state.attempt > 10, String(connector.state.attempt));
    while (connector.state.status !== 'connecting') await pass(1000);
    refuse('token-expired');
    const refused = states.at(-1);
    assert.ok(refused?.status === 'refused' && refused.retryAt, 'it tries again by itself');
  });

  it('does not try a text again that expired, nor a room that is not there', async () => {
    for (const reason of ['token-expired', 'room-unknown'] as const) {
      const connector = connect({ token: 'text' });
      await soon();
      refuse(reason);
      const before = links.length;
      await pass(3_600_000);
      assert.deepEqual([connector.state.status, links.length], ['refused', before]);
    }
  });

  it('takes a backend that is not available, and a token that cannot be had, for offline', async () => {
    const connector = connect();
    await soon();
    refuse('unavailable');
    assert.equal(connector.state.status, 'offline');
    const other = connect({ token: () => Promise.reject(new Error('no network')) });
    await soon();
    const { state } = other;
    assert.match(state.status === 'offline' ? (state.refusal?.message ?? '') : '', /no network/);
  });

  it('waits half a minute for a token that does not come, and asks again', async () => {
    let asked = 0;
    const token = () => (asked++ === 0 ? new Promise<string>(() => undefined) : 'token');
    const connector = connect({ token });
    const status = () => connector.state.status;
    await pass(29_999);
    assert.equal(status(), 'connecting');
    await pass(1);
    assert.equal(status(), 'offline');
    await pass(500);
    letIn();
    assert.deepEqual([status(), asked], ['open', 2]);
  });

  it('changes to streams after two sockets that did not open, and back where those do not either', async () => {
    connect();
    for (let n = 0; n < 7; n++) {
      await soon();
      breakOff();
      await pass(30_000);
    }
    assert.deepEqual(links.slice(0, 7).map(({ name }) => name), ['socket', 'socket', 'stream', 'socket', 'socket', 'stream', 'socket']); // prettier-ignore
  });

  it('tries sockets first again where they had worked, also after a stream that broke', async () => {
    connect();
    await soon();
    letIn();
    breakOff();
    for (let n = 0; n < 4; n++) {
      await pass(30_000);
      breakOff();
    }
    await pass(30_000);
    assert.equal(last().name, 'stream');
    letIn();
    breakOff();
    await pass(30_000);
    assert.equal(last().name, 'socket');
  });

  it('stays with what it was told to use', async () => {
    connect({ choice: new Choice('forced', 'stream') });
    for (let n = 0; n < 5; n++) {
      await soon();
      breakOff();
      await pass(30_000);
    }
    assert.ok(links.every(({ name }) => name === 'stream'));
  });

  it('is closed for good', async () => {
    const connector = connect();
    await soon();
    letIn();
    connector.close();
    connector.retry();
    connector.wake();
    await pass(3_600_000);
    assert.deepEqual([connector.state.status, links.length, last().closed], ['closed', 1, true]);
    assert.equal(states.at(-1)?.status, 'closed');
  });
});
