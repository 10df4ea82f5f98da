export { agentRuntimeTasks, type AgentRuntimeOptions } from './agent-runtime.js';
export type { TaskClient, TaskFileContent, TaskView } from './client.js';
export {
  isOver,
  taskPhases,
  taskTypes,
  type NewTask,
  type SignIn,
  type Task,
  type TaskFile,
  type TaskLevel,
  type TaskLog,
  type TaskPhase,
  type TaskStatus,
  type TaskType,
} from './task.js';
export { WireError, type FieldProblem, type WireCode } from '../wire/index.js';
