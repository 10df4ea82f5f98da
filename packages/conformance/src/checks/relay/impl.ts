import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, objectOf, textOf, type Json } from '@interview-room/backends/wire';
import { Mismatch, type Check, type Probe } from '../../kit/check.js';
import { Ear } from '../code-interview-agent/ear.js';
import { ask, expect, objectIn, type Answer } from '../code-interview-agent/rest.js';
import { fresh, hear, rowOf, seats, type Seats } from './pad.js';

/** More than a body may be long. */
const TOO_LONG = 150_000;
const row = rowOf('impl');
const user = { id: 'text', name: 'Conformance', color: 'text' };

/** The pad that is checked: the one that was named, or one that is made. */
async function padOf(probe: Probe): Promise<string> {
  const known = probe.settings['session'] || probe.shared.get('session');
  if (typeof known === 'string') return known;
  const id = textOf((await made(probe))['id']);
  expect(id !== '', { id: 'text' }, id, 'There is no id of a pad.');
  probe.shared.set('session', id);
  return id;
}

async function made(probe: Probe): Promise<Json> {
  return objectIn(await ask(probe, 'POST /sessions', { language: 'javascript' }), { id: 'text' });
}

const at = async (probe: Probe, part = '', root = '/sessions'): Promise<string> =>
  `${root}/${encodeURIComponent(await padOf(probe))}${part}`;
const seated = async (probe: Probe): Promise<Seats> =>
  seats(probe, `/ws/${encodeURIComponent(await padOf(probe))}`);
const get = async (probe: Probe, root?: string): Promise<Json> =>
  objectIn(await ask(probe, `GET ${await at(probe, '', root)}`), { id: 'text', code: 'text' });

async function put(probe: Probe, part: 'code' | 'language', value: string): Promise<void> {
  expectNothing(await ask(probe, `PUT ${await at(probe, `/${part}`)}`, { [part]: value }));
}

function expectNothing({ status, text }: Answer): void {
  expect(status === 204, { status: 204 }, { status, body: text.slice(0, 500) }, `The status was ${status}.`);
}

function expectRefused({ status, text }: Answer, wanted: number, expected: unknown): void {
  expect(status === wanted, expected, { status, body: text.slice(0, 500) }, `The status was ${status}.`);
}

/** The checks' own person, who joins once. */
async function person(probe: Probe): Promise<Json> {
  const known = probe.shared.get('person');
  if (isObject(known)) return known;
  const expected = { session: { id: 'text', code: 'text', language: 'javascript' }, user };
  const joined = objectIn(
    await ask(probe, `POST ${await at(probe, '/join')}`, { userName: 'Conformance' }),
    expected,
  );
  const [session, own] = [objectOf(joined['session']), objectOf(joined['user'])];
  const named = textOf(own['id']) !== '' && own['name'] === 'Conformance' && textOf(own['color']) !== '';
  expect(named, expected, joined, 'The person is another, or has no id or color.');
  expect(typeof session['code'] === 'string', expected, joined, 'The text of the pad is missing.');
  probe.shared.set('person', own);
  return own;
}

const session: readonly Check[] = [
  row('session.create', 'session', 'a pad is made, with 201 and all that it is', async (probe) => {
    const answer = await ask(probe, 'POST /sessions', { language: 'python' });
    const expected = { id: 'text', createdAt: 'text', code: 'text', language: 'python' };
    const body = objectIn(answer, expected);
    expect(
      answer.status === 201,
      { status: 201 },
      { status: answer.status },
      `The status was ${answer.status}.`,
    );
    const whole = ['id', 'createdAt', 'code'].every((name) => body[name] !== undefined);
    expect(whole && body['language'] === 'python', expected, body, 'The pad is another.');
  }),
  row('session.api', 'session', 'a pad stands under /api/sessions too', async (probe) => {
    const there = await get(probe, '/api/sessions');
    const { id } = await get(probe);
    expect(there['id'] === id, { id }, there, 'That is another pad.');
  }),
  row(
    'session.unknown',
    'session',
    'a pad that is not there is a 404 with an error in JSON',
    async (probe) => {
      const { status, body, text } = await ask(probe, 'GET /sessions/there-is-none-of-this-id');
      const said = typeof objectOf(body)['error'] === 'string';
      expect(
        status === 404 && said,
        { status: 404, error: 'text' },
        { status, body: text.slice(0, 500) },
        'It is not said so.',
      );
    },
  ),
  row('session.socket', 'session', 'the socket of a pad opens', async (probe) => void (await seated(probe))),
  row('session.no-socket', 'session', 'the socket of a pad that is not there does not', async (probe) => {
    const ear = await Ear.open(probe, '/ws/there-is-none-of-this-id').catch(() => undefined);
    if (!ear) return;
    // One that is closed at once comes to the same.
    for (let tries = 0; ear.closed === undefined && tries < 20; tries++) await sleep(50);
    const open = ear.closed === undefined;
    ear.close();
    expect(!open, '404 on the upgrade', 'a socket that stays', 'It opened.');
  }),
  row(
    'session.join',
    'session',
    'who joins is told the pad, and who they are',
    async (probe) => void (await person(probe)),
  ),
  row('session.joined', 'session', 'others hear who joined', async (probe) => {
    const { two } = await seated(probe);
    const name = `Conformance ${Date.now()}`;
    const joined = objectIn(await ask(probe, `POST ${await at(probe, '/join')}`, { userName: name }), {
      user,
    });
    const own = objectOf(joined['user']);
    const expected = { type: 'user_joined', payload: { user: own } };
    await two.until(probe, expected, (frames) =>
      frames.find(
        (frame) =>
          frame['type'] === 'user_joined' && objectOf(objectOf(frame['payload'])['user'])['id'] === own['id'],
      ),
    );
  }),
  row('session.users', 'session', 'those who are there are listed', async (probe) => {
    const { id } = await person(probe);
    const { status, text } = await ask(probe, `GET ${await at(probe, '/users')}`);
    expect(
      status === 200 && text.includes(JSON.stringify(id)),
      [{ ...user, id }],
      text.slice(0, 500),
      'Who joined is missing.',
    );
  }),
];

const files: readonly Check[] = [
  row('files.write', 'files', 'a text is written, and kept', async (probe) => {
    const code = fresh();
    await put(probe, 'code', code);
    const kept = await get(probe);
    expect(kept['code'] === code, { code }, kept, 'The pad has another text.');
  }),
  row('files.heard', 'files', 'everyone hears what was written, its author too', async (probe) => {
    const { one, two } = await seated(probe);
    const code = fresh();
    await put(probe, 'code', code);
    for (const ear of [one, two]) await hear(probe, ear, 'code_change', { code });
  }),
  row(
    'files.last',
    'files',
    'all hear texts in the order in which they were written, and the last one stays',
    async (probe) => {
      const { one, two } = await seated(probe);
      const texts = Array.from({ length: 5 }, fresh);
      for (const code of texts) await put(probe, 'code', code);
      const last = texts.at(-1);
      for (const ear of [one, two]) {
        await hear(probe, ear, 'code_change', { code: last });
        const heard = ear.frames
          .map(({ payload }) => objectOf(payload)['code'])
          .filter((code) => texts.includes(String(code)));
        expect(JSON.stringify(heard) === JSON.stringify(texts), texts, heard, 'The order is another.');
      }
      const kept = await get(probe);
      expect(kept['code'] === last, { code: last }, kept, 'The last one did not win.');
    },
  ),
  row('files.language', 'files', 'the language is changed, and everyone hears of it', async (probe) => {
    const { two } = await seated(probe);
    for (const language of ['python', 'javascript']) {
      await put(probe, 'language', language);
      await hear(probe, two, 'language_change', { language });
    }
    const kept = await get(probe);
    expect(
      kept['language'] === 'javascript',
      { language: 'javascript' },
      kept,
      'The pad has another language.',
    );
  }),
  row(
    'files.too-long',
    'files',
    'a text that is too long is refused with 413, or taken whole',
    async (probe) => {
      const code = fresh() + 'x'.repeat(TOO_LONG);
      const before = (await get(probe))['code'];
      const answer = await ask(probe, `PUT ${await at(probe, '/code')}`, { code });
      const taken = answer.status === 204;
      if (!taken) expectRefused(answer, 413, { status: 413 });
      const after = (await get(probe))['code'];
      expect(
        after === (taken ? code : before),
        'the text as a whole, or as it was',
        textOf(after).slice(0, 200),
        'The pad has part of it.',
      );
      await put(probe, 'code', fresh());
    },
  ),
  row('files.broken', 'files', 'what is no JSON is refused with 400', async (probe) => {
    const response = await fetch(`${probe.url}${await at(probe, '/code')}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        ...(probe.token !== undefined && { authorization: `Bearer ${probe.token}` }),
      },
      body: '{"code":',
      signal: probe.signal,
    });
    expectRefused({ status: response.status, text: await response.text(), body: undefined }, 400, {
      status: 400,
    });
  }),
];

const runs: readonly Check[] = [
  row('execution.told', 'execution', 'what came of a run is told to everyone', async (probe) => {
    const { one, two } = await seated(probe);
    const [output, timestamp] = [fresh(), Date.now()];
    expectNothing(
      await ask(probe, `POST ${await at(probe, '/execute')}`, { output, error: null, timestamp }),
    );
    for (const ear of [one, two]) await hear(probe, ear, 'execution_result', { output, error: null });
  }),
  row('execution.error', 'execution', 'so is that it went wrong', async (probe) => {
    const { two } = await seated(probe);
    const error = fresh();
    expectNothing(await ask(probe, `POST ${await at(probe, '/execute')}`, { output: '', error }));
    await hear(probe, two, 'execution_result', { output: '', error });
  }),
  row('execution.socket', 'execution', 'a result is taken over the socket too', async (probe) => {
    const { one, two } = await seated(probe);
    const output = fresh();
    one.send({ type: 'execution_result', payload: { output, error: null, timestamp: Date.now() } });
    await hear(probe, two, 'execution_result', { output });
  }),
];

const leaving: readonly Check[] = [
  row('session.leave', 'session', 'who leaves is gone, and others hear of it', async (probe) => {
    const { two } = await seated(probe);
    const { id } = await person(probe);
    expectNothing(await ask(probe, `POST ${await at(probe, '/leave')}`, { userId: id }));
    const expected = { type: 'user_left', payload: { user: { id } } };
    await two.until(probe, expected, (frames) =>
      frames.find(
        ({ type, payload }) => type === 'user_left' && JSON.stringify(payload).includes(JSON.stringify(id)),
      ),
    );
    const { text } = await ask(probe, `GET ${await at(probe, '/users')}`);
    if (text.includes(JSON.stringify(id)))
      throw new Mismatch(`no ${String(id)}`, text.slice(0, 500), 'They are still listed.');
  }),
];

/** What the server does: requests for what is done, and a socket for what others do. */
export const impl: readonly Check[] = [...session, ...files, ...runs, ...leaving];
