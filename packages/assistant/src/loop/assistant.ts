import { newId } from '@interview-room/core/protocol';
import type { AssistTurn } from '@interview-room/core';
import type { ContextItem } from '../context/parts.js';
import {
  failure,
  type ChatEvent,
  type ChatFailure,
  type ChatTransport,
  type ToolCall,
} from '../streams/index.js';
import { haltOf, turnsLeft, type Asked } from '../talk/journal.js';
import { isAnswered } from '../talk/model-turns.js';
import { answerId, isUnfinished, saidBefore } from '../talk/turns.js';
import { Answer, asFailure, type AnswerOptions } from './answer.js';

/** What an assistant is made of. */
export interface AssistantOptions extends AnswerOptions {
  /** What is told with a question of the room as it is: only what has changed has its text. */
  context?(): readonly ContextItem[];
}

/** The assistant of a room, as one page has it. */
export interface Assistant {
  /**
   * Asks it: give this to a chat. What is asked is the text of the last message, whose id names the question in the log. The
   * events of all steps come as one answer; `extra.offer` names the offer of help that the question came of.
   */
  readonly transport: ChatTransport;
  /**
   * The question whose answer was cut off, by a reload perhaps, so that it can go on. A backend that keeps what came calls an
   * answer stopped, whether a person stopped it or the page went away: `wasCut` tells which it was.
   */
  unfinished(wasCut?: (turn: string) => boolean): AssistTurn | undefined;
  /** Goes on with the answer to a question; makes it anew if it failed. */
  resume(turn: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<ChatEvent>;
  /** The question that is being answered here. */
  readonly running: string | undefined;
  /** Whether the answer to this question was made here, or is: nobody else need tell of it. */
  isOwn(turn: string): boolean;
  /** Stops whatever is under way. What came is kept. */
  stop(): void;
}

/** Makes the assistant of a room. */
export function createAssistant(options: AssistantOptions): Assistant {
  const talk = new Talk(options);
  return {
    transport: (request, { signal }) => {
      const last = request.messages.at(-1);
      const offer = request.extra?.['offer'];
      return talk.ask(
        last?.id ?? newId(),
        last?.text ?? '',
        typeof offer === 'string' ? offer : undefined,
        signal,
      );
    },
    unfinished: (wasCut) => talk.unfinished(wasCut),
    resume: (turn, { signal = new AbortController().signal } = {}) => talk.resume(turn, signal),
    isOwn: (turn) => talk.own.has(turn),
    stop: () => talk.stop(),
    get running() {
      return talk.running;
    },
  };
}

class Talk {
  running: string | undefined;
  readonly own = new Set<string>();
  #stop = () => {};

  constructor(private readonly options: AssistantOptions) {}

  stop(): void {
    this.#stop();
  }

  unfinished(wasCut: (turn: string) => boolean = () => false): AssistTurn | undefined {
    const { room } = this.options;
    const last = room.state.assist.turns.at(-1);
    if (!last || last.by !== room.you || last.turn === this.running) return undefined;
    const isCut = last.steps.at(-1)?.finish === 'stopped' && wasCut(last.turn);
    return (isCut || isUnfinished(last)) && !haltOf(room, last.turn) ? last : undefined;
  }

  ask(id: string, text: string, offer: string | undefined, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const known = this.#turn(id);
    if (known && !isAnswered(known)) return this.resume(id, signal);
    // What was answered is asked anew: that is another question in the log.
    const turn = known ? newId() : id;
    return this.#run(turn, signal, (own) => this.#begin({ turn, text, offer }, own));
  }

  resume(id: string, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    return this.#run(id, signal, async (own) => {
      const turn = this.#turn(id);
      if (!turn) throw new Error('There is no such question.');
      const { steps, text } = turn;
      const outputTokens = steps.reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0);
      const answer = new Answer(this.options, { turn: id, text, context: [] }, own, {
        steps: steps.length,
        outputTokens,
      });
      const calls: readonly ToolCall[] = steps.at(-1)?.calls ?? [];
      return answer.run(
        calls.filter(({ durationMs }) => durationMs === undefined),
        calls.filter(({ durationMs }) => durationMs !== undefined),
      );
    });
  }

  async #begin(
    { turn, text, offer }: { turn: string; text: string; offer: string | undefined },
    own: AbortSignal,
  ) {
    const { room, journal, context = () => [] } = this.options;
    const halt = haltOf(room, turn);
    const refused = halt && 'failed' in halt ? halt.failed : turnsLeft(room);
    if (refused) throw new Refused(refused);
    const asked: Asked = { turn, text, context: context(), ...(offer !== undefined && { offer }) };
    await journal.asked(asked);
    return new Answer(this.options, asked, own).run();
  }

  /** Runs one answer at a time, and ends it with an event whatever happens. */
  async *#run(
    turn: string,
    signal: AbortSignal,
    begin: (own: AbortSignal) => Promise<AsyncIterable<ChatEvent>>,
  ): AsyncGenerator<ChatEvent> {
    if (this.running !== undefined) return yield { type: 'error', ...BUSY };
    const own = new AbortController();
    const stop = () => own.abort();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    this.running = turn;
    this.own.add(turn);
    this.#stop = stop;
    try {
      const known = this.#turn(turn);
      const before = known && saidBefore(known);
      yield { type: 'start', id: answerId(turn), ...(before && { before }) };
      yield* await begin(own.signal);
    } catch (error) {
      yield { type: 'error', ...(error instanceof Refused ? error.failed : asFailure(error)) };
    } finally {
      signal.removeEventListener('abort', stop);
      own.abort();
      this.running = undefined;
      this.#stop = () => {};
    }
  }

  #turn(id: string): AssistTurn | undefined {
    return this.options.room.state.assist.turns.find(({ turn }) => turn === id);
  }
}

const BUSY: ChatFailure = {
  ...failure('overloaded'),
  message: 'The assistant is still answering. Wait, or stop it.',
};

/** It is not to be asked, or not now. */
class Refused extends Error {
  constructor(readonly failed: ChatFailure) {
    super(failed.message);
  }
}
