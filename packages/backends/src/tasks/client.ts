import type { NewTask, Task, TaskFile, TaskLog } from './task.js';
import type { WireError } from '../wire/index.js';

/** A file's content, to be looked at. */
export interface TaskFileContent {
  /** Its text; undefined where it is none (an image). */
  readonly text: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** A task as it is seen while it is watched. */
export interface TaskView {
  readonly task: Task | undefined;
  /** The last lines of its log, in order. The same list grows from one view to the next. */
  readonly lines: readonly TaskLog[];
  /** How many before them were let go. */
  readonly dropped: number;
  /**
   * `live`: each line comes as it is written. `polling`: it is asked for now and then. `offline`: the backend is not reached,
   * and is tried again. `over`: nothing more will come.
   */
  readonly connection: 'connecting' | 'live' | 'polling' | 'offline' | 'over';
  /** Why it is offline, or over before the task was. */
  readonly problem: WireError | undefined;
}

/** Long tasks of an agent, wherever it runs. What fails rejects with a `WireError`. */
export interface TaskClient {
  create(task: NewTask, signal?: AbortSignal): Promise<Task>;
  /** The newest first. */
  list(signal?: AbortSignal): Promise<readonly Task[]>;
  get(id: string, signal?: AbortSignal): Promise<Task>;
  logs(id: string, signal?: AbortSignal): Promise<readonly TaskLog[]>;
  cancel(id: string): Promise<Task>;
  files(task: Task, signal?: AbortSignal): Promise<readonly TaskFile[]>;
  file(task: Task, path: string, signal?: AbortSignal): Promise<TaskFileContent>;
  /** All files, as a ZIP. */
  download(task: Task, signal?: AbortSignal): Promise<Blob>;
  /** Calls back with the task and its log as they change, until the task is over or the signal is aborted. */
  watch(id: string, listener: (view: TaskView) => void, signal: AbortSignal): void;
  /** Resolves where the backend answers. */
  health(signal?: AbortSignal): Promise<void>;
}
