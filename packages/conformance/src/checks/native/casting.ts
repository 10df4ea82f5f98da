import { newId } from '@interview-room/core/protocol';
import type { Check } from '../../kit/check.js';
import { expect } from './expect.js';
import { exported } from './reading.js';
import { enter } from './room.js';
import type { Tab } from './tab.js';

const capability = 'events';
const source = 'docs/PROTOCOL.md#what-a-backend-has-to-keep-to';

/** A cast with a word in it that is found nowhere else. */
const heard = (tab: Tab, kind: string, word: string) =>
  tab.of('cast').find((cast) => cast.kind === kind && JSON.stringify(cast.body).includes(word));

export const casting: readonly Check[] = [
  {
    id: 'native.cast.others',
    title: 'a cast goes to the others, with by and client, and not back',
    capability,
    source,
    async run(probe) {
      const [one, two] = [await enter(probe, 'candidate'), await enter(probe, 'candidate')];
      const word = newId();
      await one.send({ type: 'cast', kind: 'chat.typing', body: { word }, by: 'someone-else' });
      const expected = {
        type: 'cast',
        by: one.welcome?.you,
        client: one.client,
        kind: 'chat.typing',
        body: { word },
      };
      const cast = await two.until(expected, () => heard(two, 'chat.typing', word));
      expect(
        cast.by === one.welcome?.you && cast.client === one.client,
        expected,
        cast,
        'It says that another cast it.',
      );
      await one.settle();
      const echo = heard(one, 'chat.typing', word);
      expect(echo === undefined, 'nothing', echo, 'It came back to the tab that cast it.');
    },
  },
  {
    id: 'native.cast.to',
    title: 'a cast with to goes to that participant alone',
    capability,
    source: 'docs/PROTOCOL.md#from-the-client',
    async run(probe) {
      const [one, two] = [await enter(probe, 'candidate'), await enter(probe, 'candidate')];
      const three = await enter(probe, 'interviewer');
      const [word, after] = [newId(), newId()];
      await one.send({ type: 'cast', kind: 'presence.ask', body: { word }, to: three.welcome?.you });
      await one.send({ type: 'cast', kind: 'presence.ask', body: { after } });
      await three.until({ type: 'cast', body: { word } }, () => heard(three, 'presence.ask', word));
      await two.until({ type: 'cast', body: { after } }, () => heard(two, 'presence.ask', after));
      const leak = heard(two, 'presence.ask', word);
      expect(leak === undefined, 'nothing', leak, 'It came to someone else.');
    },
  },
  {
    id: 'native.cast.forgotten',
    title: 'a cast is never kept',
    capability,
    source,
    async run(probe) {
      const one = await enter(probe, 'candidate');
      const word = newId();
      await one.send({ type: 'cast', kind: 'presence', body: { path: word } });
      await one.append('chat.message', { text: 'After it' });
      const { text } = await exported(probe, 'candidate');
      const line = text.split('\n').find((each) => each.includes(word));
      expect(line === undefined, 'no such entry', line, 'It is in the log.');
      const later = await enter(probe, 'candidate');
      const again = later.texts.find((each) => each.includes(word));
      expect(again === undefined, 'nothing', again, 'It came to someone who was not there.');
    },
  },
  {
    id: 'native.cast.gone',
    title: 'when a connection ends, presence.gone is cast for its client',
    capability,
    source,
    async run(probe) {
      const [one, two] = [await enter(probe, 'candidate'), await enter(probe, 'candidate')];
      await one.send({ type: 'cast', kind: 'presence', body: { path: 'python/main.py' } });
      await two.until({ type: 'cast', kind: 'presence' }, () =>
        two.of('cast').some(({ client }) => client === one.client),
      );
      one.leave();
      const expected = { type: 'cast', by: one.welcome?.you, client: one.client, kind: 'presence.gone' };
      await two.until(expected, () =>
        two.of('cast').some(({ kind, client }) => kind === 'presence.gone' && client === one.client),
      );
    },
  },
];
