import { expect } from 'chai';
import type { Keep, KeptDraft } from '../src/log/keep.js';
import { emptyHead, seal } from '../src/protocol/chain.js';
import type { Entry } from '../src/protocol/entry.js';
import type { WireSnapshot } from '../src/protocol/frames.js';

const draft = (id: string, tab = 'one'): KeptDraft => ({ id, kind: 'x.y', body: id, tab });

/** A log of so many entries. */
function log(length: number): Entry[] {
  const entries: Entry[] = [];
  for (let n = 1; n <= length; n++) {
    const own = { id: String(n), by: 'ann', kind: 'x.y', body: n };
    entries.push(seal(own, entries.at(-1) ?? emptyHead, n).entry);
  }
  return entries;
}
const baseAt = ({ seq, hash, at }: Entry): WireSnapshot => ({
  seq,
  hash,
  at,
  doc: '',
  version: 1,
  state: {},
});

/** What every place for a shared room must do. */
export function describeKeep(name: string, open: (room: string) => Promise<Keep>): void {
  describe(`a room kept in ${name}`, () => {
    let keep: Keep;
    let rooms = 0;
    beforeEach(async () => {
      keep = await open(`room ${rooms++} ${Math.random()}`);
    });
    const ids = async () => (await keep.load()).drafts.map(({ id }) => id);
    const news = { entries: [], settled: [] };

    it('is empty at first', async () => {
      expect(await keep.load()).to.deep.equal({ who: undefined, base: undefined, entries: [], drafts: [] });
    });

    it('keeps drafts in order, each once', async () => {
      await Promise.all([keep.add([draft('a'), draft('b')]), keep.add([draft('c')])]);
      await keep.add([draft('b'), draft('d')]);
      expect(await ids()).to.deep.equal(['a', 'b', 'c', 'd']);
      await keep.commit({ ...news, settled: ['b', 'nothing'] });
      expect(await ids()).to.deep.equal(['a', 'c', 'd']);
    });

    it('merges drafts where the first was, unless one is gone or another tab may send it', async () => {
      await keep.add(['a', 'b', 'c', 'd'].map((id) => draft(id)));
      expect(await keep.merge(['b', 'c'], draft('bc'))).to.equal(true);
      expect(await ids()).to.deep.equal(['a', 'bc', 'd']);
      expect(await keep.merge(['c', 'd'], draft('cd'))).to.equal(false);
      expect((await keep.take('two')).map(({ id }) => id)).to.deep.equal(['a', 'bc', 'd']);
      expect(await keep.merge(['bc', 'd'], draft('bcd'))).to.equal(false);
      await keep.add([draft('e'), draft('f')]);
      await keep.take('one');
      expect(await keep.merge(['e', 'f'], draft('ef'))).to.equal(true);
      expect(await ids()).to.deep.equal(['a', 'bc', 'd', 'ef']);
    });

    it('gives back the log as far as it is without a gap', async () => {
      const entries = log(6);
      await keep.commit({ ...news, who: { you: 'ann', role: 'candidate' }, entries: entries.slice(0, 2) });
      await keep.commit({ ...news, entries: entries.slice(4) });
      expect((await keep.load()).entries).to.deep.equal(entries.slice(0, 2));
      await keep.commit({ ...news, entries: entries.slice(2, 4) });
      expect((await keep.load()).entries).to.deep.equal(entries);
      expect((await keep.load()).who).to.deep.equal({ you: 'ann', role: 'candidate' });
    });

    it('goes on from a base, and never back to an older one', async () => {
      const entries = log(6);
      const [third, fifth] = [entries[2], entries[4]].map((entry) => entry && baseAt(entry));
      await keep.commit({ ...news, entries });
      await keep.commit({ ...news, base: fifth });
      await keep.commit({ ...news, base: third });
      const kept = await keep.load();
      expect(kept.base?.seq).to.equal(5);
      expect(kept.entries.map(({ seq }) => seq)).to.deep.equal([6]);
    });

    it('forgets a log that turned out to be another, and keeps the drafts', async () => {
      const entries = log(3);
      await keep.add([draft('a')]);
      await keep.commit({
        ...news,
        who: { you: 'ann', role: 'observer' },
        entries,
        base: entries[0] && baseAt(entries[0]),
      });
      await keep.commit({ ...news, afresh: true, entries: entries.slice(0, 1) });
      const kept = await keep.load();
      expect(kept).to.deep.include({ base: undefined, entries: entries.slice(0, 1) });
      expect(kept.who?.you).to.equal('ann');
      expect(await ids()).to.deep.equal(['a']);
    });
  });
}
