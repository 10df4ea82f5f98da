import type { House } from '../serve.js';
import { questionFor } from './bank.js';

/** Tells what happened: the name of an event and its data. */
export type Tell = (event: string, data: Record<string, unknown>) => void;

/** So long between two steps, and so long it waits for someone who does nothing, in milliseconds. */
const STEP = 15;
const PATIENCE = 1500;

/**
 *   start() ─▶ initializing ─▶ initialized ─▶ question selecting ─▶ selected ─▶ started ─┬─ end(), or who says to be done
 *                                                                      ▲   nudges ◀──────┤        ▼
 *                                                                                        └─▶ completing ─▶ completed
 * An interviewer by a script: it says what the real one says, and when.
 */
export class Agent {
  over = false;
  readonly question;
  private readonly begun = Date.now();
  private nudges = 0;
  private lastSign = 0;

  constructor(
    private readonly house: House,
    readonly name: string,
    readonly mode: string,
    private readonly tell: Tell,
    private readonly completed: (data: Record<string, unknown>) => void,
  ) {
    this.question = questionFor(mode);
  }

  start(): void {
    const { title, difficulty } = this.question;
    this.steps([
      ['interview_initializing', {}],
      ['interview_initialized', {}],
      ['question_selecting', {}],
      ['question_selected', { question_title: title }],
      ['interview_started', { candidate_name: this.name, question_title: title, difficulty }],
      // One that no document lists.
      ['voice_channel_ready', { codec: 'pcm16', sample_rate: 16_000 }],
    ]);
    this.house.after(STEP * 7, () => this.sign());
  }

  /** The person did something: they are left alone for a while. */
  sign(): void {
    const sign = ++this.lastSign;
    this.house.after(PATIENCE * 2 ** this.nudges, () => {
      if (this.over || sign !== this.lastSign) return;
      this.nudges = Math.min(this.nudges + 1, 6);
      this.event('inactivity_nudge', { message: 'Are you still there? Tell me what you are thinking.' });
      this.sign();
    });
  }

  /** The person said something: what it answers. */
  hear(text: string): string | undefined {
    if (this.over) return undefined;
    this.sign();
    if (!/\b(i am|i'm|we are) (done|finished)\b/i.test(text))
      return 'I see. How long does that take for a long input?';
    this.event('submit_detected', {});
    this.end('completed');
    return 'Thank you. Let us look at what you have.';
  }

  end(reason: 'completed' | 'interrupted'): void {
    if (this.over) return;
    this.over = true;
    const { title } = this.question;
    if (reason === 'completed') this.event('interview_completing', {});
    if (this.house.faults.missingComplete) return;
    this.house.after(STEP, () => {
      if (reason === 'completed') this.event('interview_completed', { question_title: title });
      this.completed({
        reason,
        message: reason === 'completed' ? 'Interview completed' : 'The agent was stopped',
        duration: Math.round((Date.now() - this.begun) / 1000),
        question_title: title,
        ...(reason === 'interrupted' && { signal: 'SIGTERM' }),
      });
    });
  }

  private steps(steps: readonly (readonly [string, Record<string, unknown>])[]): void {
    for (const [index, [event, data]] of steps.entries())
      this.house.after(STEP * (index + 1), () => this.over || this.event(event, data));
  }

  private event(event: string, data: Record<string, unknown>): void {
    this.tell(event, data);
  }
}

/** Now, as the system writes it: in UTC, and without saying so. */
export const timestamp = (): string => new Date().toISOString().replace('Z', '000');
