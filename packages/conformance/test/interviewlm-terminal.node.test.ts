import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { systemClock, type Clock, type TerminalChannel } from '@interview-room/core';
import { terminalManner } from '../src/stand-ins/interviewlm/terminal.js';
import type { InterviewLmStandIn } from '../src/stand-ins/interviewlm/index.js';
import { open, until, visit } from './interviewlm-stage.js';

/** What a terminal shows, as far as these shells go: what was emptied is forgotten. */
class Seen {
  raw = '';
  readonly statuses: string[] = [];
  get text(): string {
    return this.raw.split('\x1bc').at(-1)?.replaceAll('\x1b[3J', '').replaceAll('\r', '') ?? '';
  }
  get status(): string {
    return this.statuses.at(-1) ?? '';
  }
}

const channels: TerminalChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

type Way = 'tunnel' | 'pty' | 'plain';
async function shell(way: Way, input: 'stream' | 'reply' | 'both' = 'reply', clock?: Clock) {
  const standIn = await open({});
  Object.assign(terminalManner(standIn.world), { tunnel: way === 'tunnel', pty: way === 'pty', input });
  const { offers, notices } = await visit(standIn, { ...(clock && { clock }) });
  const seen = new Seen();
  const channel = offers.terminal?.open(
    { columns: 91, rows: 17 },
    {
      output: (text) => (seen.raw += text),
      status: (status, detail = '') => seen.statuses.push(`${status} ${detail}`.trim()),
    },
  );
  assert.ok(channel);
  channels.push(channel);
  await until(() => seen.status.startsWith('open'), 'open');
  await until(() => seen.text === '$ ', 'the prompt');
  return { standIn, seen, channel, notices };
}

async function enter(channel: TerminalChannel, seen: Seen, line: string, want: string): Promise<void> {
  channel.write(`${line}\r`);
  await until(() => seen.text.endsWith(want), `${want} at the end of ${seen.text}`);
}
const asked = ({ heard }: InterviewLmStandIn, what: RegExp) =>
  heard.filter((each) => what.test(each.what)).map(({ body }) => body);

describe('the terminal of interviewlm', () => {
  for (const [way, name] of [
    ['tunnel', 'tunnel'],
    ['pty', 'pty'],
    ['plain', 'stream'],
  ] as const) {
    // prettier-ignore
    it(`types, prints and interrupts over ${name}`, async () => {
      const { channel, seen } = await shell(way);
      assert.equal(seen.status, `open ${name}`);
      await enter(channel, seen, 'echo héllo wörld', 'echo héllo wörld\nhéllo wörld\n$ ');
      channel.write('half');
      await until(() => seen.text.endsWith('$ half'));
      channel.interrupt();
      await until(() => seen.text.endsWith('half^C\n$ '));
      assert.equal(seen.text, '$ echo héllo wörld\nhéllo wörld\n$ half^C\n$ ');
      channel.close();
    });
  }

  for (const [there, name] of [
    [{ tunnel: true, pty: true, plain: true }, 'tunnel'],
    [{ tunnel: false, pty: true, plain: true }, 'pty'],
    [{ tunnel: false, pty: false, plain: true }, 'stream'],
  ] as const)
    it(`takes the best way that there is: ${name}`, async () => {
      const standIn = await open({});
      Object.assign(terminalManner(standIn.world), there);
      const { offers } = await visit(standIn);
      const statuses: string[] = [];
      const channel = offers.terminal?.open(
        { columns: 80, rows: 24 },
        { output: () => undefined, status: (status, detail = '') => statuses.push(`${status} ${detail}`) },
      );
      assert.ok(channel);
      channels.push(channel);
      await until(() => statuses.some((status) => status.startsWith('open')));
      assert.deepEqual(statuses.filter((status) => status.startsWith('open')), [`open ${name}`]); // prettier-ignore
      const below = { tunnel: /terminal(\/pty)?$/, pty: /terminal$/, stream: /never/ }[name];
      assert.deepEqual(asked(standIn, below), [], 'those after it are not asked for');
    });

  for (const way of ['tunnel', 'pty'] as const)
    it(`tells its size over ${way}, at first and later`, async () => {
      const { channel, seen } = await shell(way);
      await enter(channel, seen, 'size', '91x17\n$ ');
      channel.resize({ columns: 44, rows: 9 });
      await enter(channel, seen, 'size', '44x9\n$ ');
      channel.close();
    });

  for (const input of ['stream', 'reply', 'both'] as const)
    it(`prints once what comes on the stream or in a reply: ${input}`, async () => {
      const { channel, seen } = await shell('plain', input);
      for (const word of ['a', 'a', 'bb']) await enter(channel, seen, `echo ${word}`, `\n${word}\n$ `);
      const all = '$ echo a\na\n$ echo a\na\n$ echo bb\nbb\n$ ';
      await until(() => seen.text.length >= all.length);
      assert.equal(seen.text, all);
      channel.close();
    });

  for (const way of ['tunnel', 'pty', 'plain'] as const)
    it(`joins anew over ${way}, and prints nothing twice`, async () => {
      const { channel, seen, standIn } = await shell(way);
      await enter(channel, seen, 'echo one', '\none\n$ ');
      standIn.cut();
      await until(() => seen.statuses.filter((status) => status.startsWith('open')).length > 1, 'open again');
      await enter(channel, seen, 'echo two', '\ntwo\n$ ');
      assert.equal(seen.text.split('\none\n').length, 2);
      assert.equal(seen.text.split('\ntwo\n').length, 2);
      if (way === 'pty') assert.deepEqual(asked(standIn, /^POST .*\/pty/).filter((body) => JSON.stringify(body).includes('sync')).length, 1); // prettier-ignore
      channel.close();
    });

  for (const way of ['pty', 'plain'] as const)
    it(`keeps over ${way} what is typed while it is lost, for the same line`, async () => {
      const { channel, seen, standIn, notices } = await shell(way);
      channel.write('echo t');
      await until(() => seen.text.endsWith('$ echo t'));
      standIn.cut();
      await until(() => seen.status === 'offline', 'lost');
      channel.write('w');
      channel.write('o\r');
      await until(() => seen.text.endsWith('\ntwo\n$ '), 'two');
      assert.ok(!notices.some(({ name }) => name === 'terminal'));
      channel.close();
    });

  for (const way of ['tunnel', 'pty', 'plain'] as const)
    it(`is joined again at once over ${way}, however often it broke, where it stood for long`, async () => {
      let ahead = 0;
      const clock = { ...systemClock, now: () => Date.now() + ahead };
      const { channel, seen, standIn, notices } = await shell(way, 'reply', clock);
      const opens = () => seen.statuses.filter((status) => status.startsWith('open')).length;
      for (let times = 1; times <= 6; times++) {
        ahead += 60_000;
        const lostAt = Date.now();
        standIn.cut();
        await until(() => seen.status === 'offline', 'lost');
        if (times % 3 === 0) channel.write('more than waits\r'.repeat(10_000));
        await until(() => opens() > times, 'joined again');
        assert.ok(Date.now() - lostAt < 1_000, `after ${Date.now() - lostAt} ms`);
      }
      const told = notices.filter(({ name }) => name === 'terminal').length;
      assert.equal(told, 2, 'what is lost much later is told again');
      channel.close();
    });

  it('gives another shell nothing of what was typed for the one before, and says so', async () => {
    const { channel, seen, standIn, notices } = await shell('tunnel');
    channel.write('rm -r');
    await until(() => seen.text.endsWith('$ rm -r'));
    standIn.cut();
    await until(() => seen.status === 'offline', 'lost');
    channel.write(' old\r');
    await until(() => seen.status === 'open tunnel', 'open again');
    await enter(channel, seen, 'echo x', '$ rm -r\n$ echo x\nx\n$ ');
    assert.equal(notices.filter(({ name }) => name === 'terminal').length, 1);
    channel.close();
  });

  it('prints what the reply to the last line says, also where the stream was lost meanwhile', async () => {
    const { channel, seen, standIn } = await shell('plain');
    standIn.faults.delayMs = 60;
    channel.write('echo slow\r');
    await until(() => asked(standIn, /input/).length === 1);
    standIn.cut();
    await until(() => seen.text.includes('\nslow\n'), 'slow');
    assert.equal(seen.text.split('\nslow\n').length, 2);
    channel.close();
  });

  it('is over when the shell is', async () => {
    for (const way of ['tunnel', 'pty'] as const) {
      const { channel, seen } = await shell(way);
      channel.write('exit\r');
      await until(() => seen.status.startsWith('ended'), `ended over ${way}`);
      channel.close();
    }
  });

  it('is told to join anew, and does', async () => {
    const { channel, seen, standIn } = await shell('pty');
    standIn.say({ stream: 'terminal/pty', data: { reconnect: true, reason: 'the sandbox moves' } });
    await until(() => seen.statuses.includes('offline the sandbox moves'));
    await until(() => seen.status === 'open pty');
    await enter(channel, seen, 'echo x', '\nx\n$ ');
    channel.close();
  });

  it('takes another way when its own is gone, and begins anew when none is left', async () => {
    const { channel, seen, standIn } = await shell('pty');
    const manner = terminalManner(standIn.world);
    manner.pty = false;
    standIn.cut();
    await until(() => seen.status === 'open stream');
    Object.assign(manner, { plain: false });
    standIn.cut();
    await until(() => /^offline .+/.test(seen.status), seen.status);
    Object.assign(manner, { tunnel: true });
    await until(() => seen.status === 'open tunnel');
    channel.close();
  });

  it('goes another way when what is typed is answered so', async () => {
    const { channel, seen, standIn } = await shell('pty');
    terminalManner(standIn.world).pty = false;
    channel.write('x');
    await until(() => seen.status === 'open stream');
    channel.close();
  });

  it('records what is typed and printed', async () => {
    const { channel, seen, standIn } = await shell('pty');
    await enter(channel, seen, 'echo x', '\nx\n$ ');
    channel.close();
    const types = () => standIn.world.interview('one').events.map(({ type }) => type);
    await until(() => types().includes('terminal_input') && types().includes('terminal_output'));
  });

  it('types in order, whatever a request takes', async () => {
    const { channel, seen, standIn } = await shell('pty');
    standIn.faults.delayMs = 5;
    const word = 'abcdefghijklmnopqrstuvwxyz'.repeat(4);
    for (const letter of `echo ${word}`) channel.write(letter);
    await enter(channel, seen, '', `\n${word}\n$ `);
    assert.ok(asked(standIn, /^POST .*\/pty/).length < 20);
    channel.close();
  });
});
