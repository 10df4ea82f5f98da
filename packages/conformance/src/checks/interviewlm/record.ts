import { listOf, objectOf } from '@interview-room/backends/wire';
import type { Check, Probe } from '../../kit/check.js';
import { ask, begun, check, expect, expectFailure, objectIn } from './rest.js';

const timestamp = new Date().toISOString();
const one = { type: 'focus_change', data: { focused: true }, timestamp };
const keystroke = { type: 'keystroke', data: { count: 3, fileName: 'solution.py' }, timestamp };
const snapshot = { type: 'code_snapshot', data: { content: 'x = 1\n' }, timestamp, fileId: 'a', checkpoint: true }; // prettier-ignore

async function expectRecorded(probe: Probe, path: string, body: object, count: number): Promise<void> {
  await begun(probe);
  const expected = { success: true, eventsRecorded: count };
  const { eventsRecorded } = objectIn(await ask(probe, `POST ${path}`, body), expected);
  expect(eventsRecorded === undefined || eventsRecorded === count, expected, { eventsRecorded }, 'Another number was recorded.'); // prettier-ignore
}

/** What is recorded of a person. */
export const record: readonly Check[] = [
  check('events.one', 'events', 'one event is recorded', (probe) => expectRecorded(probe, 'events', one, 1)),
  check('events.many', 'events', 'several events are recorded at once', (probe) =>
    expectRecorded(probe, 'events', { events: [keystroke, snapshot] }, 2),
  ),
  check('events.batch', 'events', 'events of any type are recorded as a batch', async (probe) => {
    await begun(probe);
    const events = [one, { type: 'conformance_probe', data: {}, timestamp }];
    const expected = { success: true, eventsRecorded: 2 };
    const { eventsRecorded } = objectIn(await ask(probe, 'POST events/batch', { events }), expected);
    expect(eventsRecorded === 2, expected, { eventsRecorded }, 'Another number was recorded.');
  }),
  check('events.wrong', 'events', 'an event of a type that it does not know is refused', async (probe) => {
    await begun(probe);
    expectFailure(await ask(probe, 'POST events', { type: 'no_such_type', data: {} }), [400]);
  }),
  check('events.read', 'events', 'what was recorded is read back, by its type', async (probe) => {
    await expectRecorded(probe, 'events', keystroke, 1);
    const expected = { events: [{ type: 'keystroke', data: keystroke.data }] };
    const { events } = objectIn(await ask(probe, 'GET events?type=keystroke&limit=50'), expected);
    const types = listOf(events).map((each) => objectOf(each)['type']);
    expect(types.length > 0 && types.every((type) => type === 'keystroke'), expected, events, 'Other events came.'); // prettier-ignore
  }),
  check('events.metrics', 'events', 'a measure is taken', async (probe) => {
    await begun(probe);
    const body = { eventType: 'question_started', eventData: { questionId: 'conformance' } };
    const { status, text } = await ask(probe, 'POST metrics', body);
    expect(status >= 200 && status < 300, { status: 200 }, text.slice(0, 1000), `The status was ${status}.`);
  }),
];
