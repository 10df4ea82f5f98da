import type { Task, TaskClient, TaskPhase, TaskView } from '@interview-room/backends/tasks';
import { Files } from './files.js';
import { Form } from './form.js';
import { Lines } from './lines.js';
import { memory } from './memory.js';
import { problemOf, type Problem } from './problem.js';
import { isOver } from './steps.js';

/** How often the list is asked for again, in milliseconds. */
const REFRESH_MS = 15_000;

/** What a desk tells the panel. */
export interface Told {
  changed(): void;
  started(task: Task): void;
  /** The task that is shown came to be at another phase, or ended. */
  moved(task: Task): void;
  finished(task: Task): void;
}

/** The work behind the panel: the tasks of a backend, and the one that is shown. */
export class Desk {
  tasks: readonly Task[] | undefined;
  problem: Problem | undefined;
  /** Something that was asked for by a press did not work. */
  failure: Problem | undefined;
  /** What is shown beside the list. */
  showing: 'nothing' | 'form' | 'task' = 'nothing';
  selected: string | undefined;
  view: TaskView | undefined;
  files: Files | undefined;
  cancelling = false;
  readonly form = new Form();
  readonly lines = new Lines();
  readonly reached = new Set<TaskPhase>();
  private watching = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;
  private closed = false;
  /** The task that was looked at before the page was loaded again. */
  private readonly restored: string | undefined;

  constructor(
    readonly client: TaskClient,
    private readonly key: string,
    private readonly told: Told,
  ) {
    this.timer = setInterval(() => document.visibilityState === 'visible' && void this.refresh(), REFRESH_MS);
    this.restored = memory.read(key);
    if (this.restored) this.select(this.restored);
    void this.refresh();
  }

  /** The task that is shown, as far as it is known. */
  get task(): Task | undefined {
    return this.view?.task ?? this.tasks?.find(({ id }) => id === this.selected);
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.watching.abort();
    this.files?.close();
  }

  async refresh(): Promise<void> {
    try {
      this.tasks = await this.client.list();
      this.problem = undefined;
    } catch (error) {
      this.problem = problemOf(error);
    }
    this.change();
  }

  select(id: string | undefined): void {
    if (this.closed || (id !== undefined && id === this.selected && this.showing === 'task')) return;
    this.watching.abort();
    this.watching = new AbortController();
    this.files?.close();
    this.reached.clear();
    Object.assign(this, {
      selected: id,
      view: undefined,
      files: undefined,
      failure: undefined,
      cancelling: false,
    });
    this.showing = id === undefined ? 'nothing' : 'task';
    memory.write(this.key, id);
    if (id !== undefined) this.client.watch(id, (view) => this.see(view), this.watching.signal);
    this.change();
  }

  /** The form, with the address that was tested last where none is written. */
  showForm(): void {
    const [latest] = this.tasks ?? [];
    if (latest) this.form.prefill({ appUrl: latest.appUrl });
    this.showing = 'form';
    this.change();
  }
  hideForm(): void {
    this.showing = this.selected === undefined ? 'nothing' : 'task';
    this.change();
  }

  /** Starts what the form asks for. Resolves with whether it did. */
  async start(password: string): Promise<boolean> {
    const { form } = this;
    if (form.sending) return false;
    form.sending = true;
    form.problem = undefined;
    this.change();
    try {
      const task = await this.client.create(form.task(password));
      form.done();
      this.tasks = [task, ...(this.tasks ?? []).filter(({ id }) => id !== task.id)];
      this.told.started(task);
      this.select(task.id);
      return true;
    } catch (error) {
      form.failed(error);
      this.change();
      return false;
    }
  }

  async cancel(): Promise<void> {
    const { selected } = this;
    if (selected === undefined || this.cancelling) return;
    this.cancelling = true;
    this.failure = undefined;
    this.change();
    try {
      this.put(await this.client.cancel(selected));
    } catch (error) {
      if (this.selected === selected) this.failure = problemOf(error);
    }
    if (this.selected === selected) this.cancelling = false;
    this.change();
  }

  /** Lists the files of the task that is shown, again where they are. */
  listFiles(): void {
    const { task } = this;
    if (!task) return;
    this.files ??= new Files(this.client, task, () => this.change());
    void this.files.load(task);
  }

  private get isRestored(): boolean {
    return this.showing === 'task' && this.selected !== undefined && this.selected === this.restored;
  }

  private see(view: TaskView): void {
    const before = this.view?.task;
    this.view = view;
    const { task } = view;
    if (task) this.note(task, before);
    // Another backend behind the same address, or one that forgot: nobody asked for that task just now.
    else if (view.connection === 'over' && this.isRestored) return this.select(undefined);
    this.change();
  }

  private note(task: Task, before: Task | undefined): void {
    if (task.phase) this.reached.add(task.phase);
    if (task.status === before?.status && task.phase === before.phase) return;
    this.put(task);
    this.told.moved(task);
    // A task that was over when it was opened ended some other time.
    if (before && isOver(task) && !isOver(before)) this.told.finished(task);
    if (this.files) this.listFiles();
  }

  private put(task: Task): void {
    const { tasks = [] } = this;
    const known = tasks.some(({ id }) => id === task.id);
    this.tasks = known ? tasks.map((each) => (each.id === task.id ? task : each)) : [task, ...tasks];
  }

  private change(): void {
    if (!this.closed) this.told.changed();
  }
}
