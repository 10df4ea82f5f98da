import { objectOf, textOf } from '@interview-room/backends/wire';
import { Skip, type Check, type Probe } from '../../kit/check.js';
import { earOf, eventIn, eventNamed, type Ear } from './ear.js';
import { ask, expect, expectDetail, objectIn } from './rest.js';

const ROOT = '/api/v1/interview/';
const source = 'docs/BACKENDS.md#code-interview-agent';
const REASONS = ['completed', 'error', 'interrupted', 'timeout'];
/** What comes before the talk, in this order. */
const BEGINNING = ['interview_initializing', 'interview_initialized', 'question_selecting', 'question_selected', 'interview_started']; // prettier-ignore

/** The interview that is checked: the one that was named, or one that is made. */
async function sessionOf(probe: Probe): Promise<string> {
  const known = probe.settings['session'] || probe.shared.get('session');
  if (typeof known === 'string') return known;
  const expected = { session_id: 'text' };
  const body = { interview_type: 'technical', user_id: 'conformance' };
  const made = objectIn(await ask(probe, `POST ${ROOT}`, body), expected);
  const session = made['session_id'];
  expect(typeof session === 'string' && session !== '', expected, made, 'There is no id of a session.');
  probe.shared.set('session', session);
  return session;
}

const ear = (probe: Probe): Promise<Ear> =>
  earOf(
    probe,
    async () => `/ws/agent/${encodeURIComponent(await sessionOf(probe))}?candidate_name=Conformance`,
  );

async function say(probe: Probe, type: string, data: object): Promise<Ear> {
  const own = await ear(probe);
  own.send({ type, session_id: await sessionOf(probe), data });
  return own;
}

/** It was taken: the socket stays, and nothing is said against it for as long as another request takes. */
async function expectTaken(probe: Probe, type: string, data: object): Promise<void> {
  const own = await ear(probe);
  const before = own.frames.length;
  await say(probe, type, data);
  await ask(probe, 'GET /ws/agent/status');
  await new Promise((done) => setTimeout(done, 50));
  const against = own.frames.slice(before).find((frame) => frame['type'] === 'error');
  expect(!against, `"${type}" is taken`, against, `"${type}" was not taken.`);
  expect(
    own.closed === undefined,
    'the socket stays open',
    `closed with ${own.closed}`,
    `"${type}" closed it.`,
  );
}

const row = (id: string, capability: string, title: string, run: Check['run']): Check => ({
  id: `code-interview-agent.${id}`,
  variants: ['v1'],
  title,
  capability,
  source,
  run,
});

export const enveloped: readonly Check[] = [
  row('session.create', 'session', 'an interview is made, and has an id', async (probe) => void (await sessionOf(probe))),
  row('session.details', 'session', 'an interview tells of itself', async (probe) => {
    objectIn(await ask(probe, `GET ${ROOT}${encodeURIComponent(await sessionOf(probe))}`), 'an object');
  }),
  row('session.list', 'session', 'the interviews are listed', async (probe) => {
    const { status, body, text } = await ask(probe, `GET ${ROOT}`);
    const lists = Array.isArray(body) || Object.values(objectOf(body)).some(Array.isArray);
    expect(status === 200 && lists, 'a list', text.slice(0, 1000), 'That is no list.');
  }),
  row('session.unknown', 'session', 'an interview that is not there is said not to be', async (probe) =>
    expectDetail(await ask(probe, `GET ${ROOT}there-is-none-of-this-id`), [404]),
  ),
  row('session.wrong', 'session', 'what is wrong with a request is said, field by field', async (probe) =>
    expectDetail(await ask(probe, `POST ${ROOT}`, { user_id: 7 }), [422, 400]),
  ),
  row('session.agents', 'session', 'the agents’ status is told over plain HTTP', async (probe) => {
    objectIn(await ask(probe, 'GET /ws/agent/status'), 'an object');
  }),
  row('events.socket', 'events', 'the socket of an interview opens', async (probe) => void (await ear(probe))),
  row('events.heartbeat', 'events', 'a heartbeat is taken', (probe) => expectTaken(probe, 'heartbeat', {})),
  row('events.beginning', 'events', 'an interview begins, step by step', async (probe) => {
    const own = await say(probe, 'interview_start', { candidate_name: 'Conformance', interview_mode: 'friendly' });
    for (const name of BEGINNING)
      await own.until(probe, { type: '…', session_id: '…', data: { event_type: name } }, eventNamed(name));
    const order = own.frames.map((frame) => BEGINNING.indexOf(eventIn(frame).name)).filter((at) => at >= 0);
    expect(order.every((at, index) => at >= (order[index - 1] ?? 0)), BEGINNING, order.map((at) => BEGINNING[at]), 'The order is another.');
  }),
  row('question.selected', 'question', 'the question is named when it is selected, and again when the talk begins', async (probe) => {
    const own = await ear(probe);
    const expected = { event_type: 'question_selected', question_title: 'text' };
    const selected = await own.until(probe, expected, eventNamed('question_selected'));
    expect(textOf(selected['question_title']) !== '', expected, selected, 'It has no title.');
    const started = await own.until(probe, 'interview_started', eventNamed('interview_started'));
    for (const name of ['candidate_name', 'question_title', 'difficulty'])
      expect(textOf(started[name]) !== '', { event_type: 'interview_started', [name]: 'text' }, started, `"${name}" is missing.`);
  }),
  row('events.time', 'events', 'times are ISO', async (probe) => {
    const times = (await ear(probe)).frames.map(({ data }) => objectOf(data)['timestamp']).filter((each) => each !== undefined);
    if (times.length === 0) throw new Skip('No frame has a time.');
    const wrong = times.find((each) => typeof each !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(each));
    expect(wrong === undefined, '2026-01-31T12:00:00.000000', wrong, 'A time is written otherwise.');
  }),
  row('files.code', 'files', 'code is taken as it is typed', (probe) =>
    expectTaken(probe, 'code_update', { code: 'def solution():\n    pass\n', language: 'python' }),
  ),
  row('chat.message', 'chat', 'a message is taken', (probe) => expectTaken(probe, 'message', { message: 'hello' })),
  row('session.status', 'session', 'the status of an interview is set', async (probe) => {
    const path = `PUT ${ROOT}${encodeURIComponent(await sessionOf(probe))}/status`;
    objectIn(await ask(probe, path, { status: 'completed' }), 'an object');
  }),
  row('events.end', 'events', 'an interview ends when it is asked to', async (probe) => {
    const own = await say(probe, 'interview_end', {});
    await own.until(probe, { data: { event_type: 'interview_completed' } }, (frames) =>
      eventNamed('interview_completed')(frames) ?? eventNamed('agent_completed')(frames),
    );
    const completed = eventNamed('agent_completed')(own.frames);
    if (completed) expectReason(completed['reason'], completed);
  }),
  row('session.delete', 'session', 'an interview is deleted', async (probe) => {
    if (probe.settings['session']) throw new Skip('The interview was named, and is not ours to delete.');
    const path = `${ROOT}${encodeURIComponent(await sessionOf(probe))}`;
    const { status, text } = await ask(probe, `DELETE ${path}`);
    expect(status >= 200 && status < 300, '2xx', text.slice(0, 1000), `DELETE gave ${status}.`);
    expectDetail(await ask(probe, `GET ${path}`), [404]);
  }),
]; // prettier-ignore

export const expectReason = (reason: unknown, frame: unknown): void =>
  expect(REASONS.includes(textOf(reason)), { reason: REASONS.join(' | ') }, frame, 'The reason is another.');
