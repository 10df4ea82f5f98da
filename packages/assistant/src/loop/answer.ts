import {
  failure,
  type ChatEvent,
  type ChatFailure,
  type ChatTransport,
  type ToolCall,
} from '../streams/index.js';
import { budgetsNow, haltOf, type Asked, type AssistantRoom, type Journal } from '../talk/journal.js';
import type { Outcome } from '../tools/ports.js';
import type { Toolbox } from '../tools/toolbox.js';
import { Repeats, until, whenAborted } from './guard.js';
import { Step } from './step.js';

/** What an answer is made with. */
export interface AnswerOptions {
  readonly room: AssistantRoom;
  readonly transport: ChatTransport;
  readonly tools: Toolbox;
  readonly journal: Journal;
}

/*
 *        ┌────────────── results ◀── tools ◀─┐
 *        ▼                                   │ calls
 *   may it go on? ──▶ ask for a step ──▶ stream ──▶ no calls: finished
 *        │ no                                │ stop, or a budget is used up
 *        ▼                                   ▼
 *     says why                    what came is kept, and it ends
 */

/** One answer: step after step, until the model has nothing more to ask of the tools. */
export class Answer {
  readonly #repeats = new Repeats();
  #steps = 0;
  #input = 0;
  #output = 0;
  /** The question of the interview that is answered about. */
  readonly #about: string | undefined;

  /** `before` are steps that the answer has already, where it goes on after a break. */
  constructor(
    private readonly options: AnswerOptions,
    private readonly asked: Asked,
    private readonly signal: AbortSignal,
    before: { readonly steps: number; readonly outputTokens: number } = { steps: 0, outputTokens: 0 },
  ) {
    this.#steps = before.steps;
    this.#output = before.outputTokens;
    this.#about = options.room.state.assist.about;
  }

  /** Goes on, first with calls that are still to be made and with those that were made. */
  async *run(pending: readonly ToolCall[] = [], made: readonly ToolCall[] = []): AsyncGenerator<ChatEvent> {
    let results = [...made, ...(yield* this.#act(pending))];
    for (let first = true; ; first = false) {
      if (this.#isOver) return yield { type: 'finish', reason: 'stopped' };
      const ending = this.#ending();
      if (ending) return yield* ending;
      if (!first || results.length > 0) yield { type: 'step' };
      // Stopped by whoever was told of the step: the model is not asked.
      if (this.#isOver) return yield { type: 'finish', reason: 'stopped' };
      const step = new Step();
      yield* this.#stream(step, results);
      if (step.failed) return;
      if (step.calls.length === 0) return yield { type: 'finish', reason: step.reason };
      results = yield* this.#act(step.calls);
    }
  }

  /** It was stopped, or another question is open: nothing of the one before is done in that. */
  get #isOver(): boolean {
    return this.signal.aborted || this.options.room.state.assist.about !== this.#about;
  }

  /** What is said where there is no next step. */
  #ending(): ChatEvent[] | undefined {
    const halt = haltOf(this.options.room, this.asked.turn);
    if (halt && 'failed' in halt) return [{ type: 'error', ...halt.failed }];
    if (halt && 'paused' in halt && !this.options.journal.isRelayed)
      return [
        { type: 'data', name: 'paused', data: true },
        { type: 'finish', reason: 'stop' },
      ];
    if (halt && 'takenOver' in halt) return [{ type: 'finish', reason: 'stopped' }];
    const { steps, outputTokens } = budgetsNow(this.options.room);
    if (this.#steps >= steps) return [spent(`An answer has at most ${steps} steps at this level.`)];
    if (this.#output >= outputTokens) return [spent('This answer is as long as it may be at this level.')];
    return undefined;
  }

  async *#stream(step: Step, results: readonly ToolCall[]): AsyncGenerator<ChatEvent> {
    const { journal, room } = this.options;
    this.#steps++;
    const own = new AbortController();
    const stop = () => own.abort(this.signal.reason);
    this.signal.addEventListener('abort', stop, { once: true });
    const most = budgetsNow(room).outputTokens - this.#output;
    try {
      for await (const event of until(this.#events(results, most, own.signal), own.signal)) {
        step.take(event);
        if (step.usage.outputTokens > most) {
          step.end('length');
          break;
        }
        if (event.type !== 'finish' && event.type !== 'start') yield this.#total(event);
        else if (event.type === 'start' && event.model) yield { type: 'start', model: event.model };
      }
    } finally {
      this.signal.removeEventListener('abort', stop);
      if (this.signal.aborted) step.end('stopped');
      own.abort();
      this.#input += step.usage.inputTokens;
      this.#output += step.usage.outputTokens;
      await journal.answered(this.asked.turn, step.answered);
    }
  }

  async *#events(
    results: readonly ToolCall[],
    maxTokens: number,
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent> {
    const { journal, transport } = this.options;
    try {
      yield* transport({ ...journal.request(this.asked, results), maxTokens }, { signal });
    } catch (error) {
      yield { type: 'error', ...asFailure(error) };
    }
  }

  /** Tokens are told for the answer as a whole. */
  #total(event: ChatEvent): ChatEvent {
    if (event.type !== 'usage') return event;
    const { inputTokens = 0, outputTokens = 0 } = event;
    return {
      type: 'usage',
      inputTokens: this.#input + inputTokens,
      outputTokens: this.#output + outputTokens,
    };
  }

  /** Makes calls one after the other, since one may build on what the one before wrote. Those that have a result stay. */
  async *#act(calls: readonly ToolCall[]): AsyncGenerator<ChatEvent, ToolCall[]> {
    const done: ToolCall[] = [];
    for (const call of calls) {
      if (isDone(call)) done.push(call);
      else if (this.#isOver) return done;
      else {
        const result = await this.#call(call);
        done.push({ ...call, ...result });
        yield { type: 'tool-result', call: call.call, ...result };
      }
    }
    return done;
  }

  async #call({ call, name, input }: ToolCall): Promise<Outcome & { durationMs: number }> {
    const { tools, journal } = this.options;
    const { turn } = this.asked;
    const began = performance.now();
    const stopped = whenAborted(this.signal);
    const outcome: Outcome = this.#repeats.isStuck(name, input)
      ? { error: STUCK }
      : ((await Promise.race([
          tools.call({ turn, call, name, input }, { signal: this.signal }),
          stopped.promise,
        ])) ?? {
          error: 'It was stopped.',
        });
    stopped.forget();
    const durationMs = Math.round(performance.now() - began);
    await journal.acted(turn, { call, name, ...outcome, durationMs });
    return { ...outcome, durationMs };
  }
}

const STUCK =
  'You made this very call three times in a row, and it will not be made again. Do something else, or say what is in the way.';

const isDone = ({ output, error, durationMs }: ToolCall): boolean =>
  output !== undefined || error !== undefined || durationMs !== undefined;

const spent = (message: string): ChatEvent => ({
  type: 'error',
  ...failure('budget'),
  message,
  retryable: false,
});

/** What a transport or a journal threw. */
export const asFailure = (error: unknown): ChatFailure => ({
  ...failure('unknown'),
  message: error instanceof Error ? error.message : String(error),
  retryable: true,
});
