import {
  keepable,
  keptIn,
  newAnswer,
  reduceMessage,
  type ChatEvent,
  type ChatMessage,
  type FinishReason,
  type Kept,
  type ToolCall,
  type Usage,
} from '../streams/index.js';
import type { Answered } from '../talk/journal.js';

/** About so many characters are a token, where nobody counts. */
const CHARACTERS = 4;

/** One step of an answer, as it comes. */
export class Step {
  #message: ChatMessage = newAnswer('step');
  #finish: Answered['finish'] | undefined;
  readonly #kept: Kept[] = [];

  take(event: ChatEvent): void {
    this.#message = reduceMessage(this.#message, event);
    const kept = keptIn(event);
    if (kept) this.#kept.push(kept);
    if (event.type === 'finish') this.#finish = event.reason;
    if (event.type === 'error') this.#finish = 'error';
  }

  /** Ends it from outside, unless it has ended. */
  end(reason: FinishReason): void {
    this.#finish ??= reason;
  }

  get failed(): boolean {
    return this.#finish === 'error';
  }

  get reason(): FinishReason {
    const { calls } = this;
    if (this.#finish === undefined || this.#finish === 'error')
      return calls.length > 0 ? 'tool-calls' : 'other';
    return this.#finish;
  }

  /** The calls that came whole, unless it was cut off. */
  get calls(): ToolCall[] {
    if (this.#finish === 'stopped' || this.#finish === 'error') return [];
    return (this.#message.calls ?? []).filter(({ input }) => input !== undefined);
  }

  get usage(): Required<Usage> {
    const { usage = {}, text, reasoning = '', calls = [] } = this.#message;
    const length = calls.reduce(
      (sum, { inputText = '' }) => sum + inputText.length,
      text.length + reasoning.length,
    );
    const { inputTokens = 0, outputTokens = Math.ceil(length / CHARACTERS) } = usage;
    return { inputTokens, outputTokens };
  }

  /** What is kept of it. */
  get answered(): Answered {
    const { text, reasoning, model, usage, error } = this.#message;
    const kept = keepable(this.calls.length > 0 ? this.#kept : []);
    return {
      text,
      calls: this.calls.map(({ call, name, input }) => ({ call, name, input })),
      finish: this.#finish ?? this.reason,
      ...(reasoning && { reasoning }),
      ...(kept.length > 0 && { kept: [...kept] }),
      ...(model && { model }),
      ...(usage && { usage }),
      ...(error && { error: { code: error.code, message: error.message.slice(0, 2000) } }),
    };
  }
}
