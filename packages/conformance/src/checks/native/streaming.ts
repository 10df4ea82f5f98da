import { newId } from '@interview-room/core/protocol';
import { Mismatch, type Check } from '../../kit/check.js';
import { expect, expectRefused } from './expect.js';
import { withheldLive } from './reading.js';
import { asPerson, enter } from './room.js';
import { openTab } from './tab.js';

const capability = 'log';
const source = 'docs/PROTOCOL.md#joining';

/** The same frames over server-sent events and POST. */
export const streaming: readonly Check[] = [
  {
    id: 'native.stream.same',
    title: 'POST …/stream gives the welcome and the same entries as the socket',
    capability,
    source,
    async run(probe) {
      const over = await enter(probe, 'candidate', {}, 'stream');
      const socket = await enter(probe, 'candidate');
      const here = over.entries.map(({ hash }) => hash);
      const at = here.findIndex((hash, index) => hash !== socket.entries[index]?.hash);
      expect(at === -1, socket.entries[at], over.entries[at], 'It is another log than that of the socket.');
    },
  },
  {
    id: 'native.stream.append',
    title: 'POST …/frames answers with the ack and the pong, and the entry comes on the stream',
    capability,
    source,
    async run(probe) {
      const tab = await enter(probe, 'candidate', {}, 'stream');
      const { id, seq } = await tab.append('chat.message', { text: 'By POST' });
      const entry = await tab.until({ type: 'entries', entries: [{ id, seq }] }, () => tab.entry(id));
      expect(entry.seq === seq, { id, seq }, entry, 'It has another place.');
      await tab.settle();
    },
  },
  {
    id: 'native.stream.others',
    title: 'what is written and cast over one of the two ways comes over the other',
    capability,
    source,
    async run(probe) {
      const [stream, socket] = [
        await enter(probe, 'candidate', {}, 'stream'),
        await enter(probe, 'candidate'),
      ];
      const { id } = await socket.append('chat.message', { text: 'By socket' });
      await stream.until({ type: 'entries', entries: [{ id }] }, () => stream.entry(id));
      const word = newId();
      await stream.send({ type: 'cast', kind: 'chat.typing', body: { word } });
      const expected = { type: 'cast', client: stream.client, kind: 'chat.typing', body: { word } };
      await socket.until(expected, () => socket.of('cast').some(({ client }) => client === stream.client));
    },
  },
  {
    id: 'native.stream.refused',
    title: 'a bad token is refused on the stream and at …/frames',
    capability,
    source,
    async run(probe) {
      const joining = { ...(await asPerson(probe, 'candidate')), token: `none-${newId()}` };
      const tab = await openTab(probe, joining, 'stream');
      await expectRefused(tab, ['token-invalid', 'token-expired', 'token-foreign']);
      const before = tab.of('refused').length;
      await tab.send({
        type: 'append',
        entries: [{ id: newId(), kind: 'chat.message', body: { text: 'x' } }],
      });
      const refused = tab.of('refused')[before];
      if (!refused?.reason.startsWith('token-'))
        throw new Mismatch(
          { frames: [{ type: 'refused', reason: 'token-invalid' }] },
          tab.texts.at(-1),
          '…/frames took it.',
        );
    },
  },
  {
    id: 'native.stream.secrecy',
    title: 'what is for interviewers is withheld on the stream too',
    capability,
    source,
    run: (probe) => withheldLive(probe, 'stream'),
  },
];
