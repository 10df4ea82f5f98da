import {
  answers,
  breaks,
  covers,
  frames,
  objectOf,
  says,
  where,
  type Frame,
  type Row,
} from './kit-broken.js';

const nameOf = ({ data, event_type }: Frame): unknown => objectOf(data)['event_type'] ?? event_type;
const event = (name: string, change: (data: Frame) => Frame | undefined) =>
  frames((frame) => {
    if (nameOf(frame) !== name) return [frame];
    const data = change(objectOf(frame['data']));
    return data ? [{ ...frame, data }] : [];
  });
const without = (...names: string[]) =>
  frames((frame) => (names.includes(String(nameOf(frame))) ? [] : [frame]));
const typed = (type: string, change: (frame: Frame) => Frame | undefined) =>
  frames((frame) =>
    frame['type'] === type ? [change(frame)].filter((each) => each !== undefined) : [frame],
  );

/** Two events that come the other way round. */
const swapped = frames((frame, memory) => {
  if (nameOf(frame) === 'interview_initializing') return (memory.set('held', frame), []);
  return nameOf(frame) === 'interview_initialized' ? [frame, memory.get('held') as Frame] : [frame];
});
const ended = frames((frame) => {
  if (nameOf(frame) === 'interview_completed') return [];
  const data = objectOf(frame['data']);
  return [nameOf(frame) === 'agent_completed' ? { ...frame, data: { ...data, reason: 'done' } } : frame];
});

const BASE = '/api/v1/interview/';
const ONE = new RegExp(`GET ${BASE}(?!there-is-none)[^/]+$`);
const SELECT = /select_question$/;
const EXECUTE = /\/execute$/;
const status = (wanted: number, change: Parameters<typeof where>[1]): Parameters<typeof where>[1] => (reply) => reply.status === wanted && change(reply); // prettier-ignore
const ON_THE_SOCKET = ['events.socket', 'events.heartbeat', 'events.beginning', 'question.selected', 'events.time', 'files.code', 'chat.message', 'events.end']; // prettier-ignore

const v1: readonly Row[] = [
  ['v1', 'an interview is made without an id', ['session.create', 'session.details', ...ON_THE_SOCKET, 'session.status', 'session.delete'], says(new RegExp(`POST ${BASE}$`), '"session_id"', '"id"')],
  ['v1', 'an interview tells of itself in a list', ['session.details'], where(ONE, status(200, (reply) => (reply.text = `[${reply.text}]`)))],
  ['v1', 'the interviews are counted, not listed', ['session.list'], answers(new RegExp(`GET ${BASE}$`), 200, { total: 1 })],
  ['v1', 'an error has another shape', ['session.unknown'], answers(/there-is-none/, 404, { error: 'Not found' })],
  ['v1', 'an interview that is not there is made', ['session.unknown'], answers(/there-is-none/, 200, {})],
  ['v1', 'what is wrong has no words', ['session.wrong'], where(new RegExp(`POST ${BASE}$`), status(422, (reply) => (reply.text = reply.text.replace(/"msg"/g, '"text"'))))],
  ['v1', 'the agents’ status is not told', ['session.agents'], answers(/GET \/ws\/agent\/status/, 404, { detail: 'Not Found' })],
  ['v1', 'no socket opens', ON_THE_SOCKET, { refuses: true }],
  ['v1', 'a heartbeat is an error', ['events.heartbeat'], { toClient: typed('heartbeat', (frame) => ({ ...frame, type: 'error' })) }],
  ['v1', 'a step of the beginning is left out', ['events.beginning'], { toClient: without('question_selecting') }],
  ['v1', 'the beginning comes in another order', ['events.beginning'], { toClient: swapped }],
  ['v1', 'a question is selected without its name', ['question.selected'], { toClient: event('question_selected', (data) => ({ ...data, question_title: undefined })) }],
  ['v1', 'how hard a question is is not said', ['question.selected'], { toClient: event('interview_started', (data) => ({ ...data, difficulty: undefined })) }],
  ['v1', 'times are numbers', ['events.time'], { toClient: frames((frame) => [{ ...frame, data: { ...objectOf(frame['data']), timestamp: 1_767_225_600 } }]) }],
  ['v1', 'code is not taken', ['files.code'], { toServer: typed('code_update', (frame) => ({ ...frame, type: 'code' })) }],
  ['v1', 'messages are not taken', ['chat.message'], { toServer: typed('message', (frame) => ({ ...frame, type: 'say' })) }],
  ['v1', 'the status of an interview cannot be set', ['session.status'], answers(/PUT .*\/status$/, 405, { detail: 'Method Not Allowed' })],
  ['v1', 'an interview that is ended does not say so', ['events.end'], { toClient: without('interview_completed', 'agent_completed') }],
  ['v1', 'an agent ends for a reason that there is not', ['events.end'], { toClient: ended }],
  ['v1', 'an interview that is deleted is still there', ['session.delete'], where(ONE, status(404, (reply) => (reply.status = 200)))],
  ['v1', 'test cases under another name', ['bank.select'], says(SELECT, '"testCases"', '"cases"')],
  ['v1', 'what a test expects is no text', ['bank.select'], says(SELECT, /"expectedOutput":"/g, '"expectedOutput":1,"text":"')],
  ['v1', 'a wrong difficulty is refused without a reason', ['bank.wrong'], where(SELECT, status(422, (reply) => (reply.text = '{}')))],
  ['v1', 'what a program prints is told under another name', ['execute'], says(EXECUTE, '"stdout"', '"out"')],
]; // prettier-ignore

const v2: readonly Row[] = [
  ['v2', 'the socket opens with something else', ['agent.connected'], { toClient: typed('connected', (frame) => ({ ...frame, type: 'hello' })) }],
  ['v2', 'a ping is not answered', ['agent.ping'], { toClient: typed('pong', () => undefined) }],
  ['v2', 'an agent is started for nobody', ['agent.start'], { toClient: typed('agent_started', ({ type }) => ({ type })) }],
  ['v2', 'the data of an event is not apart', ['agent.events'], { toClient: typed('agent_event', ({ data, ...frame }) => ({ ...frame, ...objectOf(data) })) }],
  ['v2', 'output of a stream that there is not', ['agent.output'], { toClient: typed('subprocess_output', (frame) => ({ ...frame, stream: 'log' })) }],
  ['v2', 'an agent is stopped, and nobody knows whether', ['agent.stop'], { toClient: typed('agent_stopped', ({ type }) => ({ type })) }],
  ['v2', 'the bank gives another difficulty', ['bank.select'], says(SELECT, '"difficulty":"Hard"', '"difficulty":"Easy"')],
]; // prettier-ignore

breaks('code-interview-agent', [...v1, ...v2]);
covers('code-interview-agent', [...v1, ...v2]);
