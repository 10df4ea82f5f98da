import type { Task, TaskClient, TaskFile, TaskFileContent } from '@interview-room/backends/tasks';
import { problemOf, type Problem } from './problem.js';

/** So many files are put into a workspace at once, and so many characters of them all. */
const MOST = 200;
const CHARACTERS = 4_000_000;

/** The files of the task that is shown. */
export class Files {
  list: readonly TaskFile[] | undefined;
  problem: Problem | undefined;
  loading = false;
  /** The file that is looked at. */
  open: TaskFile | undefined;
  content: TaskFileContent | undefined;
  contentProblem: Problem | undefined;
  /** All of them are being fetched: to be put somewhere, or as a ZIP. */
  busy: 'download' | 'put' | undefined;
  private readonly stop = new AbortController();
  private turn = 0;

  constructor(
    private readonly client: TaskClient,
    private task: Task,
    private readonly changed: () => void,
  ) {}

  close(): void {
    this.stop.abort();
  }

  async load(task: Task): Promise<void> {
    const { signal } = this.stop;
    const turn = ++this.turn;
    this.task = task;
    this.loading = true;
    this.changed();
    const [list, problem] = await this.client.files(task, signal).then(
      (found) => [found, undefined] as const,
      (error: unknown) => [this.list, problemOf(error)] as const,
    );
    if (signal.aborted || turn !== this.turn) return;
    Object.assign(this, { list, problem, loading: false });
    this.changed();
  }

  async look(file: TaskFile): Promise<void> {
    this.open = file;
    this.content = this.contentProblem = undefined;
    this.changed();
    try {
      const content = await this.client.file(this.task, file.path, this.stop.signal);
      if (this.open === file) this.content = content;
    } catch (error) {
      if (this.open === file) this.contentProblem = problemOf(error);
    }
    if (!this.stop.signal.aborted) this.changed();
  }

  shut(): void {
    this.open = undefined;
    this.changed();
  }

  /** The texts of all files, by path, and how many are none or too much. */
  texts(): Promise<{ files: Record<string, string>; left: number }> {
    return this.while('put', async () => {
      const files: Record<string, string> = {};
      let left = 0;
      let size = 0;
      for (const { path } of this.list ?? []) {
        const full = Object.keys(files).length >= MOST || size > CHARACTERS;
        const content = full ? undefined : await this.client.file(this.task, path, this.stop.signal);
        if (content?.text === undefined) left++;
        else files[path] = content.text;
        size += content?.text?.length ?? 0;
      }
      return { files, left };
    });
  }

  zip(): Promise<Blob> {
    return this.while('download', () => this.client.download(this.task, this.stop.signal));
  }

  private async while<T>(busy: 'download' | 'put', work: () => Promise<T>): Promise<T> {
    this.busy = busy;
    this.changed();
    try {
      return await work();
    } finally {
      this.busy = undefined;
      this.changed();
    }
  }
}
