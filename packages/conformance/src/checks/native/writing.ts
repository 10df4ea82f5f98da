import { newId } from '@interview-room/core/protocol';
import { Mismatch, type Check } from '../../kit/check.js';
import { expect, expectChain, readable } from './expect.js';
import { enter } from './room.js';

const capability = 'log';
const source = 'docs/PROTOCOL.md#what-a-backend-has-to-keep-to';
const chain = 'docs/PROTOCOL.md#the-chain';

/** What JSON can hold that is written in one way alone: order of keys, numbers, escapes. */
const tricky = {
  '\ufb33': 1,
  '😀': [1.5, 1e21, 1e-7, 0.000001, 12345678901234567000, -3, null, true],
  'b': { y: '\u0007"\\/é\u2028', x: '' },
  'a': [],
};

export const writing: readonly Check[] = [
  {
    id: 'native.log.chain',
    title: 'the log comes from its first entry without a gap, and its chain holds',
    capability,
    source: chain,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      expectChain(tab.entries, 1);
      const { head } = tab.welcome ?? {};
      const last = tab.entries.find(({ seq }) => seq === head?.seq);
      expect(last?.hash === head?.hash, head, last, 'The head of the welcome is not that of the log.');
    },
  },
  {
    id: 'native.log.append',
    title: 'what is appended is acknowledged with its place, and comes back to its author',
    capability,
    source,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const body = { text: 'Is it kept?' };
      const { id, seq } = await tab.append('chat.message', body);
      const expected = { id, seq, by: tab.welcome?.you, kind: 'chat.message', body };
      const entry = readable(await tab.until(expected, () => tab.entry(id)), id);
      const isSame = entry.seq === seq && entry.by === tab.welcome?.you && entry.kind === 'chat.message';
      expect(
        isSame && JSON.stringify(entry.body) === JSON.stringify(body),
        expected,
        entry,
        'It came back otherwise.',
      );
    },
  },
  {
    id: 'native.log.live',
    title: 'entries that are appended go on with the chain',
    capability,
    source: chain,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const before = tab.entries.length;
      for (const text of ['One', 'Two']) {
        const { id } = await tab.append('chat.message', { text });
        await tab.until({ id }, () => tab.entry(id));
      }
      expectChain(tab.entries.slice(before));
      const times = tab.entries.flatMap((each) => ('at' in each ? [each.at] : []));
      const back = times.findIndex((at, index) => at < (times[index - 1] ?? 0));
      expect(back === -1, `at ≥ ${times[back - 1]}`, times[back], 'Time ran backwards.');
    },
  },
  {
    id: 'native.log.order',
    title: 'the entries of one append are written in their order',
    capability,
    source: 'docs/PROTOCOL.md#from-the-client',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const entries = ['a', 'b', 'c'].map((text) => ({ id: newId(), kind: 'chat.message', body: { text } }));
      const ids = entries.map(({ id }) => id);
      await tab.send({ type: 'append', entries });
      for (const id of ids) await tab.until({ type: 'ack', acks: [{ id }] }, () => tab.decided(id));
      const places = ids.map((id) => tab.decided(id)).map((each) => (each && 'seq' in each ? each.seq : 0));
      const inOrder = places.every((seq, at) => seq > (places[at - 1] ?? 0));
      expect(inOrder, 'places that grow', places, 'The order is another.');
    },
  },
  {
    id: 'native.log.idempotent',
    title: 'an id that is in the log already is acknowledged with its place, and not written again',
    capability,
    source,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const body = { text: 'Once' };
      const { id, seq } = await tab.append('chat.message', body);
      await tab.until({ id }, () => tab.entry(id));
      const acks = () =>
        tab
          .of('ack')
          .flatMap((ack) => ack.acks)
          .filter((ack) => ack.id === id);
      await tab.send({ type: 'append', entries: [{ id, kind: 'chat.message', body }] });
      const again = await tab.until({ type: 'ack', acks: [{ id, seq }] }, () => acks()[1]);
      expect(again.seq === seq, { id, seq }, again, 'It has another place now.');
      const next = await enter(probe, 'candidate', { after: seq - 1 });
      const twice = next.entries.filter((each) => 'id' in each && each.id === id);
      expect(twice.length === 1, `one entry ${id}`, twice, 'It is in the log twice.');
    },
  },
  {
    id: 'native.log.others',
    title: 'what is appended comes to everyone else who is there',
    capability,
    source: 'docs/PROTOCOL.md#joining',
    async run(probe) {
      const [one, two] = [await enter(probe, 'candidate'), await enter(probe, 'candidate')];
      const { id, seq } = await one.append('chat.message', { text: 'Do you hear me?' });
      const entry = await two.until({ type: 'entries', entries: [{ id, seq }] }, () => two.entry(id));
      expect(entry.seq === seq, { id, seq }, entry, 'It has another place for others.');
    },
  },
  {
    id: 'native.log.author',
    title: 'by comes from the token, never from a frame',
    capability,
    source,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const draft = {
        id: newId(),
        kind: 'chat.message',
        body: { text: 'Who wrote this?' },
        by: 'someone-else',
        role: 'interviewer',
        seq: 1,
      };
      await tab.send({ type: 'append', entries: [draft] });
      const { id } = draft;
      const expected = { id, by: tab.welcome?.you };
      const entry = readable(await tab.until(expected, () => tab.entry(id)), id);
      expect(entry.by === tab.welcome?.you, expected, entry, 'It took the author from the frame.');
    },
  },
  {
    id: 'native.log.unknown-kind',
    title: 'a kind of one’s own is kept as it is, and hashed in the one way to write it',
    capability,
    source: chain,
    async run(probe) {
      const tab = await enter(probe, 'interviewer');
      const { id } = await tab.append('kit-conformance.probe', tricky);
      const entry = readable(await tab.until({ id, body: tricky }, () => tab.entry(id)), id);
      expect(
        JSON.stringify(sorted(entry.body)) === JSON.stringify(sorted(tricky)),
        tricky,
        entry.body,
        'It came back otherwise.',
      );
      expectChain(tab.entries.filter(({ seq }) => seq >= entry.seq - 1));
    },
  },
  {
    id: 'native.refused.not-allowed',
    title: 'what a role may not write is refused with its ids, and the connection stays',
    capability,
    source,
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      for (const kind of ['tests.judged', 'participant.joined', 'score.given']) {
        const id = newId();
        const outcome = await tab.outcome({ id, kind, body: { criterion: 'a', score: 4 } });
        const expected = { type: 'refused', reason: 'not-allowed', message: '…', ids: [id], retry: false };
        const isRefused = 'reason' in outcome && ['not-allowed', 'malformed'].includes(outcome.reason);
        expect(isRefused, expected, outcome, `A candidate wrote "${kind}".`);
      }
      await tab.settle();
    },
  },
  {
    id: 'native.refused.some',
    title: 'all that one append holds is taken or refused by itself',
    capability,
    source: 'docs/PROTOCOL.md#from-the-client',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const [good, bad] = [newId(), newId()];
      const entries = [
        { id: bad, kind: 'question.secret', body: { question: {} } },
        { id: good, kind: 'chat.message', body: { text: 'Taken' } },
      ];
      await tab.send({ type: 'append', entries });
      const taken = await tab.until({ type: 'ack', acks: [{ id: good }] }, () => tab.decided(good));
      const refused = await tab.until({ type: 'refused', ids: [bad] }, () => tab.decided(bad));
      if ('reason' in taken) throw new Mismatch({ type: 'ack', acks: [{ id: good }] }, taken);
      expect(
        'reason' in refused,
        { type: 'refused', ids: [bad] },
        refused,
        'A candidate wrote "question.secret".',
      );
    },
  },
  {
    id: 'native.refused.observer',
    title: 'an observer writes nothing',
    capability,
    source: 'docs/PROTOCOL.md#who-may-do-what',
    async run(probe) {
      const tab = await enter(probe, 'observer');
      const outcome = await tab.outcome({ id: newId(), kind: 'chat.message', body: { text: 'x' } });
      const isRefused = 'reason' in outcome && outcome.reason === 'not-allowed';
      expect(isRefused, { type: 'refused', reason: 'not-allowed' }, outcome, 'An observer wrote a message.');
      await tab.settle();
    },
  },
];

/** With its keys in one order, so that only what it says is compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const rows = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([key, each]) => [key, sorted(each)]);
}
