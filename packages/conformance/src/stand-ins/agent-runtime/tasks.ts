import { randomUUID } from 'node:crypto';
import type { House, Line } from '../serve.js';
import { goesOn, scriptOf, type Phase, type Step, type TaskType } from './script.js';

type Status = 'pending' | 'initializing' | 'running' | 'completed' | 'failed' | 'cancelled';

/** What a task was asked for with. */
export interface Asked {
  readonly type: TaskType;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly session: string | undefined;
}

/** A moment as this system writes it: without a zone, and meant in UTC. */
export const now = (): string => new Date().toISOString().replace('Z', '');
/** Steps follow one another so fast, in milliseconds; of many lines many go at once. */
const PACE = 100;

/** A task that does what its script says. */
export class Task {
  readonly id: string = randomUUID();
  readonly session: string;
  status: Status = 'pending';
  phase: Phase | null = null;
  activity: string | null = null;
  error: string | null = null;
  readonly logs: string[] = [];
  readonly lines = new Set<Line>();
  private readonly created = now();
  private updated = this.created;
  private completed: string | null = null;
  private readonly steps: Step[];
  private readonly goesOn: boolean;
  private readonly atOnce: number;

  constructor(
    private readonly asked: Asked,
    /** Of its session, by path. */
    readonly files: Map<string, string | Uint8Array>,
    private readonly house: House,
    session: string,
  ) {
    const { app_url, instructions } = asked.configuration;
    this.session = session;
    this.steps = scriptOf(asked.type, String(app_url), String(instructions ?? ''));
    this.atOnce = Math.ceil(this.steps.length / 40);
    this.goesOn = goesOn(String(instructions ?? ''));
    this.next('initializing', () => this.next('running', () => this.step()));
  }

  get json(): object {
    return {
      id: this.id,
      task_type: this.asked.type,
      status: this.status,
      current_phase: this.phase,
      current_activity: this.activity,
      configuration: this.asked.configuration,
      session_path: `/data/sessions/${this.session}`,
      session_id: this.session,
      created_at: this.created,
      updated_at: this.updated,
      completed_at: this.completed,
      uploaded_artifacts: [],
      error: this.error,
    };
  }

  get isOver(): boolean {
    return this.completed !== null;
  }

  get statusFrame(): object {
    const { id: task_id, status, activity: message } = this;
    return { event_type: 'status', data: { task_id, status, message: message ?? status, timestamp: now() } };
  }

  debugFrame(message: string, level = 'DEBUG', agent = 'agent'): object {
    return { event_type: 'debug', data: { timestamp: now(), level, message, task_id: this.id, agent } };
  }

  cancel(): void {
    if (!this.isOver) this.end('cancelled', null, true);
  }

  private next(status: Status, then: () => void): void {
    this.house.after(PACE, () => {
      if (this.isOver) return;
      this.status = status;
      this.updated = now();
      then();
    });
  }

  private step(): void {
    for (const step of this.steps.splice(0, this.atOnce)) this.do(step);
    if (this.isOver) return;
    if (this.steps.length > 0 || this.goesOn) this.next('running', () => this.step());
    else this.end('completed', null, true);
  }

  private do({ phase, activity, level = 'DEBUG', message, agent, files = {}, fails }: Step): void {
    this.phase = phase ?? this.phase;
    this.activity = activity ?? this.activity;
    this.logs.push(message);
    this.tell(this.debugFrame(message, level, agent));
    for (const [path, content] of Object.entries(files)) this.files.set(path, content);
    // A task that failed says nothing more on its stream.
    if (fails) this.end('failed', message, false);
  }

  private end(status: Status, error: string | null, says: boolean): void {
    Object.assign(this, { status, error });
    this.updated = this.completed = now();
    const data = { task_id: this.id, success: status === 'completed', error, timestamp: now() };
    if (says && !this.house.faults.missingComplete) this.tell({ event_type: 'complete', data });
  }

  private tell(frame: object): void {
    for (const line of this.lines) line.send(frame);
  }
}
