import type { NewTask, TaskType } from '@interview-room/backends/tasks';
import { problemOf, type Problem } from './problem.js';
import { types } from './steps.js';

/** The fields of the form. A password is in its input alone, and nowhere else. */
export type Field = 'type' | 'appUrl' | 'method' | 'username' | 'password' | 'instructions' | 'session';
export type Kept = Record<Exclude<Field, 'password'>, string>;

/** Where a backend says that something is wrong, by the name that it has there. */
const PLACES: Readonly<Record<string, Field>> = {
  'task_type': 'type',
  'configuration.app_url': 'appUrl',
  'configuration.sign_in': 'method',
  'configuration.sign_in.method': 'method',
  'configuration.sign_in.username': 'username',
  'configuration.sign_in.password': 'password',
  'configuration.instructions': 'instructions',
  'session_id': 'session',
};

const empty: Kept = {
  type: 'complete',
  appUrl: '',
  method: 'none',
  username: '',
  instructions: '',
  session: '',
};

/** What a page may fill the form with. */
export interface TaskDraft {
  type?: TaskType;
  appUrl?: string;
  instructions?: string;
}

/** A task that a page suggests: a button that opens the form, filled in. */
export interface TaskSuggestion {
  label: string;
  /** Asked for when the button is pressed. */
  draft: () => TaskDraft;
}

/** The form for a new task. */
export class Form {
  kept: Kept = { ...empty };
  sending = false;
  /** What is wrong with each field, in the backend's words. */
  readonly wrong = new Map<Field, string>();
  /** What is wrong with all of it. */
  problem: Problem | undefined;

  /** A page's own words, as long as nobody has written others. */
  prefill({ type, appUrl, instructions }: TaskDraft): void {
    const { kept } = this;
    this.kept = {
      ...kept,
      ...(type && { type }),
      ...(appUrl !== undefined && kept.appUrl === '' && { appUrl }),
      ...(instructions !== undefined && kept.instructions === '' && { instructions }),
    };
  }

  /** What was asked for by a press, in the place of what is there. */
  replace({ type, appUrl, instructions }: TaskDraft): void {
    this.done();
    if (type) this.write('type', type);
    if (appUrl !== undefined) this.write('appUrl', appUrl);
    this.write('instructions', instructions ?? '');
  }

  write(field: keyof Kept, value: string): void {
    this.kept = { ...this.kept, [field]: value };
    this.wrong.delete(field);
  }

  /** What is asked for, with the password as it stands in its input. */
  task(password: string): NewTask {
    const { appUrl, method, username, instructions, session } = this.kept;
    const named = method === 'username-password';
    return {
      type: types.find((type) => type === this.kept.type) ?? 'complete',
      appUrl: appUrl.trim(),
      signIn: named ? { method: 'username-password', username, password } : { method: 'none' },
      ...(instructions.trim() && { instructions: instructions.trim() }),
      ...(session && { session }),
    };
  }

  failed(error: unknown): void {
    this.sending = false;
    this.wrong.clear();
    const problem = problemOf(error);
    const elsewhere = problem.fields.filter(({ field }) => !Object.hasOwn(PLACES, field));
    for (const { field, message } of problem.fields) {
      const place = Object.hasOwn(PLACES, field) ? PLACES[field] : undefined;
      if (place) this.wrong.set(place, message);
    }
    const said = elsewhere.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('\n');
    const isTold = this.wrong.size > 0 && elsewhere.length === 0;
    this.problem = isTold ? undefined : { ...problem, said: said || problem.said };
  }

  done(): void {
    this.sending = false;
    this.wrong.clear();
    this.problem = undefined;
    this.kept = { ...this.kept, username: '', instructions: '', session: '' };
  }
}
