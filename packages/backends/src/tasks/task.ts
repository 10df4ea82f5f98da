import { listOf, numberOf, objectOf, textOf, type Json } from '../wire/index.js';

export const taskTypes = ['complete', 'plan', 'generate', 'fix', 'run', 'custom'] as const;
/** What an agent is asked to do: all of it (`complete`), one part of it, or something of one's own. */
export type TaskType = (typeof taskTypes)[number];

export const taskPhases = ['planning', 'generating_tests', 'running_tests', 'fixing_tests'] as const;
/** What an agent is at, in the order in which it comes. */
export type TaskPhase = (typeof taskPhases)[number];

const statuses = ['pending', 'initializing', 'running', 'completed', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof statuses)[number];

/** How the agent signs in to the application. */
export interface SignIn {
  readonly method: 'none' | 'username-password';
  readonly username?: string;
  readonly password?: string;
}

/** What a task is started with. */
export interface NewTask {
  readonly type: TaskType;
  /** The address of the application that is tested. */
  readonly appUrl: string;
  readonly signIn?: SignIn;
  readonly instructions?: string;
  /** The session of an earlier task, whose files this one goes on with. */
  readonly session?: string;
}

/** A task, as its backend has it. Passwords that a backend gives back are not in it. */
export interface Task {
  readonly id: string;
  /** One of `TaskType`, or what else the backend calls it. */
  readonly type: string;
  readonly status: TaskStatus;
  readonly phase: TaskPhase | undefined;
  /** What it is doing, in the backend's words. */
  readonly activity: string;
  readonly appUrl: string;
  readonly instructions: string;
  readonly session: string | undefined;
  /** In milliseconds since 1970. */
  readonly createdAt: number | undefined;
  readonly completedAt: number | undefined;
  /** Why it failed, in the backend's words. */
  readonly error: string;
}

export type TaskLevel = 'debug' | 'info' | 'warning' | 'error';

/** A line of a task's log. */
export interface TaskLog {
  /** Counts up from 1 within what is watched. */
  readonly id: number;
  readonly at: number | undefined;
  readonly level: TaskLevel;
  readonly message: string;
  /** Which of its agents said it; for a note, the event's name. */
  readonly agent: string;
  /** It is no part of the log: a kind of event that is not known here. */
  readonly isNote?: boolean;
}

/** A file that a task made. */
export interface TaskFile {
  readonly name: string;
  /** Where it is, relative to the task's session. */
  readonly path: string;
  /** In bytes. */
  readonly size: number | undefined;
}

/** So long may a text from a backend be. */
const LONGEST = 4_000;
const short = (value: unknown, most = LONGEST): string => textOf(value).slice(0, most);

/** What a backend says of a task; undefined where it says nothing of one. */
export function taskOf(value: unknown): Task | undefined {
  const json = objectOf(value);
  const id = short(json['id'] ?? json['task_id'], 200);
  if (!id) return undefined;
  const settings = objectOf(json['configuration']);
  return {
    id,
    type: short(json['task_type'], 60),
    status: statusOf(json['status']) ?? 'running',
    phase: phaseOf(json['current_phase']),
    activity: short(json['current_activity']),
    appUrl: short(settings['app_url']),
    instructions: short(settings['instructions']),
    session: short(json['session_id'], 200) || undefined,
    createdAt: timeOf(json['created_at']),
    completedAt: timeOf(json['completed_at']),
    error: errorOf(json['error']),
  };
}

export const statusOf = (value: unknown): TaskStatus | undefined =>
  statuses.find((each) => each === textOf(value).toLowerCase());
const phaseOf = (value: unknown): TaskPhase | undefined =>
  taskPhases.find((each) => each === textOf(value).toLowerCase());
/** A text, or an object with one. */
export const errorOf = (value: unknown): string => short(value) || short(objectOf(value)['message']);

/** Whether nothing more will come of it. */
export const isOver = (status: TaskStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** A moment as a backend writes it. Without a zone it means UTC. */
export function timeOf(value: unknown): number | undefined {
  const seconds = numberOf(value);
  if (seconds !== undefined) return moment(seconds > 1e11 ? seconds : seconds * 1000);
  const text = textOf(value);
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !/T|\d \d/.test(text);
  return moment(Date.parse(zoned ? text : `${text.replace(' ', 'T')}Z`));
}
/** Undefined for what no calendar knows. */
const moment = (time: number): number | undefined => (Math.abs(time) <= 8.64e15 ? time : undefined);

export function filesOf(value: unknown): TaskFile[] {
  return listOf(objectOf(value)['files'] ?? value)
    .slice(0, 5_000)
    .flatMap((each) => fileOf(objectOf(each)));
}

function fileOf({ name, path, size, type }: Json): TaskFile[] {
  const where = (short(path) || short(name)).replace(/^(\.?\/)+/, '');
  const folder = /^(dir|folder)/i.test(textOf(type));
  // A path that leads out of its session is none that can be asked for.
  if (!where || folder || where.split('/').some((part) => part === '..' || part === '.')) return [];
  return [{ name: short(name) || where, path: where, size: numberOf(size) }];
}
