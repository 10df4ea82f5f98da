import { answers, breaks, covers, frames, objectOf, says, where, type Row } from './kit-broken.js';

const ended = { event_type: 'debug', data: { level: 'DEBUG', message: 'first', task_id: '-', agent: '-' } };
const dataOf = ({ data }: Record<string, unknown>) => objectOf(data);

const rows: readonly Row[] = [
  ['current', 'it says that it is ill', ['health'], answers(/GET \/health/, 500, {})],
  ['current', 'a task is made with 200', ['create'], where(/POST \/tasks$/, (reply) => reply.status === 201 && (reply.status = 200))],
  ['current', 'a task that does not say of which kind it is', ['create'], says(/POST \/tasks$/, '"task_type"', '"type"')],
  ['current', 'what is wrong is said in one text', ['wrong'], where(/POST \/tasks$/, (reply) => reply.status === 422 && (reply.text = '{"detail":"No."}'))],
  ['current', 'a wrong body is taken', ['wrong'], where(/POST \/tasks$/, (reply) => reply.status === 422 && (reply.status = 201))],
  ['current', 'a task that is not there, without a word', ['unknown'], where(/GET \/tasks\/not-there/, (reply) => (reply.text = '{}'))],
  ['current', 'how many tasks there are is not said', ['list'], says(/GET \/tasks$/, '"total_tasks"', '"total"')],
  ['current', 'a stream begins with its log', ['stream.status'], { toClient: frames((frame, memory) => (memory.has('begun') ? [frame] : (memory.set('begun', true), [ended, frame]))) }],
  ['current', 'pong is JSON', ['stream.ping'], { toClient: (message) => [message === 'pong' ? '{"event_type":"pong","data":{}}' : message] }],
  ['current', 'a status that is asked for does not come', ['stream.ask'], { toServer: (message) => (message === 'status' ? [] : [message]) }],
  ['current', 'a task that is over is called done', ['stream.end'], says(/GET \/tasks\/[^/]+$/, '"status":"completed"', '"status":"done"')],
  ['current', 'a task completes, and its stream says nothing', ['stream.complete'], { toClient: frames((frame) => (frame['event_type'] === 'complete' ? [] : [frame])) }],
  ['current', 'past lines are told with another level', ['stream.replay'], { toClient: frames((frame) => [frame['event_type'] === 'debug' ? { ...frame, data: { ...dataOf(frame), level: 'INFO' } } : frame]) }],
  ['current', 'past lines are not told again', ['stream.replay'], { toClient: frames((frame) => (frame['event_type'] === 'debug' ? [] : [frame])) }],
  ['current', 'past lines are listed under another name', ['stream.replay'], says(/\/logs$/, '"debug_logs"', '"lines"')],
  ['current', 'the stream of a task that is not there is closed as if it were over', ['stream.unknown'], { closes: (code) => (code === 4004 ? 1000 : code) }],
  ['current', 'a task that is cancelled has failed', ['cancel'], says(/GET \/tasks\/[^/]+$/, '"status":"cancelled"', '"status":"failed"')],
  ['current', 'a task cannot be cancelled', ['cancel'], answers(/POST .*\/cancel$/, 405, { detail: 'Method Not Allowed' })],
  ['current', 'files are listed under another name', ['files', 'file'], says(/\/files$/, '"files"', '"entries"')],
  ['older', 'files are listed nowhere', ['files', 'file'], answers(/\/files$/, 404, { detail: 'Not Found' })],
  ['current', 'a file that is listed is not there', ['file'], answers(/\/files\/./, 404, { detail: 'File not found' })],
  ['older', 'a file is empty', ['file'], where(/\/files\/./, (reply) => (reply.text = ''))],
  ['current', 'the zip is none', ['download'], answers(/\/download$/, 200, { url: '/later' })],
]; // prettier-ignore

breaks('agent-runtime', rows);
covers('agent-runtime', rows);
