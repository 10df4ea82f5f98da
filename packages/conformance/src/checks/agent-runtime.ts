import { Mismatch, Skip, type Check, type Probe, type Suite } from '../kit/check.js';
import { follow, objectOf, type Frame } from './agent-runtime/stream.js';
import { ask, listed, made, task, until } from './agent-runtime/task.js';

/** So long after a task is over its stream may say so, in milliseconds. */
const LATE = 2_000;
const capability = 'tasks';
const source = 'docs/BACKENDS.md#agent-runtime';
const check = (id: string, title: string, run: Check['run']): Check => ({
  id: `agent-runtime.${id}`,
  title,
  capability,
  source,
  run,
});
const expect = (holds: boolean, expected: unknown, actual: unknown, message?: string): void => {
  if (!holds) throw new Mismatch(expected, actual, message);
};
const kinds = (frames: readonly Frame[]): string[] => frames.map(({ event_type }) => event_type);

const asking: readonly Check[] = [
  check('health', 'it says that it is well', async (probe) => {
    const { status } = await ask(probe, 'GET', '/health');
    expect(status === 200, { status: 200 }, { status });
  }),
  check('create', 'a task is made, with 201 and all that it is', async (probe) => {
    const { status, body } = await made(probe);
    const { id, task_type } = objectOf(body);
    const expected = { id: 'a text', task_type: 'plan', status: 'pending', configuration: {} };
    expect(status === 201 && typeof id === 'string' && task_type === 'plan', expected, body);
  }),
  check('wrong', 'a wrong body is a 422 that names the field', async (probe) => {
    const { status, body } = await ask(probe, 'POST', '/tasks', { task_type: 'plan', configuration: {} });
    const { detail } = objectOf(body);
    const names = Array.isArray(detail) && detail.some((each) => JSON.stringify(each).includes('app_url'));
    const loc = ['body', 'configuration', 'app_url'];
    expect(
      status === 422 && names,
      { status: 422, detail: [{ loc, msg: '…', type: '…' }] },
      { status, body },
    );
  }),
  check('unknown', 'a task that is not there is a 404 with a detail', async (probe) => {
    const { status, body } = await ask(probe, 'GET', '/tasks/not-there');
    const said = typeof objectOf(body)['detail'] === 'string';
    expect(status === 404 && said, { status: 404, detail: '…' }, { status, body });
  }),
  check('list', 'tasks are listed, with how many there are', async (probe) => {
    const { id } = await task(probe);
    const { body } = await ask(probe, 'GET', '/tasks');
    const { tasks, total_tasks } = objectOf(body);
    const holds =
      Array.isArray(tasks) && typeof total_tasks === 'number' && JSON.stringify(tasks).includes(id);
    expect(holds, { tasks: [{ id }], total_tasks: 1 }, body);
  }),
];

const streaming: readonly Check[] = [
  check('stream.status', 'a stream begins with the status', async (probe) => {
    const stream = await follow(probe, (await task(probe)).id);
    const [first] = await stream.until((frames) => frames.length > 0, { event_type: 'status' });
    stream.close();
    expect(first?.event_type === 'status', { event_type: 'status', data: { status: '…' } }, first);
  }),
  check('stream.ping', 'the text ping is answered by the text pong', async (probe) => {
    const stream = await follow(probe, (await task(probe)).id);
    stream.send('ping');
    await stream.until(() => stream.texts.includes('pong'), 'pong');
    stream.close();
  }),
  check('stream.ask', 'the text status is answered by a status', async (probe) => {
    const stream = await follow(probe, (await task(probe)).id);
    stream.send('status');
    const many = (frames: readonly Frame[]) => kinds(frames).filter((kind) => kind === 'status').length > 1;
    await stream.until(many, { event_type: 'status' });
    stream.close();
  }),
  check('stream.end', 'a task that ends is over when it is asked for', async (probe) => {
    const over = await until(probe, (await task(probe)).id, ({ completed_at }) => Boolean(completed_at));
    expect(over['status'] === 'completed', { status: 'completed' }, over);
  }),
  check('stream.complete', 'a task that completes says so on its stream', async (probe) => {
    const id = String(objectOf((await made(probe)).body)['id']);
    const stream = await follow(probe, id);
    const over = await until(probe, id, ({ completed_at }) => Boolean(completed_at));
    if (over['status'] !== 'completed') throw new Skip('The task did not complete.');
    const late = setTimeout(() => stream.close(), LATE);
    const said = (frames: readonly Frame[]) => frames.some(({ event_type }) => event_type === 'complete');
    await stream.until(said, { event_type: 'complete', data: { task_id: id, success: true } });
    clearTimeout(late);
    stream.close();
  }),
  check('stream.replay', 'past lines are told again to whoever comes later, as DEBUG', async (probe) => {
    const { id } = await task(probe);
    const { body } = await ask(probe, 'GET', `/tasks/${id}/logs`);
    const { debug_logs } = objectOf(body);
    const lines = Array.isArray(debug_logs) ? debug_logs.length : 0;
    expect(lines > 0, { task_id: id, debug_logs: ['…'], total_debug_entries: 1 }, body);
    const stream = await follow(probe, id);
    const replayed = (frames: readonly Frame[]) => frames.filter((frame) => frame.event_type === 'debug');
    const frames = await stream.until((all) => replayed(all).length >= lines, { event_type: 'debug' });
    stream.close();
    const levels = replayed(frames).map(({ data }) => data['level']);
    expect(
      levels.every((level) => level === 'DEBUG'),
      { level: 'DEBUG' },
      { levels },
    );
  }),
  check(
    'stream.unknown',
    'a stream of a task that is not there is closed with 4004, or refused',
    async (probe) => {
      const stream = await follow(probe, 'not-there').catch(() => undefined);
      const code = stream && (await stream.closed);
      expect(code === undefined || code === 4004, { close: 4004 }, { close: code });
    },
  ),
];

const ending: readonly Check[] = [
  check('cancel', 'a task is cancelled', async (probe) => {
    const { id } = objectOf((await made(probe)).body);
    const { status } = await ask(probe, 'POST', `/tasks/${String(id)}/cancel`);
    expect(status >= 200 && status < 300, { status: 200 }, { status });
    const over = await until(probe, String(id), ({ status: now }) => now !== 'running' && now !== 'pending');
    expect(over['status'] === 'cancelled', { status: 'cancelled' }, over);
  }),
  check('files', 'files are listed, by the session or by the task', async (probe) => {
    const { files, body } = await listed(probe);
    expect(files.length > 0, { files: [{ name: '…', path: '…', size: 1 }], session_id: '…' }, body);
  }),
  check('file', 'a file is read', async (probe) => {
    const { files, session } = await listed(probe);
    const path = String(files[0]?.['path']);
    const { status, text } = await ask(probe, 'GET', `/sessions/${session}/files/${path}`);
    expect(status === 200 && text.length > 0, { status: 200 }, { status, text: text.slice(0, 200) });
  }),
  check('download', 'all files come as a zip', async (probe) => {
    const { session } = await listed(probe);
    const { status, text } = await ask(probe, 'GET', `/sessions/${session}/download`);
    expect(status === 200 && text.startsWith('PK'), { status: 200, body: 'PK…' }, { status, body: text.slice(0, 20) }); // prettier-ignore
  }),
];

/** The wire of an agent runtime. Its tasks work on the address in the setting `app-url`. */
export const agentRuntimeSuite: Suite = {
  dialect: 'agent-runtime',
  variants: ['current', 'older'],
  checks: [...asking, ...streaming, ...ending],
  end: letGo,
};

/** What was begun is not left running. */
async function letGo(probe: Probe): Promise<void> {
  const id = probe.shared.get('task');
  if (typeof id === 'string') await ask(probe, 'POST', `/tasks/${id}/cancel`).catch(() => undefined);
}
