import { objectOf, textOf } from '@interview-room/backends/wire';
import type { Check, Probe } from '../../kit/check.js';
import { ask, expect, objectIn } from '../code-interview-agent/rest.js';
import { fresh, hear, rowOf, seats, type Seats } from './pad.js';

const row = rowOf('docs');

/** The pad that is checked: the one that was named, or one that is made. */
async function padOf(probe: Probe): Promise<string> {
  const known = probe.settings['session'] || probe.shared.get('session');
  if (typeof known === 'string') return known;
  const expected = { sessionId: 'text', createdAt: 'text' };
  const body = objectIn(await ask(probe, 'POST /session', {}), expected);
  const id = textOf(body['sessionId']);
  expect(
    id !== '' && body['createdAt'] !== undefined,
    expected,
    body,
    'There is no id of a pad, or no time.',
  );
  probe.shared.set('session', id);
  return id;
}

const userOf = (seat: string) => ({ userId: `conformance-${seat}`, username: `Conformance ${seat}` });

/** The first joins once the second is there, so that the second hears of it. */
const seated = async (probe: Probe): Promise<Seats> =>
  seats(probe, `/ws/${encodeURIComponent(await padOf(probe))}`);

async function joined(probe: Probe): Promise<Seats> {
  const both = await seated(probe);
  if (probe.shared.get('joined')) return both;
  probe.shared.set('joined', true);
  for (const seat of ['two', 'one'] as const)
    both[seat].send({ type: 'join-session', payload: userOf(seat) });
  return both;
}

const userId = userOf('one').userId;

/** What the documents say: two requests, and the socket for all else. */
export const docs: readonly Check[] = [
  row(
    'session.create',
    'session',
    'a pad is made, and has an id',
    async (probe) => void (await padOf(probe)),
  ),
  row('session.get', 'session', 'a pad is there', async (probe) => {
    objectIn(await ask(probe, `GET /session/${encodeURIComponent(await padOf(probe))}`), 'an object');
  }),
  row('session.unknown', 'session', 'a pad that is not there is a 404', async (probe) => {
    const { status, text } = await ask(probe, 'GET /session/there-is-none-of-this-id');
    expect(
      status === 404,
      { status: 404 },
      { status, body: text.slice(0, 500) },
      `The status was ${status}.`,
    );
  }),
  row('session.socket', 'session', 'the socket of a pad opens', async (probe) => void (await seated(probe))),
  row('session.join', 'session', 'others hear who joined', async (probe) => {
    const { two } = await joined(probe);
    const expected = { type: 'participant-joined', payload: userOf('one') };
    await two.until(probe, expected, (frames) =>
      frames.find(
        ({ type, payload }) => type === 'participant-joined' && JSON.stringify(payload).includes(userId),
      ),
    );
  }),
  row('files.heard', 'files', 'others hear what was written, and by whom', async (probe) => {
    const { one, two } = await joined(probe);
    const code = fresh();
    one.send({ type: 'code-change', payload: { userId, changes: code, code } });
    await hear(probe, two, 'code-update', { userId, code });
  }),
  row('files.last', 'files', 'all hear texts in the order in which they were written', async (probe) => {
    const { one, two } = await joined(probe);
    const texts = Array.from({ length: 5 }, fresh);
    for (const code of texts) one.send({ type: 'code-change', payload: { userId, changes: code, code } });
    await hear(probe, two, 'code-update', { code: texts.at(-1) });
    const heard = two.frames
      .map(({ payload }) => objectOf(payload)['code'])
      .filter((code) => texts.includes(String(code)));
    expect(JSON.stringify(heard) === JSON.stringify(texts), texts, heard, 'The order is another.');
  }),
  row('files.cursor', 'files', 'others hear where someone’s cursor is', async (probe) => {
    const { one, two } = await joined(probe);
    const cursor = { line: 1, column: 7 };
    one.send({ type: 'cursor-move', payload: { userId, cursor } });
    await hear(probe, two, 'cursor-update', { userId, cursor });
  }),
  row('files.language', 'files', 'others hear that the language was changed', async (probe) => {
    const { one, two } = await joined(probe);
    one.send({ type: 'language-change', payload: { userId, language: 'python' } });
    await hear(probe, two, 'language-updated', { language: 'python' });
  }),
  row('execution.told', 'execution', 'others hear what came of a run', async (probe) => {
    const { one, two } = await joined(probe);
    const code = 'console.log(42)';
    one.send({
      type: 'execute-code',
      payload: { userId, language: 'javascript', code, output: '42\n', error: null },
    });
    const expected = { type: 'execution-result', payload: { output: '42\n', error: null } };
    await two.until(probe, expected, (frames) =>
      frames.find(
        ({ type, payload }) =>
          type === 'execution-result' && textOf(objectOf(payload)['output']).includes('42'),
      ),
    );
  }),
  row('session.survives', 'session', 'a frame that is none does not end the talk', async (probe) => {
    const { one, two } = await joined(probe);
    one.send({ type: 'nonsense', payload: null });
    const code = fresh();
    one.send({ type: 'code-change', payload: { userId, changes: code, code } });
    await hear(probe, two, 'code-update', { code });
  }),
  row('session.leave', 'session', 'others hear who left', async (probe) => {
    const { one, two } = await joined(probe);
    one.send({ type: 'leave-session', payload: { userId } });
    const expected = { type: 'participant-left', payload: { userId } };
    await two.until(probe, expected, (frames) =>
      frames.find(
        ({ type, payload }) => type === 'participant-left' && JSON.stringify(payload).includes(userId),
      ),
    );
  }),
];
