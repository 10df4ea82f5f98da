import type { Question } from '@interview-room/core/question';
import { callJson, objectOf, textOf, type Caller } from '../wire/index.js';
import { bankQuestion } from './questions.js';

const DIFFICULTIES = ['Easy', 'Medium', 'Hard'];
const ROUNDS = 2;
const TIMEOUT = 3_000;
const MOST_KEPT = 20;

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The question bank. It gives some question of a difficulty and cannot be asked for one: so it is asked a few times, until
 * the one comes whose title the interviewer named.
 */
export class Bank {
  private readonly kept = new Map<string, Question>();

  constructor(private readonly caller: Caller) {}

  /** Where the bank of a backend is: as it is set, or beside it in the real system (8000, 8001), or at the backend itself. */
  static addressFor(base: string, set: string | null): string {
    const url = new URL(set || base, base);
    if (!set && url.port === '8000') url.port = '8001';
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }

  /** The question with that title; undefined where the bank is not reached or does not have it. */
  async find(title: string, difficulty: string, signal: AbortSignal): Promise<Question | undefined> {
    const first = DIFFICULTIES.filter((each) => same(each, difficulty));
    const order = first.length > 0 ? first : DIFFICULTIES;
    try {
      for (let tries = 0; tries < ROUNDS * DIFFICULTIES.length && !this.get(title); tries++)
        this.keep(await this.select(order[tries % order.length] ?? '', signal));
    } catch {
      // It is not there: the title alone is shown.
    }
    return this.get(title);
  }

  private async select(difficulty: string, signal: AbortSignal): Promise<Question | undefined> {
    const call = { method: 'POST', body: { difficulty }, signal, timeoutMs: TIMEOUT } as const;
    const reply = objectOf(await callJson(this.caller, '/questions/select_question', call));
    return bankQuestion(textOf(reply['title']) ? reply : reply['question']);
  }

  private keep(question: Question | undefined): void {
    if (question && this.kept.size < MOST_KEPT) this.kept.set(question.title.toLowerCase(), question);
  }
  private get(title: string): Question | undefined {
    return this.kept.get(title.trim().toLowerCase());
  }
}
