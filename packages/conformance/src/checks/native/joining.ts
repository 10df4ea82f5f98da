import { newId } from '@interview-room/core/protocol';
import { Mismatch, Skip, type Check, type Probe } from '../../kit/check.js';
import { expect, expectRefused } from './expect.js';
import { asPerson, enter, makeRoom } from './room.js';
import { openTab, type Joining } from './tab.js';

const capability = 'session';
const source = 'docs/PROTOCOL.md#joining';

async function refusedJoin(
  probe: Probe,
  more: Partial<Joining>,
  reasons: Parameters<typeof expectRefused>[1],
): Promise<void> {
  const tab = await openTab(probe, { ...(await asPerson(probe, 'candidate')), ...more });
  await tab.send(tab.helloFrame);
  await expectRefused(tab, reasons);
}

export const joining: readonly Check[] = [
  {
    id: 'native.hello.welcome',
    title: 'a hello is answered by a welcome: version, who one is, the head of the log, the clock',
    capability,
    source,
    async run(probe) {
      const { welcome } = await enter(probe, 'candidate');
      expect(welcome?.protocol === 1, { protocol: 1 }, welcome, 'It speaks another version.');
      expect(welcome.role === 'candidate', { role: 'candidate' }, welcome, 'The token is a candidate’s.');
      expect(welcome.you !== '', { you: 'the participant' }, welcome, 'It does not say who one is.');
    },
  },
  {
    id: 'native.hello.versions',
    title: 'of the versions that a client speaks, one that both know is taken',
    capability,
    source,
    async run(probe) {
      const { welcome } = await enter(probe, 'candidate', { protocol: [9000, 1] });
      expect(welcome?.protocol === 1, { protocol: 1 }, welcome, 'Another version was taken.');
    },
  },
  {
    id: 'native.hello.no-version',
    title: 'without a version in common it is refused: protocol, 4400',
    capability,
    source,
    run: (probe) => refusedJoin(probe, { protocol: [9000] }, ['protocol']),
  },
  {
    id: 'native.hello.token-missing',
    title: 'without a token it is refused: 4401',
    capability,
    source,
    run: (probe) => refusedJoin(probe, { token: undefined }, ['token-missing', 'token-invalid']),
  },
  {
    id: 'native.hello.token-invalid',
    title: 'a token that is none is refused: token-invalid, 4401',
    capability,
    source,
    run: (probe) =>
      refusedJoin(probe, { token: `no.such.token-${newId()}` }, [
        'token-invalid',
        'token-expired',
        'token-foreign',
      ]),
  },
  {
    id: 'native.hello.token-foreign',
    title: 'a token for another room is refused: token-foreign, 4401',
    capability,
    source,
    async run(probe) {
      const { 'foreign-token': given, 'api-key': key } = probe.settings;
      if (!given && !key) throw new Skip('Needs --setting foreign-token=… or api-key=….');
      const token = given ?? (await makeRoom(probe)).candidate;
      await refusedJoin(probe, { token }, ['token-foreign', 'token-invalid']);
    },
  },
  {
    id: 'native.hello.room-unknown',
    title: 'a room that is none is refused: room-unknown 4404, or token-foreign 4401',
    capability,
    source,
    run: (probe) =>
      refusedJoin(probe, { room: `none-${newId()}` }, ['room-unknown', 'token-foreign', 'token-invalid']),
  },
  {
    id: 'native.hello.first',
    title: 'another frame before hello is refused: malformed, 4400',
    capability,
    source,
    async run(probe) {
      const tab = await openTab(probe, await asPerson(probe, 'candidate'));
      await tab.send({ type: 'ping', t: 1 });
      await expectRefused(tab, ['malformed']);
    },
  },
  {
    id: 'native.frame.malformed',
    title: 'what is no frame is refused: malformed, 4400',
    capability,
    source: 'docs/PROTOCOL.md#from-the-backend',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      await tab.send('{ this is no JSON');
      await expectRefused(tab, ['malformed']);
    },
  },
  {
    id: 'native.frame.unknown',
    title: 'a frame of an unknown type is passed over',
    capability,
    source: 'docs/PROTOCOL.md#frames',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      await tab.send({ type: 'kit-unknown', body: {} });
      await tab.settle();
      const refused = tab.of('refused');
      expect(refused.length === 0, 'nothing', refused[0], 'It was refused.');
    },
  },
  {
    id: 'native.ping',
    title: 'a ping is answered by a pong with its t and the clock',
    capability,
    source: 'docs/PROTOCOL.md#from-the-client',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const t = 81234.5;
      await tab.send({ type: 'ping', t });
      const expected = { type: 'pong', t, now: Date.now() };
      const pong = await tab.until(expected, () => tab.of('pong')[0]);
      expect(pong.t === t, expected, pong, 'The t is another.');
      const { now = 0 } = tab.welcome ?? {};
      const isClock = pong.now >= now - 1000 && pong.now - now < 3_600_000;
      expect(
        isClock,
        { ...expected, now: `about ${now}, as the welcome had it` },
        pong,
        'The clock is another than that of the welcome.',
      );
    },
  },
  {
    id: 'native.limits.frame',
    title: 'a frame over limits.frameBytes is refused: too-large, 4413',
    capability,
    source: 'docs/PROTOCOL.md#from-the-backend',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const most = tab.welcome?.limits?.frameBytes;
      if (most === undefined) throw new Skip('Its welcome names no limits.frameBytes.');
      if (most > 16_000_000) throw new Skip('Its limits.frameBytes is over 16 MB: not tried.');
      await tab.send({ type: 'cast', kind: 'kit.large', body: 'x'.repeat(most) });
      await expectRefused(tab, ['too-large']);
    },
  },
  {
    id: 'native.limits.entries',
    title: 'an append of more than limits.entriesPerFrame is refused: too-large, 4413',
    capability,
    source: 'docs/PROTOCOL.md#from-the-client',
    async run(probe) {
      const tab = await enter(probe, 'candidate');
      const most = tab.welcome?.limits?.entriesPerFrame;
      if (most === undefined) throw new Skip('Its welcome names no limits.entriesPerFrame.');
      const entries = Array.from({ length: most + 1 }, () => ({
        id: newId(),
        kind: 'chat.message',
        body: { text: 'x' },
      }));
      await tab.send({ type: 'append', entries });
      await expectRefused(tab, ['too-large']);
    },
  },
  {
    id: 'native.question.opened',
    title: 'the first entry of a room is room.opened, by the room, with its question',
    capability: 'question',
    source: 'docs/PROTOCOL.md#kinds-of-entry',
    async run(probe) {
      const { entries } = await enter(probe, 'candidate');
      const first = entries.find(({ seq }) => seq === 1);
      const expected = {
        seq: 1,
        by: 'room',
        kind: 'room.opened',
        body: { question: { id: '…', hash: '…' }, content: '…' },
      };
      if (!first || !('kind' in first) || first.kind !== 'room.opened' || first.by !== 'room')
        throw new Mismatch(expected, first, 'The log begins with something else.');
      const { question } = (first.body ?? {}) as { question?: { id?: unknown; hash?: unknown } };
      const isNamed = typeof question?.id === 'string' && typeof question.hash === 'string';
      expect(isNamed, expected, first, 'It does not name its question.');
    },
  },
];
