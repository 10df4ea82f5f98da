import { newId, type FrameDraft } from '@interview-room/core/protocol';
import {
  keepable,
  keptIn,
  reduceMessage,
  type ChatEvent,
  type ChatMessage,
  type FinishReason,
  type Kept,
} from '@interview-room/assistant/streams';
import { redact } from '@interview-room/assistant/levels';
import type { BodyOf } from '@interview-room/core/protocol';

type Answered = BodyOf<'assist.answered'>;

const LONGEST = 200_000;

/** What one step of an answer amounts to, while it comes. */
export class Step {
  /** Whether the log has it. */
  recorded = false;
  #message: ChatMessage;
  #finish: Answered['finish'] = 'stopped';
  readonly #kept: Kept[] = [];

  constructor(
    private readonly turn: string,
    private readonly step: number,
    private readonly model: string,
  ) {
    this.#message = { id: turn, role: 'assistant', text: '' };
  }

  /** How it ended, as a page is told. One that failed has said so. */
  get reason(): FinishReason {
    return this.#finish === 'error' ? 'other' : this.#finish;
  }

  /** Whether it has grown beyond what the log takes. */
  get tooLong(): boolean {
    return this.#message.text.length + (this.#message.reasoning?.length ?? 0) > LONGEST;
  }

  take(event: ChatEvent): void {
    this.#message = reduceMessage(this.#message, event);
    const kept = keptIn(event);
    if (kept) this.#kept.push(kept);
    if (event.type === 'finish') this.#finish = event.reason;
    if (event.type === 'error') this.#finish = 'error';
  }

  /** The calls that came whole. */
  get calls(): Answered['calls'] {
    const whole = (this.#message.calls ?? []).filter(({ input }) => input !== undefined);
    return whole.map(({ call, name, input }) => ({
      call: call.slice(0, 200),
      name: name.slice(0, 200) || 'unknown',
      input,
    }));
  }

  /** The entry that keeps it. */
  entry(): FrameDraft {
    const { text, reasoning, usage, error, model } = this.#message;
    const calls = this.#finish === 'stopped' || this.#finish === 'error' ? [] : this.calls;
    // It goes back as it came or not at all: what would have to be taken out of it is not kept.
    const kept = keepable(calls.length > 0 ? this.#kept : [], (all) => redact(all) === all);
    const body: Answered = {
      turn: this.turn,
      step: this.step,
      text: redact(text.slice(0, LONGEST)),
      ...(reasoning && { reasoning: redact(reasoning.slice(0, LONGEST)) }),
      calls,
      ...(kept.length > 0 && { kept: [...kept] }),
      model: (model ?? this.model).slice(0, 200) || this.model,
      ...(usage && { usage: whole(usage) }),
      finish: this.#finish,
      ...(error && { error: { code: error.code, message: error.message.slice(0, 2000) } }),
    };
    return { id: newId(), kind: 'assist.answered', body };
  }
}

/** Tokens are counted whole; what a provider says else is not believed. */
function whole({ inputTokens, outputTokens }: { inputTokens?: number; outputTokens?: number }) {
  const count = (value: number | undefined) =>
    value !== undefined && Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  const [input, output] = [count(inputTokens), count(outputTokens)];
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(output !== undefined && { outputTokens: output }),
  };
}
