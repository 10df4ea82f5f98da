/** One thing that can be asked of the API. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** Either of these lets one in. */
  readonly security?: readonly ('key' | 'token')[];
  readonly query?: readonly string[];
  /** The schema of what is sent. */
  readonly body?: string;
  /** By status, the schema of what is answered, if there is anything. */
  readonly answers: Readonly<Record<number, string>>;
  readonly type?: string;
}

const key = ['key'] as const;
const list = ['after', 'limit'] as const;

/** The whole API, an operation a row. */
export const operations: readonly Operation[] = [
  { method: 'post', path: '/api/rooms', id: 'makeRoom', summary: 'Makes a room of a question; gives a link for each role.', security: key, body: 'NewRoom', answers: { 201: 'MadeRoom' } }, // prettier-ignore
  { method: 'get', path: '/api/rooms', id: 'listRooms', summary: 'Lists rooms, in the order of their ids.', security: key, query: list, answers: { 200: 'RoomList' } }, // prettier-ignore
  { method: 'get', path: '/api/rooms/{id}', id: 'getRoom', summary: 'Says how far a room has come.', security: key, answers: { 200: 'Room' } }, // prettier-ignore
  { method: 'delete', path: '/api/rooms/{id}', id: 'deleteRoom', summary: 'Deletes a room and its log, for good.', security: key, answers: { 204: '' } }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/end', id: 'endRoom', summary: 'Ends the interview: nobody can write the answer any more.', security: key, answers: { 200: 'Room' } }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/tokens', id: 'makeToken', summary: 'Makes a token for one more person.', security: key, body: 'NewToken', answers: { 201: 'MadeToken' } }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/token', id: 'refreshToken', summary: 'Gives a fresh token for one that is good, or ended less than a day ago.', security: ['token'], answers: { 200: 'FreshToken' } }, // prettier-ignore
  { method: 'get', path: '/api/rooms/{id}/log', id: 'exportLog', summary: 'The log as far as one may read it, an entry a line.', security: ['token', 'key'], answers: { 200: 'string' }, type: 'application/x-ndjson' }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/stream', id: 'openStream', summary: 'Joins a room by server-sent events; the body is a hello frame.', body: 'object', answers: { 200: 'string' }, type: 'text/event-stream' }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/frames', id: 'sendFrames', summary: 'Takes frames of who reads a stream.', body: 'Frames', answers: { 200: 'object' } }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/chat', id: 'askAssistant', summary: 'Asks the assistant of a room, or gives it what its tools gave; answers as a UI message stream.', security: ['token'], body: 'object', answers: { 200: 'string' }, type: 'text/event-stream' }, // prettier-ignore
  { method: 'get', path: '/api/rooms/{id}/chat', id: 'describeAssistant', summary: 'Says which models the assistant may ask.', security: ['token'], answers: { 200: 'Assistant' } }, // prettier-ignore
  { method: 'get', path: '/api/rooms/{id}/chat/{talk}/stream', id: 'resumeAnswer', summary: 'Asks for the rest of an answer that was cut off. There is none: an answer ends with the connection that asked for it.', security: ['token'], answers: { 204: '' } }, // prettier-ignore
  { method: 'get', path: '/api/rooms/{id}/run', id: 'listLanguages', summary: 'Says in which languages programs run here, where that is switched on.', security: ['token'], answers: { 200: 'Languages' } }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/run', id: 'runProgram', summary: 'Runs a program; tells what it prints and how it ends as events. Who goes away stops it.', security: ['token'], body: 'Program', answers: { 200: 'string' }, type: 'text/event-stream' }, // prettier-ignore
  { method: 'post', path: '/api/rooms/{id}/test', id: 'runTests', summary: 'Runs test files and cases over a program; tells each result as an event.', security: ['token'], body: 'ProgramTests', answers: { 200: 'string' }, type: 'text/event-stream' }, // prettier-ignore
  { method: 'post', path: '/api/questions', id: 'putQuestion', summary: 'Keeps a question, in the place of another with its id.', security: key, body: 'Question', answers: { 201: 'QuestionName' } }, // prettier-ignore
  { method: 'get', path: '/api/questions', id: 'listQuestions', summary: 'Lists the questions that are kept.', security: key, query: list, answers: { 200: 'QuestionList' } }, // prettier-ignore
  { method: 'get', path: '/api/questions/{id}', id: 'getQuestion', summary: 'A question, whole.', security: key, answers: { 200: 'Question' } }, // prettier-ignore
  { method: 'get', path: '/api/openapi.json', id: 'describe', summary: 'This document.', answers: { 200: 'object' } }, // prettier-ignore
  { method: 'get', path: '/health', id: 'health', summary: 'Whether the process is up.', answers: { 200: 'object' } }, // prettier-ignore
  { method: 'get', path: '/ready', id: 'ready', summary: 'Whether logs can be written.', answers: { 200: 'object', 503: 'object' } }, // prettier-ignore
  { method: 'get', path: '/metrics', id: 'metrics', summary: 'Figures for Prometheus.', answers: { 200: 'string' }, type: 'text/plain' }, // prettier-ignore
];
