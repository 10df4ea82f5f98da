import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { emptyHead, verify, type Draft, type Sealed } from '@interview-room/core/protocol';
import { ConflictError } from '../src/log/documents.js';
import type { LogEngine } from '../src/log/engine.js';
import { draft } from './drafts.js';

/** A place where logs are kept, on which engines can be opened. */
export interface Store {
  open(): Promise<LogEngine>;
  dispose(): Promise<void>;
}

export interface Contract {
  name: string;
  skip?: string | false;
  /** Whether what was written is there after the engine is closed and another opened. */
  lasts: boolean;
  /** Whether several engines stand on one store at the same time and hear of each other. */
  shared: boolean;
  store(): Promise<Store>;
}

const drafts = (count: number, text = 'hello'): Draft[] =>
  Array.from({ length: count }, (_, index) => draft(`${text} ${index}`));

const seqs = (sealed: readonly Sealed[]) => sealed.map(({ entry }) => entry.seq);
const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);
const texts = (sealed: readonly Sealed[]) =>
  sealed.map(({ entry }) => (entry.body as { text: unknown }).text);

/** Waits until something is so, and fails where it never is. */
export async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await met());) {
    assert.ok(Date.now() < end, `never: ${met}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function assertWhole(engine: LogEngine, room: string, count: number): Promise<Sealed[]> {
  const log = await engine.read(room, 0);
  assert.deepEqual(seqs(log), upTo(count));
  assert.equal(verify(log.map(({ entry }) => entry)).ok, true);
  assert.equal((await engine.head(room)).hash, log.at(-1)?.entry.hash);
  return log;
}

/** What every log engine keeps to. */
export function engineContract({ name, skip = false, lasts, shared, store: make }: Contract): void {
  describe(`${name}: a log engine`, { skip, timeout: 120_000 }, () => {
    let store: Store;
    let engine: LogEngine;
    let room: string;
    let rooms = 0;

    before(async () => {
      store = await make();
      engine = await store.open();
    });
    after(async () => {
      await engine.close();
      await store.dispose();
    });
    const fresh = () => (room = `room-${++rooms}`);
    const reopen = async () => {
      await engine.close();
      engine = await store.open();
    };

    it('begins empty', async () => {
      fresh();
      assert.deepEqual(await engine.head(room), emptyHead);
      assert.deepEqual(await engine.read(room, 0), []);
      assert.equal(await engine.ready(), true);
    });

    it('gives entries their places, in order, chained', async () => {
      fresh();
      assert.deepEqual(seqs(await engine.append(room, drafts(3))), [1, 2, 3]);
      assert.deepEqual(seqs(await engine.append(room, drafts(1))), [4]);
      const log = await assertWhole(engine, room, 4);
      assert.deepEqual(JSON.parse(log[1]?.text ?? ''), withoutHash(log[1]));
      assert.deepEqual(seqs(await engine.read(room, 1, 2)), [2, 3]);
      assert.deepEqual(seqs(await engine.read(room, 4)), []);
    });

    it('takes nothing for nothing', async () => {
      fresh();
      assert.deepEqual(await engine.append(room, []), []);
      assert.deepEqual(await engine.head(room), emptyHead);
    });

    it('keeps rooms apart, whatever their names', async () => {
      const names = ['a', 'a.b', 'a/b', 'a b', 'ä', '*', '>', '=YQ', 'a'.repeat(120), 'a%2Fb'].map(
        (each) => `odd-${each}`,
      );
      for (const each of names) await engine.append(each, [draft(each)]);
      for (const each of names) assert.deepEqual(texts(await assertWhole(engine, each, 1)), [each]);
    });

    it('appends an id once', async () => {
      fresh();
      const [one, two, three] = drafts(3) as [Draft, Draft, Draft];
      const [first] = await engine.append(room, [one]);
      assert.deepEqual(await engine.append(room, [one]), [first]);
      assert.deepEqual(seqs(await engine.append(room, [two, one, three, two])), [2, 1, 3, 2]);
      await assertWhole(engine, room, 3);
    });

    it('keeps texts of all kinds as they are', async () => {
      fresh();
      const odd = ['', 'a\r\nb\u2028c\u0000', '👩‍💻 é', 'x\ny', { deep: [1, 2.5, null, true] }];
      await engine.append(
        room,
        odd.map((each) => draft(each)),
      );
      assert.deepEqual(texts(await assertWhole(engine, room, odd.length)), odd);
    });

    it('takes large bodies, alone and several at once', async () => {
      fresh();
      const large = Array.from({ length: 1_000_000 }, (_, index) =>
        String.fromCharCode(97 + ((index * 7919) % 26)),
      ).join('');
      await engine.append(room, [draft('small')]);
      await engine.append(room, [draft(large)]);
      await engine.append(room, [draft(`2${large}`), draft('between'), draft(`3${large}`)]);
      await engine.append(room, [draft('last')]);
      const log = await assertWhole(engine, room, 6);
      assert.deepEqual(texts(log), ['small', large, `2${large}`, 'between', `3${large}`, 'last']);
      assert.deepEqual(texts(await engine.read(room, 3, 2)), ['between', `3${large}`]);
    });

    it('orders what many write at once', async () => {
      fresh();
      const write = async (writer: number) => {
        for (let i = 0; i < 25; i++)
          await engine.append(room, [draft(`${writer}/${i}`), draft(`${writer}/${i}+`)]);
      };
      await Promise.all(upTo(8).map(write));
      const all = texts(await assertWhole(engine, room, 400)) as string[];
      for (const writer of upTo(8)) {
        const own = all.filter((text) => text.startsWith(`${writer}/`));
        assert.deepEqual(
          own,
          upTo(25, 0).flatMap((i) => [`${writer}/${i}`, `${writer}/${i}+`]),
        );
      }
    });

    it('orders the same ids sent at once', async () => {
      fresh();
      const same = drafts(5);
      const results = await Promise.all(upTo(6).map(() => engine.append(room, same)));
      await assertWhole(engine, room, 5);
      for (const each of results) assert.deepEqual(each, results[0]);
    });

    it('gives a subscriber all there is, then all that comes, while others write', async () => {
      fresh();
      await engine.append(room, drafts(1200, 'before'));
      const heard: Sealed[][] = [[], [], []];
      const writing = (async () => {
        for (let i = 0; i < 100; i++) await engine.append(room, drafts(2, `live ${i}`));
      })();
      const stops = await Promise.all(
        heard.map((own, index) => engine.subscribe(room, index * 600, (entries) => own.push(...entries))),
      );
      for (const [index, own] of heard.entries()) assert.ok(own.length >= 1200 - index * 600);
      await writing;
      await until(() => heard.every((own) => own.at(-1)?.entry.seq === 1400));
      for (const [index, own] of heard.entries())
        assert.deepEqual(seqs(own), upTo(1400 - index * 600, 1 + index * 600));
      assert.deepEqual(heard[0], await engine.read(room, 0));
      for (const stop of stops) stop();
      await engine.append(room, drafts(1));
      assert.equal(heard[0]?.length, 1400);
    });

    it('gives a subscriber of an empty room the first entry', async () => {
      fresh();
      const heard: Sealed[] = [];
      const stop = await engine.subscribe(room, 0, (entries) => heard.push(...entries));
      await engine.append(room, drafts(2));
      await until(() => heard.length === 2);
      assert.deepEqual(seqs(heard), [1, 2]);
      stop();
    });

    it('tells casts to all who listen, and keeps none', async () => {
      fresh();
      const heard: string[][] = [[], []];
      const stops = await Promise.all(heard.map((own) => engine.onCast(room, (text) => own.push(text))));
      const stopOther = await engine.onCast(`${room}-other`, () => assert.fail('of another room'));
      for (const text of ['a', 'b', '👋']) engine.cast(room, text);
      await until(() => heard.every((own) => own.length === 3));
      assert.deepEqual(heard, [
        ['a', 'b', '👋'],
        ['a', 'b', '👋'],
      ]);
      stops[0]?.();
      engine.cast(room, 'c');
      await until(() => heard[1]?.length === 4);
      assert.equal(heard[0]?.length, 3);
      assert.deepEqual(await engine.head(room), emptyHead);
      stops[1]?.();
      stopOther();
    });

    it('keeps the last snapshot of a name', async () => {
      fresh();
      assert.equal(await engine.loadSnapshot(room, 'all'), undefined);
      const large = { seq: 2, hash: 'b', data: 'ab'.repeat(1_100_000) };
      await engine.saveSnapshot(room, 'all', { seq: 1, hash: 'a', data: 'x' });
      await engine.saveSnapshot(room, 'interviewers', { seq: 1, hash: 'a', data: 'y' });
      await engine.saveSnapshot(room, 'all', large);
      assert.deepEqual(await engine.loadSnapshot(room, 'all'), large);
      assert.equal((await engine.loadSnapshot(room, 'interviewers'))?.data, 'y');
      await engine.saveSnapshot(room, 'all', { seq: 3, hash: 'c', data: 'z' });
      assert.equal((await engine.loadSnapshot(room, 'all'))?.data, 'z');
    });

    it('keeps documents, and changes one only at the revision it was read at', async () => {
      const { documents } = engine;
      assert.equal(await documents.get('rooms', 'none'), undefined);
      const first = await documents.put('rooms', 'one', { a: 1 }, 0);
      assert.deepEqual(await documents.get('rooms', 'one'), { key: 'one', value: { a: 1 }, revision: first });
      await assert.rejects(documents.put('rooms', 'one', { a: 2 }, 0), ConflictError);
      const second = await documents.put('rooms', 'one', { a: 2 }, first);
      assert.ok(second > first);
      await assert.rejects(documents.put('rooms', 'one', { a: 3 }, first), ConflictError);
      await assert.rejects(documents.delete('rooms', 'one', first), ConflictError);
      await documents.put('rooms', 'one', { a: 4 });
      assert.deepEqual((await documents.get('rooms', 'one'))?.value, { a: 4 });
      await documents.delete('rooms', 'one');
      await documents.delete('rooms', 'one');
      assert.equal(await documents.get('rooms', 'one'), undefined);
      assert.ok((await documents.put('rooms', 'one', { a: 5 }, 0)) > second);
    });

    it('lets one of many win', async () => {
      const at = await engine.documents.put('rooms', 'counter', 0);
      const tries = await Promise.allSettled(
        upTo(8).map((n) => engine.documents.put('rooms', 'counter', n, at)),
      );
      assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    });

    it('lists documents by prefix, in order, in pieces', async () => {
      const { documents } = engine;
      const keys = ['b/2', 'a', 'b/1', 'b%', 'b/ü x', 'c', 'b/10'];
      for (const key of keys) await documents.put('list', key, key);
      await documents.put('list2', 'b/3', 'other');
      const list = async (options?: object) => (await documents.list('list', options)).map(({ key }) => key);
      assert.deepEqual(await list(), [...keys].sort());
      assert.deepEqual(await list({ prefix: 'b/' }), ['b/1', 'b/10', 'b/2', 'b/ü x']);
      assert.deepEqual(await list({ prefix: 'b/', limit: 2 }), ['b/1', 'b/10']);
      assert.deepEqual(await list({ prefix: 'b/', after: 'b/10' }), ['b/2', 'b/ü x']);
      await documents.delete('list', 'b/2');
      assert.deepEqual(await list({ prefix: 'b/2' }), []);
      assert.equal((await documents.list('list', { prefix: 'c' }))[0]?.value, 'c');
    });

    it('keeps large documents', async () => {
      const value = { text: 'é'.repeat(900_000) };
      const at = await engine.documents.put('rooms', 'large', value);
      assert.deepEqual((await engine.documents.get('rooms', 'large'))?.value, value);
      await engine.documents.put('rooms', 'large', { text: 'short' }, at);
      assert.deepEqual((await engine.documents.list('rooms', { prefix: 'large' }))[0]?.value, {
        text: 'short',
      });
    });

    it('forgets a room, and lets it begin anew', async () => {
      fresh();
      const kept = drafts(3);
      const heard: Sealed[] = [];
      await engine.append(room, kept);
      await engine.append(`${room}-other`, drafts(2));
      await engine.saveSnapshot(room, 'all', { seq: 1, hash: 'a', data: 'x' });
      await engine.saveSnapshot(`${room}-other`, 'all', { seq: 1, hash: 'a', data: 'y' });
      const stop = await engine.subscribe(room, 3, (entries) => heard.push(...entries));
      await engine.deleteRoom(room);
      await engine.deleteRoom('never-was');
      assert.deepEqual(await engine.read(room, 0), []);
      assert.deepEqual(await engine.head(room), emptyHead);
      assert.equal(await engine.loadSnapshot(room, 'all'), undefined);
      assert.equal((await engine.loadSnapshot(`${room}-other`, 'all'))?.data, 'y');
      await assertWhole(engine, `${room}-other`, 2);
      assert.deepEqual(seqs(await engine.append(room, kept)), [1, 2, 3]);
      await assertWhole(engine, room, 3);
      assert.deepEqual(heard, []);
      stop();
    });

    it('reads 20,000 entries in pieces', async () => {
      fresh();
      for (let i = 0; i < 40; i++) await engine.append(room, drafts(500));
      if (lasts) await reopen();
      const pieces: Sealed[] = [];
      for (;;) {
        const piece = await engine.read(room, pieces.length, 3000);
        if (piece.length === 0) break;
        pieces.push(...piece);
      }
      assert.deepEqual(seqs(pieces), upTo(20_000));
      assert.equal(verify(pieces.map(({ entry }) => entry)).ok, true);
    });

    it('goes on after it was closed and opened again', { skip: !lasts }, async () => {
      fresh();
      const [one, two] = drafts(2) as [Draft, Draft];
      const [first] = await engine.append(room, [one]);
      await engine.saveSnapshot(room, 'all', { seq: 1, hash: 'a', data: 'x' });
      const revision = await engine.documents.put('lasting', 'a', 1);
      await reopen();
      assert.deepEqual(await engine.append(room, [one, two]), [first, (await engine.read(room, 1))[0]]);
      await assertWhole(engine, room, 2);
      assert.equal((await engine.loadSnapshot(room, 'all'))?.data, 'x');
      assert.equal((await engine.documents.get('lasting', 'a'))?.revision, revision);
    });

    it('serves a room from two engines at once', { skip: !shared }, async () => {
      fresh();
      const other = await store.open();
      const heard: Record<'engine' | 'other', Sealed[]> = { engine: [], other: [] };
      const casts: string[] = [];
      await engine.append(room, drafts(10));
      await engine.subscribe(room, 0, (entries) => heard.engine.push(...entries));
      await other.subscribe(room, 0, (entries) => heard.other.push(...entries));
      await other.onCast(room, (text) => casts.push(text));
      const same = drafts(40, 'same');
      const write = async (through: LogEngine, own: string) => {
        for (const each of same) await through.append(room, [draft(own), each]);
      };
      await Promise.all([write(engine, 'a'), write(other, 'b'), write(engine, 'c'), write(other, 'd')]);
      const log = await assertWhole(engine, room, 10 + 4 * 40 + 40);
      assert.deepEqual(await other.read(room, 0), log);
      await until(() => heard.engine.length >= 210 && heard.other.length >= 210);
      assert.deepEqual(heard.engine, log);
      assert.deepEqual(heard.other, log);
      engine.cast(room, 'over there');
      await until(() => casts.length > 0);
      assert.deepEqual(casts, ['over there']);
      await engine.append(room, drafts(1));
      assert.equal((await other.head(room)).seq, 211);
      await other.deleteRoom(room);
      assert.deepEqual(seqs(await engine.append(room, drafts(1))), [1]);
      assert.deepEqual(seqs(await other.append(room, drafts(1))), [2]);
      await assertWhole(engine, room, 2);
      await other.close();
    });
  });
}

function withoutHash(sealed: Sealed | undefined) {
  const { hash: _, ...content } = sealed?.entry ?? { hash: '' };
  return content;
}
