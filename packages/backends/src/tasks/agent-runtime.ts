import type { SocketConstructor } from '@interview-room/core';
import {
  callBytes,
  callJson,
  isObject,
  listOf,
  objectOf,
  parseJson,
  textOf,
  WireError,
  type Caller,
} from '../wire/index.js';
import type { TaskClient, TaskFileContent, TaskView } from './client.js';
import { Journal, saidOf, type Said } from './journal.js';
import { filesOf, isOver, taskOf, type NewTask, type Task, type TaskFile, type TaskLog } from './task.js';
import { Watch, type Pace } from './watch.js';

/** Where an agent runtime is, and how to reach it. What is absent is the browser's own. */
export interface AgentRuntimeOptions {
  url: string;
  fetch?: typeof fetch;
  /** For a Node without one: that of `ws` fits. */
  WebSocket?: SocketConstructor;
  /** Sent as a Bearer with each request; asked anew for each. A socket of a browser cannot carry it. */
  token?: string | (() => string | undefined | Promise<string | undefined>);
  /** How often it is asked and pinged. */
  pace?: Partial<Pace>;
}

/** So many tasks are listed, and so large may a download be, in bytes. */
const LISTED = 500;
const LARGEST = 256 * 1024 * 1024;
const DOWNLOAD_MS = 120_000;

/** The tasks of an agent runtime: long work, with a live stream and files. */
export function agentRuntimeTasks(options: AgentRuntimeOptions): TaskClient {
  return new AgentRuntime(options);
}

class AgentRuntime implements TaskClient {
  private readonly caller: Caller;
  /** The session of each task whose files were listed, where the task does not name it. */
  private readonly sessions = new Map<string, string>();

  constructor(private readonly options: AgentRuntimeOptions) {
    const { url, token } = options;
    this.caller = {
      base: url.replace(/[?#].*$/, '').replace(/\/+$/, ''),
      ...(options.fetch && { fetch: options.fetch }),
      ...(token !== undefined && { token: async () => (typeof token === 'function' ? token() : token) }),
    };
  }

  async create(task: NewTask, signal?: AbortSignal): Promise<Task> {
    return made(await this.call('/tasks', { method: 'POST', body: bodyOf(task), signal }));
  }

  async list(signal?: AbortSignal): Promise<readonly Task[]> {
    const json = await this.call('/tasks', { signal });
    const listed = listOf(objectOf(json)['tasks'] ?? json).flatMap((each) => taskOf(each) ?? []);
    // Of an equal age, or none, the backend's own order is kept.
    return listed.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)).slice(0, LISTED);
  }

  async get(id: string, signal?: AbortSignal): Promise<Task> {
    return made(await this.call(pathOf(id), { signal }));
  }

  async logs(id: string, signal?: AbortSignal): Promise<readonly TaskLog[]> {
    const journal = new Journal();
    journal.tell(await this.said(id, signal));
    return journal.lines;
  }

  async cancel(id: string): Promise<Task> {
    const answer = await this.call(`${pathOf(id)}/cancel`, { method: 'POST' });
    const task = taskOf(answer);
    return task?.id === id && isOver(task.status) && task.type ? task : this.get(id);
  }

  async files(task: Task, signal?: AbortSignal): Promise<readonly TaskFile[]> {
    const older = `${pathOf(task.id)}/session/files`;
    const json = task.session
      ? await this.call(`${sessionPath(task.session)}/files`, { signal }).catch((error: unknown) =>
          this.elsewhere(error, older, signal),
        )
      : await this.call(older, { signal });
    const session = textOf(objectOf(json)['session_id']);
    if (session) this.sessions.set(task.id, session);
    return filesOf(json);
  }

  async file(task: Task, path: string, signal?: AbortSignal): Promise<TaskFileContent> {
    const where = path.split('/').map(encodeURIComponent).join('/');
    const call = signal ? { signal } : {};
    const { bytes, type } = await callBytes(
      this.caller,
      `${await this.place(task, signal)}/files/${where}`,
      call,
    );
    const text = textIn(bytes);
    const wrapped = type.includes('json') && !/json$/i.test(path) ? objectOf(parseJson(text ?? '')) : {};
    const content = wrapped['content'];
    return { text: typeof content === 'string' ? content : text, size: bytes.length };
  }

  async download(task: Task, signal?: AbortSignal): Promise<Blob> {
    const { bytes } = await callBytes(this.caller, `${await this.place(task, signal)}/download`, {
      longest: LARGEST,
      timeoutMs: DOWNLOAD_MS,
      ...(signal && { signal }),
    });
    return new Blob([bytes], { type: 'application/zip' });
  }

  watch(id: string, listener: (view: TaskView) => void, signal: AbortSignal): void {
    const { base } = this.caller;
    const { WebSocket, pace } = this.options;
    const task = () => this.get(id, signal);
    const logs = () => this.said(id, signal);
    const far = { task, logs, url: `${base}${pathOf(id)}/stream`, Socket: WebSocket };
    new Watch(far, { listener, signal, ...(pace && { pace }) }).start();
  }

  async health(signal?: AbortSignal): Promise<void> {
    await this.call('/health', { signal }).catch((error: unknown) => this.elsewhere(error, '/tasks', signal));
  }

  private async said(id: string, signal?: AbortSignal): Promise<readonly Said[]> {
    const json = objectOf(await this.call(`${pathOf(id)}/logs`, { signal }));
    return listOf(json['debug_logs']).map((line) =>
      saidOf(isObject(line) ? textOf(line['message']) : textOf(line)),
    );
  }

  /** Where the files of a task are. A task that does not name its session names it with its files. */
  private async place(task: Task, signal?: AbortSignal): Promise<string> {
    if (!this.sessions.has(task.id) && !task.session) await this.files(task, signal);
    return sessionPath(this.sessions.get(task.id) ?? task.session ?? task.id);
  }

  /** One of two paths is there, depending on how old the backend is. */
  private elsewhere(error: unknown, path: string, signal?: AbortSignal): Promise<unknown> {
    if (error instanceof WireError && error.code === 'not-found') return this.call(path, { signal });
    throw error;
  }

  private call(
    path: string,
    { signal, ...call }: { method?: 'POST'; body?: unknown; signal?: AbortSignal | undefined },
  ): Promise<unknown> {
    return callJson(this.caller, path, { ...call, ...(signal && { signal }) });
  }
}

const pathOf = (id: string): string => `/tasks/${encodeURIComponent(id)}`;
const sessionPath = (session: string): string => `/sessions/${encodeURIComponent(session)}`;

function made(json: unknown): Task {
  const task = taskOf(json);
  if (!task) throw new WireError('server', 'The backend answered with something that is not a task.');
  return task;
}

function bodyOf({ type, appUrl, signIn, instructions, session }: NewTask): object {
  return {
    task_type: type,
    configuration: {
      app_url: appUrl,
      ...(signIn && { sign_in: signIn }),
      ...(instructions && { instructions }),
    },
    ...(session && { session_id: session }),
  };
}

/** The text that the bytes are; undefined where they are none. */
function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8_192).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
