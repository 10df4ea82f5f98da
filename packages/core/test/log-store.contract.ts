import { expect } from 'chai';
import { emptyHead, verify } from '../src/protocol/chain.js';
import type { LogStore } from '../src/log/store.js';

type Fresh = () => Promise<LogStore>;
const draft = (id: string, body: unknown = { id }) => ({ id, by: 'you', kind: 'acme.note', body });

/** What every log store must do. `open` gives a store on the log of that name; the same name, the same log, if it is kept. */
export function describeLogStore(name: string, open: (log: string) => Promise<LogStore>): void {
  let count = 0;
  const fresh: Fresh = () => open(`contract ${count++} ${Math.random()}`);
  describe(`the log store contract: ${name}`, () => {
    describe('appending', () => describeAppending(fresh));
    describe('keeping', () => describeKeeping(fresh));
    describe('cutting', () => describeCutting(fresh));
  });
}

function describeAppending(fresh: Fresh): void {
  it('begins empty', async () => {
    const store = await fresh();
    expect(await store.read()).to.deep.equal([]);
    expect(await store.head()).to.deep.equal(emptyHead);
  });

  it('appends in order, as one chain, and ends at the last entry', async () => {
    const store = await fresh();
    const [first] = await store.append([draft('a')]);
    const rest = await store.append([draft('b'), draft('c')]);
    const entries = await store.read();
    expect(entries).to.deep.equal([first, ...rest]);
    expect(entries.map(({ seq, id }) => [seq, id])).to.deep.equal([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(verify(entries)).to.include({ ok: true, from: 1, to: 3 });
    expect(await store.head()).to.include({ seq: 3, hash: rest[1]?.hash });
  });

  it('reads what is after a place', async () => {
    const store = await fresh();
    await store.append(['a', 'b', 'c'].map((id) => draft(id)));
    expect((await store.read(1)).map(({ id }) => id)).to.deep.equal(['b', 'c']);
    expect(await store.read(3)).to.deep.equal([]);
  });

  it('appends an id once, and gives its entry back as it is', async () => {
    const store = await fresh();
    const [first] = await store.append([draft('a', 'one')]);
    const again = await store.append([draft('a', 'two'), draft('b'), draft('b', 'twice in one go')]);
    expect(again[0]).to.deep.equal(first);
    expect(again[2]).to.deep.equal(again[1]);
    expect((await store.read()).map(({ id }) => id)).to.deep.equal(['a', 'b']);
  });
}

function describeKeeping(fresh: Fresh): void {
  it('keeps order, chain and every entry when many append at the same time', async () => {
    const store = await fresh();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => store.append([draft(`x${index}`), draft(`y${index}`)])),
    );
    const entries = await store.read();
    expect(new Set(entries.map(({ id }) => id)).size).to.equal(80);
    expect(verify(entries)).to.include({ ok: true, from: 1, to: 80 });
  });

  it('gives back any JSON as it was', async () => {
    const store = await fresh();
    const body = { text: 'é 🎈 \u0000 "', list: [1.5, -0, 1e21, null, true], __proto__x: { deep: {} } };
    await store.append([draft('a', body)]);
    const [entry] = await store.read();
    expect(entry?.body).to.deep.equal(JSON.parse(JSON.stringify(body)));
    expect(verify(entry ? [entry] : [])).to.include({ ok: true, to: 1 });
  });
}

function describeCutting(fresh: Fresh): void {
  it('puts one entry in the place of all, and the chain goes on', async () => {
    const store = await fresh();
    const before = await store.append(['a', 'b', 'c'].map((id) => draft(id)));
    const cut = await store.compact(draft('cut'), 3);
    expect(cut).to.include({ seq: 4, prev: before[2]?.hash });
    await store.append([draft('d')]);
    const entries = await store.read();
    expect(entries.map(({ seq, id }) => [seq, id])).to.deep.equal([
      [4, 'cut'],
      [5, 'd'],
    ]);
    expect(verify(entries)).to.include({ ok: true, from: 4, to: 5 });
  });

  it('compacts nothing if the log has moved on', async () => {
    const store = await fresh();
    await store.append(['a', 'b'].map((id) => draft(id)));
    expect(await store.compact(draft('cut'), 1)).to.equal(undefined);
    expect((await store.read()).map(({ id }) => id)).to.deep.equal(['a', 'b']);
  });

  it('forgets', async () => {
    const store = await fresh();
    await store.append([draft('a')]);
    await store.clear();
    expect(await store.read()).to.deep.equal([]);
    const [entry] = await store.append([draft('a')]);
    expect(entry?.seq).to.equal(1);
  });
}
