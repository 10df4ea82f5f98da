import type { Task, TaskPhase, TaskStatus, TaskType } from '@interview-room/backends/tasks';

export const types: readonly TaskType[] = ['complete', 'plan', 'generate', 'run', 'fix', 'custom'];
export const phases: readonly TaskPhase[] = ['planning', 'generating_tests', 'running_tests', 'fixing_tests'];

/** How a step of a task stands. `absent`: it is no part of a task of this type. */
export type StepState = 'done' | 'current' | 'failed' | 'stopped' | 'todo' | 'absent';

const parts: Readonly<Record<string, readonly TaskPhase[]>> = {
  complete: phases,
  plan: ['planning'],
  generate: ['generating_tests'],
  run: ['running_tests'],
  fix: ['running_tests', 'fixing_tests'],
};
const endings: Partial<Record<TaskStatus, StepState>> = {
  completed: 'done',
  failed: 'failed',
  cancelled: 'stopped',
};

export const isOver = ({ status }: Task): boolean => endings[status] !== undefined;

/** The steps of a task, with how each stands. `reached`: those that it was seen at. */
export function stepsOf(
  task: Task,
  reached: ReadonlySet<TaskPhase>,
): readonly { readonly phase: TaskPhase; readonly state: StepState }[] {
  const own = Object.hasOwn(parts, task.type) ? (parts[task.type] ?? []) : [];
  const at = task.phase ? phases.indexOf(task.phase) : -1;
  return phases.map((phase, index) => {
    if (phase === task.phase) return { phase, state: endings[task.status] ?? 'current' };
    const belongs = own.includes(phase);
    if (reached.has(phase) || (belongs && (task.status === 'completed' || index < at)))
      return { phase, state: 'done' };
    return { phase, state: belongs && !isOver(task) ? 'todo' : 'absent' };
  });
}
