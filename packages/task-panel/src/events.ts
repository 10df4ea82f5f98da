import type { Task } from '@interview-room/backends/tasks';

/** A task was started here. */
export class TaskStartedEvent extends Event {
  constructor(readonly task: Task) {
    super('task-started', { bubbles: true, composed: true });
  }
}

/** The task that is shown is over: it completed, failed or was cancelled. */
export class TaskFinishedEvent extends Event {
  constructor(readonly task: Task) {
    super('task-finished', { bubbles: true, composed: true });
  }
}

/** Files of a task are wanted in the workspace. Whoever takes them says so by `preventDefault()`. */
export class TaskFilesEvent extends Event {
  constructor(
    /** Path → text. */
    readonly files: Readonly<Record<string, string>>,
    readonly task: Task,
  ) {
    super('task-files', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'task-started': TaskStartedEvent;
    'task-finished': TaskFinishedEvent;
    'task-files': TaskFilesEvent;
  }
}
