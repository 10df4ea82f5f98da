import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { entriesOf, notices, settled, Stage, textIn, type, until } from './relay-stage.js';

const stage = new Stage();
const start = stage.start.bind(stage);
const join = stage.join.bind(stage);
const make = stage.make.bind(stage);
afterEach(() => stage.clear());

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
      assert.equal((await entriesOf(ann, 'run.finished')).length, 2);
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
  });

describe('relay', () => {
  it('stays where it is when that cannot be reached for a moment, for elsewhere may be another pad', async () => {
    const standIn = await start({ variant: 'flat' });
    let [away, missed] = [false, 0];
    class Flaky extends WebSocket {
      constructor(url: string | URL | null) {
        const misses = away && String(url).includes('/ws/');
        super(misses ? 'ws://127.0.0.1:1/' : (url ?? ''));
        if (misses) missed++;
      }
    }
    const { room: ann } = await make(standIn, 'Ann', () => 0, Flaky);
    type(ann, 'one\n');
    await until(() => settled(ann));
    const text = textIn(ann);
    away = true;
    standIn.cut();
    await until(() => {
      ann.retry();
      return missed >= 3;
    });
    away = false;
    await until(() => {
      ann.retry();
      return settled(ann);
    });
    assert.equal(textIn(ann), text);
    const places = standIn.heard.flatMap(({ what }) => (what.startsWith('UPGRADE ') ? [what] : []));
    assert.equal(new Set(places).size, 1, String(places));
  });

  it('is not there before a pad that tells its text has told it', { timeout: 60_000 }, async () => {
    const standIn = await start({ variant: 'flat' });
    const { room: ann } = await make(standIn);
    type(ann, 'one\n');
    await until(() => settled(ann));
    const visits = () => standIn.heard.filter(({ what }) => what.startsWith('UPGRADE ')).length;
    const before = visits();
    standIn.faults.drop = 1;
    standIn.cut();
    await until(() => ann.connection.status === 'offline');
    type(ann, 'two\n');
    const seen: string[] = [];
    const unwatch = ann.subscribe(
      ({ connection }) => connection.status,
      (status) => seen.push(status),
    );
    await until(() => {
      ann.retry();
      return visits() > before + 2;
    });
    unwatch();
    assert.ok(!seen.includes('open'), 'each connection broke after a frame that was not the text');
    standIn.faults.drop = 0;
    await until(() => {
      ann.retry();
      return settled(ann);
    });
    assert.ok(textIn(ann).endsWith('one\ntwo\n'));
  });

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
});
