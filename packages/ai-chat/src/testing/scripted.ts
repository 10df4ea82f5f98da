import type { ChatEvent, ChatRequest, ChatTransport } from '@interview-room/assistant/streams';

/** One answer of a `Scripted` model, to which a test says event by event what comes. */
export class ScriptedAnswer {
  private readonly events: ChatEvent[] = [];
  private over = false;
  private wake: () => void = () => undefined;
  thrown?: unknown;

  constructor(
    readonly request: ChatRequest,
    readonly signal: AbortSignal,
  ) {}

  say(...events: (ChatEvent | string)[]): this {
    this.events.push(
      ...events.map((event) =>
        typeof event === 'string' ? ({ type: 'text', text: event } as const) : event,
      ),
    );
    this.wake();
    return this;
  }

  end(): void {
    this.over = true;
    this.wake();
  }

  fail(thrown: unknown): void {
    this.thrown = thrown;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChatEvent> {
    for (;;) {
      while (this.events.length > 0) yield this.events.shift() as ChatEvent;
      if (this.thrown !== undefined) throw this.thrown;
      if (this.over) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** A transport whose answers a test gives by hand. It does not look at the signal: the chat must manage alone. */
export class Scripted {
  readonly answers: ScriptedAnswer[] = [];

  readonly transport: ChatTransport = (request, { signal }) => {
    const answer = new ScriptedAnswer(request, signal);
    this.answers.push(answer);
    return answer;
  };

  /** The newest answer that was asked for. */
  get last(): ScriptedAnswer {
    const last = this.answers.at(-1);
    if (!last) throw new Error('nothing was asked');
    return last;
  }
}
