export { TaskPanel } from './task-panel.js';
export { TaskFilesEvent, TaskFinishedEvent, TaskStartedEvent } from './events.js';
export type { TaskDraft, TaskSuggestion } from './desk/form.js';
export type { NewTask, Task, TaskClient, TaskFile, TaskLog, TaskView } from '@interview-room/backends/tasks';
