import { strict as assert } from 'node:assert';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { Room, type Cast, type SocketConstructor } from '@interview-room/core';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import * as standIns from '../src/stand-ins/yjs/index.js';
import { servers, startHocuspocus, type Foreign, type YjsServer } from './yjs-servers.js';

async function until(what: string, holds: () => unknown): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (holds()) return;
    await sleep(10);
  }
  assert.fail(`never: ${what}`);
}

const ws = WebSocket as unknown as SocketConstructor;

const rooms: Room[] = [];
async function join(
  dialect: string,
  url: string,
  session: string,
  name: string,
  token?: string,
): Promise<Room> {
  const backend = await openBackend(dialect, { url, WebSocket: ws, storage: 'memory', random: () => 0 });
  const room = await Room.join({ backend, session, name, role: 'candidate', ...(token && { token }) });
  rooms.push(room);
  return room;
}

for (const [dialect, { start, foreign }] of Object.entries(servers))
  describe(`a room of a server of ${dialect}`, () => {
    let server: YjsServer;
    const others: Foreign[] = [];
    const another = (room: string): Foreign => {
      const made = foreign(server.url, room);
      others.push(made);
      return made;
    };
    before(async () => {
      server = await start();
    });
    afterEach(async () => {
      others.splice(0).forEach((each) => each.destroy());
      await Promise.all(rooms.splice(0).map((room) => room.leave()));
    });
    after(() => server.close());

    it('is one document for two of ours and a program of someone else', async () => {
      const ann = await join(dialect, server.url, 'team/one', 'Ann');
      const ben = await join(dialect, server.url, 'team/one', 'Ben');
      assert.deepEqual([ann.state.stage.now, ann.state.question?.id], ['started', 'team-one']);
      assert.deepEqual(ann.workspace.list(), ['javascript/main.js', 'python/main.py']);
      const { doc } = another('team/one');
      await until('the file came', () => doc.getMap('files').get('python/main.py') === 'file:python/main.py');
      ann.workspace.text('python/main.py').insert(0, 'a = 1\n');
      await until('it came to both', () =>
        [ben.workspace.files()['python/main.py'], doc.getText('file:python/main.py').toString()].every(
          (each) => each === 'a = 1\n',
        ),
      );
      doc.getText('file:python/main.py').insert(6, 'c = 3\n');
      ben.workspace.create('python/lib.py', 'b = 2\n');
      const wanted = {
        'javascript/main.js': '',
        'python/lib.py': 'b = 2\n',
        'python/main.py': 'a = 1\nc = 3\n',
      };
      for (const room of [ann, ben])
        await until('all have all', () => JSON.stringify(room.workspace.files()) === JSON.stringify(wanted));
      assert.equal(ann.connection.remote?.unsent, 0);
    });

    it('shows who is there, where, and who wrote what', async () => {
      const ann = await join(dialect, server.url, 'who', 'Ann');
      const casts: Cast[] = [];
      ann.onCast((cast) => casts.push(cast));
      const { doc, awareness } = another('who');
      await until('it is there', () => doc.getMap('files').size === 2);
      const text = doc.getText('file:python/main.py');
      awareness.setLocalStateField('user', { name: 'Zoë', color: '#ff0000' });
      await until('she is known', () => ann.state.people.some(({ name }) => name === 'Zoë'));
      text.insert(0, 'print(1)\n');
      const at = (index: number) =>
        Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
      awareness.setLocalStateField('cursor', { anchor: at(2), head: at(5) });
      const id = ann.state.people.find(({ name }) => name === 'Zoë')?.id;
      await until('her cursor is', () =>
        casts.some(({ by, body }) => by === id && (body as { path?: string }).path === 'python/main.py'),
      );
      text.insert(0, '# hers\n');
      await until('her text is', () => Object.values(ann.state.authors).includes(id ?? ''));
      const { anchor, head } = (casts.at(-1)?.body ?? {}) as { anchor?: string; head?: string };
      ann.cast('presence', {
        path: 'python/main.py',
        anchor,
        head,
        typing: true,
        focus: true,
      });
      await until('Ann is seen', () => {
        const states = [...awareness.getStates().values()] as {
          user?: { name: string; color: string };
          cursor?: object | null;
        }[];
        const own = states.find(({ user }) => user?.name === 'Ann');
        return own?.cursor && /^#[0-9a-f]{6}$/.test(own.user?.color ?? '');
      });
      others.splice(0).forEach((each) => each.destroy());
      await until('she is gone', () => casts.some(({ by, kind }) => by === id && kind === 'presence.gone'));
    });

    it('merges what was written without a connection, and says how much waits', async () => {
      const [ann, ben] = [
        await join(dialect, server.url, 'cut', 'Ann'),
        await join(dialect, server.url, 'cut', 'Ben'),
      ];
      const texts = [ann, ben].map((room) => room.workspace.text('python/main.py'));
      texts[0]?.insert(0, 'both\n');
      await until('both have it', () => texts[1]?.toString() === 'both\n');
      for (let round = 0; round < 3; round++) {
        server.cut();
        texts[0]?.insert(0, `a${round}\n`);
        texts[1]?.insert(texts[1].length, `b${round}\n`);
        await until(
          'they are together again',
          () =>
            [ann, ben].every(
              ({ connection }) => connection.status === 'open' && connection.remote?.unsent === 0,
            ) &&
            texts[0]?.toString() === texts[1]?.toString() &&
            texts[0]?.toString().includes(`b${round}`),
        );
      }
      assert.equal(texts[0]?.toString(), 'a2\na1\na0\nboth\nb0\nb1\nb2\n');
    });

    it('tells what people write to one another, once, also to who comes later', async () => {
      const ann = await join(dialect, server.url, 'talk', 'Ann');
      const ben = await join(dialect, server.url, 'talk', 'Ben');
      await ann.append('chat.message', { text: 'Hello' });
      server.cut();
      await ben.append('chat.message', { text: 'Hello, Ann' });
      const late = await join(dialect, server.url, 'talk', 'Cid');
      for (const room of [ann, ben, late])
        await until('all read all', () => {
          const said = room.state.chat.map(({ text }) => text).sort();
          return said.join('|') === 'Hello|Hello, Ann';
        });
      const names = late.state.people.map(({ name }) => name).sort();
      assert.deepEqual(names, ['Ann', 'Ben']);
      const url = `${server.url}?text=alone`;
      const bound = await join(dialect, url, 'talk-bound', 'Dan');
      const refused = new Promise((resolve) => bound.onRefused(resolve));
      void bound.append('chat.message', { text: 'Anyone?' }).catch(() => undefined);
      assert.match(JSON.stringify(await refused), /nobody else would read it/);
    });

    it('binds one text of a document that someone else laid out', async () => {
      const { doc } = another('laid-out');
      doc.getText('monaco').insert(0, 'x = 1\ny = 2\n');
      const url = `${server.url}?text=monaco&path=python/start.py`;
      const ann = await join(dialect, url, 'laid-out', 'Ann');
      await until('it came', () => ann.workspace.files()['python/start.py'] === 'x = 1\ny = 2\n');
      assert.deepEqual(ann.workspace.list(), ['python/start.py']);
      const ben = await join(dialect, url, 'laid-out', 'Ben');
      const mine = ann.workspace.text('python/start.py');
      const bens = ben.workspace.text('python/start.py');
      for (let n = 0; n < 20; n++) {
        mine.insert(0, `a${n};`);
        bens.insert(bens.length, `b${n};`);
        doc.getText('monaco').insert(doc.getText('monaco').toString().indexOf('y = 2'), `c${n};`);
        if (n === 10) server.cut();
        await sleep(3);
      }
      await until(
        'all are equal',
        () =>
          new Set([mine.toString(), bens.toString(), doc.getText('monaco').toString()]).size === 1 &&
          ['a19', 'b19', 'c19'].every((each) => mine.toString().includes(each)),
      );
      const all = mine.toString();
      for (let n = 0; n < 20; n++)
        for (const who of 'abc') assert.equal(all.split(`${who}${n};`).length, 2, `${who}${n} is there once`);
      assert.deepEqual([...doc.share.keys()], ['monaco']);
    });

    it('binds a map of files that someone else laid out', async () => {
      const { doc } = another('project');
      const map = doc.getMap<Y.Text>('files');
      map.set('Main.java', new Y.Text('class Main {}\n'));
      const url = `${server.url}?map=files&language=java`;
      const ann = await join(dialect, url, 'project', 'Ann');
      await until('it came', () => ann.workspace.files()['java/Main.java'] === 'class Main {}\n');
      assert.equal(ann.state.question?.id, 'project');
      const ben = await join(dialect, url, 'project', 'Ben');
      const all = [ann, ben].map(({ workspace }) => workspace);
      const same = (what: string, files: Record<string, string>) =>
        until(what, () => {
          const theirs = Object.fromEntries(
            [...map].map(([name, text]) => [`java/${name}`, text.toString()]),
          );
          const wanted = JSON.stringify(Object.entries(files).sort());
          return [theirs, ...all.map((each) => each.files())].every(
            (each) => JSON.stringify(Object.entries(each).sort()) === wanted,
          );
        });
      // All three write at once, in and beside one another.
      all[0]?.text('java/Main.java').insert(0, '// a\n');
      all[1]?.create('java/Ben.java', 'class Ben {}\n');
      map.set('util/Foreign.java', new Y.Text('class Foreign {}\n'));
      map.get('Main.java')?.insert(12, ' /* f */ ');
      const main = '// a\nclass Main { /* f */ }\n';
      const ours = { 'java/Main.java': main, 'java/Ben.java': 'class Ben {}\n' };
      await same('all have all', { ...ours, 'java/util/Foreign.java': 'class Foreign {}\n' });
      server.cut();
      all[0]?.remove('java/Ben.java');
      map.delete('util/Foreign.java');
      all[1]?.text('java/Main.java').insert(0, '// b\n');
      await same('what was taken away is gone', { 'java/Main.java': `// b\n${main}` });
    });
  });

describe('a Hocuspocus that asks who is there', () => {
  let server: YjsServer;
  before(async () => {
    server = await startHocuspocus('right');
  });
  after(async () => {
    await Promise.all(rooms.splice(0).map((room) => room.leave()));
    await server.close();
  });

  it('lets in who has the token, and tells others why not', async () => {
    const wrong = join('hocuspocus', server.url, 'closed', 'Eve', 'wrong');
    await assert.rejects(wrong, {
      name: 'JoinRefusedError',
      reason: 'token-invalid',
      message: /Hocuspocus does not let you in: ask for a new link/,
    });
    const ann = await join('hocuspocus', server.url, 'closed', 'Ann', 'right');
    ann.workspace.text('python/main.py').insert(0, 'in\n');
    const looks = await join('hocuspocus', server.url, 'closed', 'Lou', 'look');
    await until('Lou sees it', () => looks.workspace.files()['python/main.py'] === 'in\n');
    await until('Lou is told', () => looks.offers.notices?.recent.some(({ name }) => name === 'readonly'));
  });
});

for (const [dialect, start] of [
  ['y-websocket', standIns.startYWebsocket],
  ['hocuspocus', standIns.startHocuspocus],
] as const)
  it(`what is typed while a slow server of ${dialect} is joined again reaches everyone`, async () => {
    const server = await start({ faults: { delayMs: 100 } });
    try {
      const [ann, ben] = [
        await join(dialect, server.url, 'slow', 'Ann'),
        await join(dialect, server.url, 'slow', 'Ben'),
      ];
      const text = ann.workspace.text('python/main.py');
      for (let times = 0; times < 3; times++) {
        server.cut();
        await until('it is lost', () => ann.connection.status !== 'open');
        for (let tries = 0; ann.connection.status !== 'open' && tries < 500; tries++) {
          text.insert(text.length, 'x');
          await sleep(10);
        }
        await until('Ben has all of it', () => ben.workspace.files()['python/main.py'] === text.toString());
      }
    } finally {
      await Promise.all(rooms.splice(0).map((room) => room.leave()));
      await server.close();
    }
  });
