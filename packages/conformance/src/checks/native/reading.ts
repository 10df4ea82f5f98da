import { isWithheld, newId, type Delivered } from '@interview-room/core/protocol';
import { Mismatch, type Check, type Probe } from '../../kit/check.js';
import { expect, expectChain, expectOrder, readable } from './expect.js';
import { asPerson, enter, type Person } from './room.js';
import type { Tab, Transport } from './tab.js';

const capability = 'log';
const source = 'docs/PROTOCOL.md#what-a-backend-has-to-keep-to';

/** An interviewer's entry that nobody else may read, with a word in it that is found nowhere else. */
export async function secretEntry(probe: Probe) {
  const interviewer = await enter(probe, 'interviewer');
  const secret = `secret-${newId()}`;
  const { id, seq } = await interviewer.append(
    'note.added',
    { note: newId(), text: secret },
    { audience: 'interviewers' },
  );
  const entry = readable(await interviewer.until({ id, seq }, () => interviewer.entry(id)), id);
  return { entry, secret };
}

/** A candidate has the place of the entry, and nothing of what it says. */
export function expectWithheld(
  delivered: Delivered | undefined,
  texts: readonly string[],
  { entry, secret }: Awaited<ReturnType<typeof secretEntry>>,
): void {
  const { seq, prev, hash } = entry;
  const expected = { seq, prev, hash, withheld: true };
  const leak = texts.find((text) => text.includes(secret) || text.includes(entry.id));
  expect(leak === undefined, expected, leak, 'What is for interviewers came to a candidate.');
  const isPlace =
    delivered !== undefined && isWithheld(delivered) && delivered.hash === hash && delivered.prev === prev;
  expect(isPlace, expected, delivered, 'It is not withheld in its place.');
}

/** What `GET …/log` gives: the entries, and the text. */
export async function exported(
  probe: Probe,
  person: Person,
): Promise<{ entries: Delivered[]; text: string }> {
  const { room, token } = await asPerson(probe, person);
  const response = await fetch(`${probe.url}/api/rooms/${encodeURIComponent(room)}/log`, {
    headers: { authorization: `Bearer ${token}` },
    signal: probe.signal,
  });
  const text = await response.text();
  expect(
    response.status === 200,
    '200, one entry a line',
    `${response.status} ${text.slice(0, 500)}`,
    'There is no log.',
  );
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.map((line) => {
    try {
      return JSON.parse(line) as Delivered;
    } catch {
      throw new Mismatch('one JSON object', line.slice(0, 500), 'A line of the log is no JSON.');
    }
  });
  return { entries, text };
}

export const placeOf = (tab: Tab, seq: number) => tab.entries.find((each) => each.seq === seq);

export const withheldLive = async (probe: Probe, over: Transport): Promise<void> => {
  const candidate = await enter(probe, 'candidate', {}, over);
  const secret = await secretEntry(probe);
  const { seq, prev, hash } = secret.entry;
  const place = await candidate.until({ seq, prev, hash, withheld: true }, () => placeOf(candidate, seq));
  await candidate.settle();
  expectWithheld(place, candidate.texts, secret);
};

export const reading: readonly Check[] = [
  {
    id: 'native.secrecy.live',
    title: 'what is for interviewers comes to a candidate withheld: its place and hash, nothing else',
    capability,
    source,
    run: (probe) => withheldLive(probe, 'socket'),
  },
  {
    id: 'native.secrecy.resume',
    title: 'and so it is for a candidate who joins later, snapshot or not',
    capability,
    source,
    async run(probe) {
      const secret = await secretEntry(probe);
      const candidate = await enter(probe, 'candidate');
      expectWithheld(placeOf(candidate, secret.entry.seq), candidate.texts, secret);
      const { seq } = secret.entry;
      expectOrder(candidate.entries.filter((each) => Math.abs(each.seq - seq) <= 1));
      const { texts } = await enter(probe, 'candidate', { snapshot: true });
      const leak = texts.find((text) => text.includes(secret.secret));
      expect(leak === undefined, 'nothing of it', leak, 'It came with the snapshot.');
    },
  },
  {
    id: 'native.secrecy.export',
    title: 'and in the exported log',
    capability,
    source,
    async run(probe) {
      const secret = await secretEntry(probe);
      const own = await exported(probe, 'candidate');
      const place = own.entries.find(({ seq }) => seq === secret.entry.seq);
      expectWithheld(place, [own.text], secret);
      const { text } = await exported(probe, 'interviewer');
      expect(text.includes(secret.secret), secret.entry, 'it is not there', 'Interviewers cannot read it.');
    },
  },
  {
    id: 'native.secrecy.forced',
    title: 'a note is for interviewers, whatever its author says',
    capability,
    source: 'docs/PROTOCOL.md#kinds-of-entry',
    async run(probe) {
      const tab = await enter(probe, 'interviewer');
      const { id, seq } = await tab.append('note.added', { note: newId(), text: 'No audience' });
      const entry = readable(await tab.until({ id, seq, audience: 'interviewers' }, () => tab.entry(id)), id);
      expect(
        entry.audience === 'interviewers',
        { id, audience: 'interviewers' },
        entry,
        'It is for everyone.',
      );
    },
  },
  {
    id: 'native.log.resume',
    title: 'who has the log up to a place is sent what comes after it, and no more',
    capability,
    source: 'docs/PROTOCOL.md#a-room-is-a-log',
    async run(probe) {
      const first = await enter(probe, 'candidate');
      const { seq } = await first.append('chat.message', { text: 'Had already' });
      first.leave();
      const other = await enter(probe, 'candidate');
      const missed = await other.append('chat.message', { text: 'Missed' });
      const again = await enter(probe, 'candidate', { after: seq, client: first.client });
      await again.settle();
      const expected = { entries: [{ seq: seq + 1 }, '…'] };
      expect(again.entries[0]?.seq === seq + 1, expected, again.entries[0], 'It begins elsewhere.');
      expect(
        again.entry(missed.id) !== undefined,
        { id: missed.id },
        again.entries.at(-1),
        'What was missed did not come.',
      );
    },
  },
  {
    id: 'native.log.snapshot',
    title: 'a snapshot is followed by the entries after it; without one, all of them come',
    capability,
    source: 'docs/PROTOCOL.md#from-the-backend',
    async run(probe) {
      const tab = await enter(probe, 'candidate', { snapshot: true });
      expectOrder(tab.entries, (tab.welcome?.snapshot?.seq ?? 0) + 1);
    },
  },
  {
    id: 'native.log.export',
    title: 'GET …/log gives the same entries, one a line',
    capability,
    source: 'docs/PROTOCOL.md#joining',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const { entries } = await exported(probe, 'candidate');
      expectChain(entries, 1);
      const here = tab.entries.map(({ hash }) => hash);
      const there = entries.map(({ hash }) => hash);
      const at = here.findIndex((hash, index) => hash !== there[index]);
      expect(at === -1, tab.entries[at], entries[at], 'It is another log than that of the socket.');
    },
  },
  {
    id: 'native.log.export-token',
    title: 'GET …/log without a token is refused: 401 or 403',
    capability,
    source: 'docs/PROTOCOL.md#joining',
    async run(probe) {
      const { room } = await asPerson(probe, 'candidate');
      const { status } = await fetch(`${probe.url}/api/rooms/${encodeURIComponent(room)}/log`, {
        signal: probe.signal,
      });
      expect(status === 401 || status === 403, '401 or 403', status, 'Anyone can read it.');
    },
  },
];
