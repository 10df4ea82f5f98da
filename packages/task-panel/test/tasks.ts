import type {
  NewTask,
  Task,
  TaskClient,
  TaskFile,
  TaskFileContent,
  TaskLevel,
  TaskLog,
  TaskView,
} from '@interview-room/backends/tasks';

const noon = Date.UTC(2026, 4, 17, 12);

/** Tasks that are kept here and move when they are told to. */
export class Tasks implements TaskClient {
  tasks: Task[] = [];
  readonly made = new Map<string, string | undefined>();
  /** What was asked for. */
  readonly asked: NewTask[] = [];
  /** What each call fails with, while it is set. */
  trouble: Error | undefined;
  /** How many are being watched. */
  watched = 0;
  private readonly views = new Map<string, { view: TaskView; listeners: Set<(view: TaskView) => void> }>();

  /** Adds a task, the newest. */
  add(more: Partial<Task> = {}): Task {
    const count = this.tasks.length;
    const task: Task = {
      id: `task ${count}`,
      type: 'complete',
      status: 'running',
      phase: 'planning',
      activity: 'Reading the application',
      appUrl: 'https://shop.example',
      instructions: '',
      session: `session ${count}`,
      createdAt: noon,
      completedAt: undefined,
      error: '',
      ...more,
    };
    this.tasks = [task, ...this.tasks];
    this.views.set(task.id, { view: seen(task), listeners: new Set() });
    return task;
  }

  move(id: string, more: Partial<Task>): void {
    this.tasks = this.tasks.map((task) => (task.id === id ? { ...task, ...more } : task));
    this.see(id, { task: this.tasks.find((task) => task.id === id) });
  }
  see(id: string, more: Partial<TaskView>): void {
    const watched = this.views.get(id);
    if (!watched) return;
    watched.view = { ...watched.view, ...more };
    for (const listener of watched.listeners) listener(watched.view);
  }
  say(id: string, ...lines: (readonly [TaskLevel, string])[]): void {
    const list = this.views.get(id)?.view.lines as TaskLog[];
    for (const [level, message] of lines)
      list.push({ id: list.length + 1, at: noon, level, message, agent: 'planner' });
    this.see(id, {});
  }

  create(task: NewTask): Promise<Task> {
    this.asked.push(task);
    const { type, appUrl, instructions = '' } = task;
    return this.or(() => this.add({ type, appUrl, instructions, status: 'pending', phase: undefined }));
  }
  list(): Promise<readonly Task[]> {
    return this.or(() => this.tasks);
  }
  get(id: string): Promise<Task> {
    return this.or(() => this.tasks.find((task) => task.id === id) ?? fail());
  }
  logs(id: string): Promise<readonly TaskLog[]> {
    return this.or(() => this.views.get(id)?.view.lines ?? []);
  }
  cancel(id: string): Promise<Task> {
    return this.or(() => {
      this.move(id, { status: 'cancelled' });
      return this.tasks.find((task) => task.id === id) ?? fail();
    });
  }
  files(): Promise<readonly TaskFile[]> {
    return this.or(() => [...this.made].map(([path, text]) => ({ name: path, path, size: text?.length })));
  }
  file(_: Task, path: string): Promise<TaskFileContent> {
    const text = this.made.get(path);
    return this.or(() => ({ text, size: text?.length ?? 2_500_000 }));
  }
  download(): Promise<Blob> {
    return this.or(() => new Blob(['PK'], { type: 'application/zip' }));
  }
  watch(id: string, listener: (view: TaskView) => void, signal: AbortSignal): void {
    const watched = this.views.get(id);
    if (!watched) return listener({ ...seen(undefined), connection: 'over' });
    this.watched++;
    watched.listeners.add(listener);
    listener(watched.view);
    signal.addEventListener('abort', () => {
      this.watched--;
      watched.listeners.delete(listener);
    });
  }
  health(): Promise<void> {
    return this.or(() => undefined);
  }

  private async or<Result>(give: () => Result): Promise<Result> {
    await Promise.resolve();
    if (this.trouble) throw this.trouble;
    return give();
  }
}

const fail = (): never => {
  throw new Error('There is no such task.');
};
const seen = (task: Task | undefined): TaskView => ({
  task,
  lines: [],
  dropped: 0,
  connection: 'live',
  problem: undefined,
});
