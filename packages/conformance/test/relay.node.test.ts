import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Room, type SocketConstructor } from '@interview-room/core';
import { openBackend } from '@interview-room/backends';
import { WebSocket } from 'ws';
import { startRelay } from '../src/stand-ins/relay/index.js';
import type { StandIn, StandInOptions } from '../src/stand-ins/stand-in.js';

async function until(done: () => unknown, what = done.toString()): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    assert.ok(tries < 2_000, `never: ${what}`);
    await sleep(10);
  }
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: StandInOptions = {}): Promise<StandIn> {
  const standIn = await startRelay(options);
  cleanups.push(() => standIn.close());
  return standIn;
}

async function join({ url, variant }: StandIn, session: string, name = 'Ann'): Promise<Room> {
  const Socket = WebSocket as unknown as SocketConstructor;
  const backend = await openBackend('relay', {
    url,
    variant,
    WebSocket: Socket,
    storage: 'memory',
    random: () => 0,
  });
  const room = await Room.join({ backend, session, name });
  cleanups.push(() => room.leave());
  return room;
}

/** A pad, and what it is called. */
async function make(standIn: StandIn, name = 'Ann'): Promise<{ room: Room; id: string }> {
  const room = await join(standIn, 'new', name);
  const id = /“(.*)”/.exec(
    room.offers.notices?.recent.find((each) => each.name === 'session')?.text ?? '',
  )?.[1];
  assert.ok(id);
  return { room, id };
}

const pathOf = ({ state }: Room): string =>
  state.language === 'python' ? 'python/main.py' : 'javascript/main.js';
const textIn = (room: Room): string => room.workspace.text(pathOf(room)).toString();
const type = (room: Room, text: string, at = room.workspace.text(pathOf(room)).length): void =>
  room.workspace.text(pathOf(room)).insert(at, text);
const settled = ({ connection: { status, remote } }: Room): boolean =>
  status === 'open' && remote?.unsent === 0;
const notices = (room: Room): string[] => (room.offers.notices?.recent ?? []).map(({ name }) => name);

for (const variant of ['impl', 'docs', 'flat'])
  describe(`relay, ${variant}`, () => {
    it('is made, joined, written by several, run and left', async () => {
      const standIn = await start({ variant });
      const { room: ann, id } = await make(standIn);
      const ben = await join(standIn, id, 'Ben');
      assert.equal(ann.state.stage.now, 'started');
      await until(() => ann.state.people.some(({ name }) => name === 'Ben'));
      await until(() => ben.state.people.some(({ name }) => name === 'Ann'));
      type(ann, 'let a = 1;\n');
      await until(() => textIn(ben).endsWith('let a = 1;\n'));
      type(ben, 'let b = 2;\n');
      await until(() => textIn(ann).endsWith('let a = 1;\nlet b = 2;\n'));
      assert.equal(textIn(ann), textIn(ben));
      await ann.append('run.finished', {
        language: 'javascript',
        outcome: 'ok',
        exitCode: 0,
        durationMs: 5,
        output: '3\n',
      });
      await until(() => ben.state.runs['javascript']?.output === '3\n');
      await ben.append('run.finished', {
        language: 'javascript',
        outcome: 'error',
        exitCode: 1,
        durationMs: 5,
        output: 'oh',
      });
      await until(() => ann.state.runs['javascript']?.outcome === 'error');
      assert.equal((await ann.export()).entries.filter(({ kind }) => kind === 'run.finished').length, 2);
      await ben.leave();
    });

    it('takes the text along to another language, from either side', async () => {
      const standIn = await start({ variant });
      const { room: ann, id } = await make(standIn);
      const ben = await join(standIn, id, 'Ben');
      type(ann, 'same');
      await until(() => textIn(ben).endsWith('same'));
      await ann.append('language.changed', { language: 'python' });
      await until(
        () => ben.state.language === 'python' && ben.workspace.files()['python/main.py']?.endsWith('same'),
      );
      type(ben, ' text');
      await until(() => ann.workspace.files()['python/main.py']?.endsWith('same text'));
      await ben.append('language.changed', { language: 'javascript' });
      await until(() => ann.state.language === 'javascript' && textIn(ann).endsWith('same text'));
      await until(() => settled(ann) && settled(ben));
      assert.equal(textIn(ann), textIn(ben));
    });

    it('loses nothing of what is typed while the connection is away', async () => {
      const standIn = await start({ variant });
      const { room: ann, id } = await make(standIn);
      const ben = await join(standIn, id, 'Ben');
      type(ann, 'one\n');
      await until(() => textIn(ben).endsWith('one\n'));
      for (let round = 0; round < 3; round++) {
        standIn.cut();
        await until(() => ann.connection.status !== 'open' && ben.connection.status !== 'open');
        type(ann, `ann ${round}\n`, 0);
        type(ben, `ben ${round}\n`);
        for (const room of [ann, ben]) room.retry();
        await until(() => settled(ann) && settled(ben) && textIn(ann) === textIn(ben));
      }
      for (const round of [0, 1, 2])
        for (const name of ['ann', 'ben'])
          assert.equal(textIn(ann).split(`${name} ${round}\n`).length, 2, textIn(ann));
    });

    it('works over lines that are slow, break, and answer with pages', async () => {
      const standIn = await start({ variant });
      const { room: ann, id } = await make(standIn);
      const ben = await join(standIn, id, 'Ben');
      Object.assign(standIn.faults, { delayMs: 30, html: 4, drop: 3 });
      standIn.cut();
      for (let round = 0; round < 10; round++) {
        type(ann, `a${round};`, 0);
        type(ben, `b${round};`);
        await sleep(40);
      }
      Object.assign(standIn.faults, { delayMs: 0, html: 0, drop: 0 });
      await until(() => {
        for (const room of [ann, ben]) if (room.connection.status !== 'open') room.retry();
        return settled(ann) && settled(ben) && textIn(ann) === textIn(ben);
      });
      const text = textIn(ann);
      for (let round = 0; round < 10; round++)
        for (const letter of 'ab')
          assert.equal(text.split(`${letter}${round};`).length, 2, `${letter}${round} in ${text}`);
    });

    it('keeps all that two type at one place at the same time', async () => {
      const standIn = await start({ variant, faults: { delayMs: 15 } });
      const { room: ann, id } = await make(standIn);
      const ben = await join(standIn, id, 'Ben');
      const before = textIn(ann).length;
      for (let n = 0; n < 200; n++) {
        type(ann, 'a');
        type(ben, 'B');
        if (n % 4 === 0) await sleep(8);
      }
      await until(() => settled(ann) && settled(ben) && textIn(ann) === textIn(ben));
      assert.equal(textIn(ann).slice(0).replace(/[^aB]/g, '').replace(/a/g, '').length, 200);
      assert.equal(textIn(ann).length, before + 400);
    });
  });

describe('relay', () => {
  it('knows a pad that is not there', async () => {
    const standIn = await start();
    await assert.rejects(join(standIn, 'nowhere'), { name: 'JoinRefusedError', reason: 'room-unknown' });
  });

  it('holds its own against one that writes over everything, and gives back what was written over', async () => {
    const standIn = await start();
    const { room, id } = await make(standIn);
    const put = (code: string) =>
      fetch(`${standIn.url}/sessions/${id}/code`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      });
    let deaf = textIn(room);
    for (let n = 0; n < 30; n++) {
      type(room, `${n},`, 0);
      deaf += `(${n})`;
      await put(deaf);
      await sleep(15);
    }
    await until(() => settled(room));
    const text = textIn(room);
    for (let n = 0; n < 30; n++) {
      assert.ok(text.includes(`${n},`), `ours: ${n} in ${text}`);
      assert.ok(text.includes(`(${n})`), `theirs: ${n} in ${text}`);
    }
    const there = (await (await fetch(`${standIn.url}/sessions/${id}`)).json()) as { code: string };
    assert.equal(there.code, text);
  });

  it('writes no more than it has to, and nothing that is there already', async () => {
    const standIn = await start();
    const { room, id } = await make(standIn);
    const ben = await join(standIn, id, 'Ben');
    for (const letter of 'hello world') {
      type(room, letter);
      await sleep(5);
    }
    await until(() => settled(room) && textIn(ben).endsWith('hello world'));
    await sleep(600);
    const writes = standIn.heard
      .filter(({ what }) => what.startsWith('PUT'))
      .map(({ body }) => JSON.stringify(body));
    assert.ok(writes.length <= 4, `${writes.length} writes`);
    assert.equal(new Set(writes).size, writes.length);
  });

  it('says that a text grows too long before it is, and when it is, and loses none of it', async () => {
    const standIn = await start();
    const { room, id } = await make(standIn);
    const ben = await join(standIn, id, 'Ben');
    type(room, 'x'.repeat(95_000));
    await until(() => notices(room).includes('size') && textIn(ben).length > 95_000);
    type(room, 'y'.repeat(20_000));
    await until(() => room.offers.notices?.recent.some(({ level }) => level === 'error'));
    assert.equal(room.connection.status, 'open');
    type(ben, 'from ben', 0);
    await until(() => textIn(room).startsWith('from ben'));
    assert.ok(textIn(room).length > 115_000);
    const text = room.workspace.text('javascript/main.js');
    text.delete(text.length - 30_000, 30_000);
    await until(() => settled(room) && textIn(ben) === textIn(room));
  });

  it('is not upset by anything that a pad may say', async () => {
    for (const variant of ['impl', 'docs', 'flat']) {
      const standIn = await start({ variant });
      const { room, id } = await make(standIn);
      const thrown: unknown[] = [];
      const caught = (error: unknown) => thrown.push(error);
      process.on('unhandledRejection', caught);
      for (let n = 0; n < 10_000; n++) {
        standIn.say(hostile(n));
        if (n % 250 === 0) await sleep(1);
      }
      standIn.say({ type: 'the_last', payload: {} });
      await until(() => notices(room).includes('the_last'), `${variant}: the last frame`);
      process.off('unhandledRejection', caught);
      assert.deepEqual(thrown, []);
      assert.ok((room.offers.notices?.recent.length ?? 0) <= 500);
      const { entries } = await room.export();
      const grown = entries.filter(({ kind }) => kind !== 'doc.update').length;
      assert.ok(grown < 700, `${grown} entries`);
      assert.equal(room.connection.status, 'open');
      const ben = await join(standIn, id, 'Ben');
      type(room, 'still here');
      await until(() => textIn(ben).includes('still here'));
    }
  });
});

const names = ['code_change', 'code-update', 'user_joined', 'participant-joined', 'user_left', 'presence_update', 'language_change', 'language-updated', 'execution_result', 'execution-result', 'cursor-update', 'cursor_change', 'error', 'nonsense', '__proto__', 'constructor']; // prettier-ignore
const values: unknown[] = [null, 0, -1, 1e308, '', 'x', '\u0000\ud800', 'python', [], [null], {}, { id: 'u' }, { id: 7, name: '' }, { id: 'u', name: 'x'.repeat(5_000) }, { line: -5, column: 1e9 }, { line: 'a' }, 'a\r\nb\rc', '<html>', true]; // prettier-ignore
const fields = ['code', 'user', 'users', 'participants', 'language', 'output', 'error', 'userId', 'cursor', 'id', 'name', 'message', 'payload', '__proto__']; // prettier-ignore

/** Frames that are random, truncated, and meant to do harm: the same for the same number. */
function hostile(seed: number): unknown {
  let state = seed * 2_654_435_761;
  const random = (most: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % most;
  };
  const pick = <T>(of: readonly T[]): T => of[random(of.length)] as T;
  const body = Object.fromEntries(Array.from({ length: random(5) }, () => [pick(fields), random(20) === 0 ? `user ${seed}` : pick(values)])); // prettier-ignore
  const frame = random(2) ? { type: pick(names), payload: random(9) ? body : pick(values) } : { type: pick(names), ...body }; // prettier-ignore
  const text = JSON.stringify(frame);
  return random(5) === 0
    ? text.slice(0, random(text.length))
    : random(50) === 0
      ? (pick(values) ?? 'null')
      : text;
}
