import { listOf, objectOf, type Json } from '@interview-room/backends/wire';
import type { Check, Probe } from '../../kit/check.js';
import { expect } from '../code-interview-agent/rest.js';
import { fresh, hear, rowOf, seats, type Seats } from './pad.js';

const row = rowOf('flat');
const nameOf = (seat: string) => `Conformance ${seat}`;

/** The pad that is checked: the one that was named, or one of the checks' own. */
const pathOf = ({ settings }: Probe): string =>
  `/ws/${encodeURIComponent(settings['session'] || 'conformance')}`;

const seated = (probe: Probe): Promise<Seats> =>
  seats(probe, pathOf(probe), (ear, seat) => ear.send({ type: 'join', name: nameOf(seat) }));

/** Who is there, as the last that was said of it has it. */
const present = (frames: readonly Json[]): string | undefined => {
  const last = frames.findLast(({ type }) => type === 'presence_update');
  return last && JSON.stringify(listOf(last['participants']));
};

/** Flat frames over a socket alone. */
export const flat: readonly Check[] = [
  row('session.socket', 'session', 'the socket of a pad opens', async (probe) => void (await seated(probe))),
  row('session.join', 'session', 'everyone hears who is there', async (probe) => {
    const { one, two } = await seated(probe);
    const expected = { type: 'presence_update', participants: [nameOf('one'), nameOf('two')] };
    for (const ear of [one, two])
      await ear.until(probe, expected, (frames) => {
        const people = present(frames);
        return ['one', 'two'].every((seat) => people?.includes(nameOf(seat))) || undefined;
      });
  }),
  row('files.heard', 'files', 'others hear what was written', async (probe) => {
    const { one, two } = await seated(probe);
    const code = fresh();
    one.send({ type: 'code_change', code, cursor: { line: 1, column: 1 } });
    await hear(probe, two, 'code_change', { code }, true);
  }),
  row('files.last', 'files', 'all hear texts in the order in which they were written', async (probe) => {
    const { one, two } = await seated(probe);
    const texts = Array.from({ length: 5 }, fresh);
    for (const code of texts) one.send({ type: 'code_change', code, cursor: null });
    await hear(probe, two, 'code_change', { code: texts.at(-1) }, true);
    const heard = two.frames.map(({ code }) => code).filter((code) => texts.includes(String(code)));
    expect(JSON.stringify(heard) === JSON.stringify(texts), texts, heard, 'The order is another.');
  }),
  row('files.cursor', 'files', 'others hear where someone’s cursor is', async (probe) => {
    const { one, two } = await seated(probe);
    const cursor = { line: 3, column: 7 };
    one.send({ type: 'cursor_change', cursor });
    const expected = [
      { type: 'cursor_change', cursor },
      { type: 'presence_update', participants: [{ cursor }] },
    ];
    const isThere = (place: unknown) => objectOf(place)['line'] === 3 && objectOf(place)['column'] === 7;
    await two.until(probe, expected, (frames) =>
      frames.find(
        ({ type, cursor: place, participants }) =>
          (type === 'cursor_change' && isThere(place)) ||
          (type === 'presence_update' &&
            listOf(participants).some((each) => isThere(objectOf(each)['cursor']))),
      ),
    );
  }),
  row('files.language', 'files', 'others hear that the language was changed', async (probe) => {
    const { one, two } = await seated(probe);
    one.send({ type: 'language_change', language: 'python' });
    await hear(probe, two, 'language_change', { language: 'python' }, true);
  }),
  row('execution.told', 'execution', 'others hear what came of a run', async (probe) => {
    const { one, two } = await seated(probe);
    const output = fresh();
    one.send({ type: 'execution_result', output, error: null });
    await hear(probe, two, 'execution_result', { output }, true);
  }),
  row('session.survives', 'session', 'a frame that is none does not end the talk', async (probe) => {
    const { one, two } = await seated(probe);
    one.send({ type: 'nonsense' });
    const code = fresh();
    one.send({ type: 'code_change', code, cursor: null });
    await hear(probe, two, 'code_change', { code }, true);
  }),
  row('session.leave', 'session', 'others hear that someone is gone', async (probe) => {
    const { one, two } = await seated(probe);
    one.close();
    const expected = { type: 'presence_update', participants: [nameOf('two')] };
    await two.until(
      probe,
      expected,
      (frames) => present(frames)?.includes(nameOf('one')) === false || undefined,
    );
  }),
];
