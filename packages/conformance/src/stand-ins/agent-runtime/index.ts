import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { json, Reply, serve, type Ask, type House, type Line, type Routes } from '../serve.js';
import type { StartStandIn } from '../stand-in.js';
import { read } from './body.js';
import { now, Task } from './tasks.js';

/** `older`: files are listed under the task alone, and a socket to an unknown task is refused in the place of being closed. */
export const agentRuntimeVariants = ['current', 'older'];
/** So many tasks are remembered. */
const REMEMBERED = 1_000;

const missing = (what: string) => json(404, { detail: `${what} not found` });

/** An agent runtime whose tasks follow a script. */
export const startAgentRuntime: StartStandIn = (options) =>
  serve('agent-runtime', agentRuntimeVariants, options, (house) => new Runtime(house).routes());

class Runtime {
  private readonly tasks = new Map<string, Task>();
  private readonly sessions = new Map<string, Map<string, string | Uint8Array>>();

  constructor(private readonly house: House) {}

  routes(): Routes {
    const isOlder = this.house.variant === 'older';
    return {
      missing: () => json(404, { detail: 'Not Found' }),
      http: {
        'GET /health': () => ({ status: 'healthy', timestamp: now() }),
        'POST /tasks': ({ body }) => this.create(body),
        'GET /tasks': () => {
          const tasks = [...this.tasks.values()].map((task) => task.json).reverse();
          return { tasks, total_tasks: tasks.length };
        },
        'GET /tasks/:id': (ask) => this.task(ask).json,
        'GET /tasks/:id/logs': (ask) => {
          const { id, logs } = this.task(ask);
          return { task_id: id, debug_logs: logs, total_debug_entries: logs.length };
        },
        'POST /tasks/:id/cancel': (ask) => {
          const task = this.task(ask);
          task.cancel();
          return task.json;
        },
        ...(isOlder
          ? { 'GET /tasks/:id/session/files': (ask: Ask) => this.list(this.task(ask).session) }
          : { 'GET /sessions/:id/files': ({ params }: Ask) => this.list(params['id'] ?? '') }),
        'GET /sessions/:id/files/*path': ({ params }) => this.file(params['id'] ?? '', params['path'] ?? ''),
        'GET /sessions/:id/download': ({ params }) => this.download(params['id'] ?? ''),
      },
      sockets: {
        '/tasks/:id/stream': ({ params }) => {
          const task = this.tasks.get(params['id'] ?? '');
          if (task) return (line) => follow(task, line);
          return isOlder ? new Reply(403) : (line) => line.close(4004, 'Task not found');
        },
      },
    };
  }

  private create(body: unknown): Reply {
    const asked = read(body);
    if (!('type' in asked)) return json(422, { detail: asked });
    const session = asked.session ?? randomUUID();
    const files = this.sessions.get(session) ?? new Map<string, string | Uint8Array>();
    this.sessions.set(session, files);
    const task = new Task(asked, files, this.house, session);
    this.tasks.set(task.id, task);
    const [oldest] = this.tasks.keys();
    if (this.tasks.size > REMEMBERED && oldest) this.tasks.delete(oldest);
    return json(201, task.json);
  }

  private task({ params }: Ask): Task {
    const task = this.tasks.get(params['id'] ?? '');
    if (!task) throw missing('Task');
    return task;
  }

  private session(id: string): Map<string, string | Uint8Array> {
    const files = this.sessions.get(id);
    if (!files) throw missing('Session');
    return files;
  }

  private list(id: string): object {
    const files = [...this.session(id)].map(([path, content]) => ({
      name: path.split('/').at(-1),
      path,
      size: bytesOf(content).length,
      modified: now(),
      type: 'file',
    }));
    return { files, total_files: files.length, session_id: id };
  }

  private file(id: string, path: string): Reply {
    const content = this.session(id).get(path);
    if (content === undefined) return missing('File');
    const type = typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
    return new Reply(200, '', { 'content-type': type }, bytesOf(content));
  }

  private download(id: string): Reply {
    const files = [...this.session(id)].map(([path, content]) => [path, bytesOf(content)] as const);
    const headers = {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="session_${id}.zip"`,
    };
    return new Reply(200, '', headers, zipSync(Object.fromEntries(files)));
  }
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? strToU8(content) : content;

/** Tells a task's status, all of its log so far, and from then on each line. */
function follow(task: Task, line: Line): void {
  line.send(task.statusFrame);
  for (const message of task.logs) line.send(task.debugFrame(message));
  task.lines.add(line);
  line.onClose(() => task.lines.delete(line));
  line.onFrame((text) => {
    if (text === 'ping') line.send('pong');
    else if (text === 'status') line.send(task.statusFrame);
  });
}
