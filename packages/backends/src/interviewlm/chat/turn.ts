import type { ChatEvent, ChatFailure } from '@interview-room/assistant/streams';
import { ASSISTANT, type AssistStep, type BodyOf } from '@interview-room/core';
import type { Bridge } from '../../bridge/index.js';
import { added } from './added.js';

/** No answer is longer than this, in characters; of more calls than this nothing is shown: a stream that has no end must not fill the memory. */
const LONGEST = 1_000_000;
const MOST_CALLS = 300;
/** A name is kept up to this. */
const NAME = 200;
const WORDS = 2_000;

type Answered = BodyOf<'assist.answered'>;
type Acted = BodyOf<'assist.acted'>;
type End = Pick<Answered, 'finish' | 'error'>;

/** The steps of the last attempt at an answer: one that was made before it was over with a step that called nothing. */
export function lastAttempt(steps: readonly AssistStep[]): readonly AssistStep[] {
  const before = steps
    .slice(0, -1)
    .findLastIndex(({ calls, finish }) => calls.length === 0 && finish !== 'tool-calls');
  return steps.slice(before + 1);
}

/** One answer, as it is written into the log: a step whenever what was called has its results, and one at its end. */
export class Turn {
  /** All that was said, in its steps. */
  readonly texts: string[] = [''];
  /** What of it is not the model's own text. */
  private readonly asides: string[] = [];
  private calls: Answered['calls'] = [];
  private acted: Acted[] = [];
  private readonly known = new Map<string, { name: string; at: number }>();
  private usage: Answered['usage'];
  private step: number;
  private size = 0;
  private over = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly bridge: Bridge,
    readonly id: string,
  ) {
    this.step = this.written.length;
  }

  /** What was said in this step. */
  get text(): string {
    return this.texts.at(-1) ?? '';
  }
  get isTooLong(): boolean {
    return this.size > LONGEST;
  }
  get names(): string[] {
    return [...new Set([...this.known.values()].map(({ name }) => name))];
  }
  nameOf(call: string): string | undefined {
    return this.known.get(call)?.name;
  }
  get tokens(): Answered['usage'] {
    return this.usage;
  }

  /** Puts the question into the log, where it is not yet. */
  async ask(text: string): Promise<void> {
    if (this.bridge.state.assist.turns.some(({ turn }) => turn === this.id)) return;
    await this.bridge.enter(this.bridge.you, 'assist.asked', { turn: this.id, text });
  }

  /** What the log has of an answer that was cut off, as events. From here on it is gone on with. */
  *again(): Generator<ChatEvent> {
    const steps = lastAttempt(this.written);
    for (const { text, calls } of steps) {
      this.texts.push(text, '');
      if (text) yield { type: 'text', text };
      for (const { call, name, input, output, error, durationMs } of calls) {
        this.known.set(call, { name, at: this.bridge.clock.now() });
        yield { type: 'tool-start', call, name };
        yield { type: 'tool-ready', call, name, input };
        if (durationMs !== undefined)
          yield { type: 'tool-result', call, durationMs, ...(error === undefined ? { output } : { error }) };
      }
      yield { type: 'step' };
    }
  }

  /** Takes an event in, and gives it as it is to be shown; nothing, where it is not. */
  take(event: ChatEvent): ChatEvent | undefined {
    if (event.type === 'text') return this.said(event);
    if (event.type === 'usage') this.usage = { ...this.usage, ...counts(event) };
    if (event.type === 'step') this.flush('tool-calls');
    if (event.type === 'tool-start') return this.begins(event);
    if (event.type === 'tool-ready') return this.called(event);
    if (event.type === 'tool-result') return this.resulted(event);
    return event.type === 'step' || event.type === 'usage' ? event : undefined;
  }

  /** What of a text that is known from elsewhere was not said here yet. */
  rest(whole: string): ChatEvent[] {
    const own = this.texts.map((each) => this.asides.reduce((text, aside) => text.replace(aside, ''), each));
    const text = added(own, whole);
    return text === '' ? [] : [this.said({ type: 'text', text })];
  }

  /** Says something that the backend keeps nowhere in the text of its answer. */
  aside(text: string): ChatEvent {
    this.asides.push(text);
    return this.said({ type: 'text', text });
  }

  /** It goes on with what was said in another, which is not said again. */
  follow({ texts, asides }: Turn): void {
    this.texts.unshift(...texts);
    this.asides.push(...asides);
  }

  /** The answer is over. */
  async end(finish: End['finish'], failed?: ChatFailure): Promise<void> {
    if (this.over) return this.writing;
    this.over = true;
    if (this.calls.length > 0) this.flush('tool-calls');
    const error = failed && { code: failed.code.slice(0, NAME), message: failed.message.slice(0, WORDS) };
    this.flush(finish, { ...(error && { error }), ...(this.usage && { usage: this.usage }) });
    return this.writing;
  }

  private get written(): readonly AssistStep[] {
    return this.bridge.state.assist.turns.find(({ turn }) => turn === this.id)?.steps ?? [];
  }

  private said(event: Extract<ChatEvent, { type: 'text' }>): ChatEvent {
    this.size += event.text.length;
    this.texts.push(this.text + event.text);
    this.texts.splice(-2, 1);
    return event;
  }

  private begins(event: Extract<ChatEvent, { type: 'tool-start' }>): ChatEvent | undefined {
    if (event.call === '' || this.known.size >= MOST_CALLS) return undefined;
    this.known.set(event.call, { name: event.name, at: this.bridge.clock.now() });
    return event;
  }

  private called(event: Extract<ChatEvent, { type: 'tool-ready' }>): ChatEvent | undefined {
    const { call, name, input } = event;
    if (!this.known.has(call)) return undefined;
    this.size += sizeOf(input);
    this.calls = [...this.calls, { call: call.slice(0, NAME), name: name.slice(0, NAME), input }];
    return event;
  }

  private resulted(event: Extract<ChatEvent, { type: 'tool-result' }>): ChatEvent | undefined {
    const { call, output, error } = event;
    const known = this.known.get(call);
    if (!known) return undefined;
    this.size += sizeOf(output ?? error);
    const durationMs = Math.max(0, this.bridge.clock.now() - known.at);
    const came = error === undefined ? { output: textOf(output) } : { error };
    const name = known.name.slice(0, NAME);
    this.acted.push({ turn: this.id, call: call.slice(0, NAME), name, durationMs, ...came });
    return { ...event, durationMs };
  }

  /** Writes a step down, and what came of its calls. */
  private flush(finish: End['finish'], more: Pick<Answered, 'error' | 'usage'> = {}): void {
    const { id, bridge, text, calls, acted } = this;
    const step = this.step++;
    this.calls = [];
    this.acted = [];
    this.texts.push('');
    this.write(() => bridge.enter(ASSISTANT, 'assist.answered', { turn: id, step, text, calls, finish, ...more }, `${id}/step/${step}`)); // prettier-ignore
    for (const [n, each] of acted.entries())
      this.write(() => bridge.enter(ASSISTANT, 'assist.acted', each, `${id}/step/${step}/${n}`));
  }

  private write(work: () => Promise<void>): void {
    this.writing = this.writing.then(work).catch(() => undefined);
  }
}

const sizeOf = (value: unknown): number => textOf(value).length;

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}

function counts({
  inputTokens,
  outputTokens,
}: Extract<ChatEvent, { type: 'usage' }>): NonNullable<Answered['usage']> {
  const count = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));
  return {
    ...(inputTokens !== undefined && { inputTokens: count(inputTokens) }),
    ...(outputTokens !== undefined && { outputTokens: count(outputTokens) }),
  };
}
