import {
  encodeUiStream,
  keptIn,
  readUiRequest,
  type ChatEvent,
  type ChatRequest,
  type ChatTransport,
  type UiOutput,
} from '@interview-room/assistant/streams';
import { allows, redact, systemPrompt, toolNamed, toolsOf } from '@interview-room/assistant/levels';
import { isAnswered, modelMessages, pendingCalls } from '@interview-room/assistant/talk';
import { ASSISTANT, newId, ROOM, type FrameDraft, type Stage } from '@interview-room/core/protocol';
import { remainingOf, type AssistTurn, type LogState } from '@interview-room/core/replay';
import { ApiError } from '../api/errors.js';
import type { Member } from '../hub/peer.js';
import type { RoomHub } from '../hub/room-hub.js';
import type { Rooms } from '../hub/rooms.js';
import type { Documents } from '../log/documents.js';
import { told, type Logger } from '../logger.js';
import { Buckets } from '../wire/bucket.js';
import { mustAfford, outputLeft } from './budget.js';
import { Floor, type Turn } from './floor.js';
import { boundsOf, type AssistOptions, type Bounds } from './options.js';
import { HOW_TO_CONFIGURE } from './providers.js';
import { Step } from './step.js';
import { Telling } from './telling.js';
import { veiled } from './veil.js';

/** What a relay works with. */
export interface RelaySurroundings {
  readonly rooms: Rooms;
  /** Beside the logs, for all processes. */
  readonly documents: Documents;
  readonly logger: Logger;
  /** A step was answered: by which model, and how it ended. */
  onAnswer(model: string, finish: string, usage: { inputTokens?: number; outputTokens?: number }): void;
}

/** A question whose turn it is. */
interface Begun {
  readonly hub: RoomHub;
  readonly member: Member;
  readonly asked: Asked;
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly done: () => Promise<void>;
}

/** What is asked, as far as a page is believed. */
interface Asked {
  /** The question to the assistant that this is, or goes on with. */
  turn: string;
  text: string | undefined;
  outputs: readonly UiOutput[];
  context: unknown;
  offer: unknown;
}

/*
 *  page ──POST──▶ who may ask? ──▶ assist.asked / assist.acted ──▶ the log's state ──▶ prompt, tools, talk
 *    ▲                                                                                    │
 *    └── ai-sdk frames ◀── ChatEvents ◀── provider ◀───────────────────────────────────────┘
 *                              └──▶ casts for all who watch, and one assist.answered at the end
 */

/** Asks a model in the name of a room. What it is told, and what it may do, comes from the log and from nowhere else. */
export class Relay {
  readonly #models: ReadonlyMap<string, ChatTransport>;
  readonly #bounds: Bounds;
  readonly #asks: Buckets;
  readonly #roomAsks: Buckets;
  readonly #floor: Floor;

  constructor(
    private readonly around: RelaySurroundings,
    options: AssistOptions | undefined,
  ) {
    this.#models = new Map(Object.entries(options?.models ?? {}));
    this.#floor = new Floor(around.documents, (error) => around.logger.error('assist', told(error)));
    this.#bounds = boundsOf(options ?? { models: {} });
    const { asksPerMinute, roomAsksPerMinute } = this.#bounds;
    this.#asks = new Buckets(asksPerMinute / 60, asksPerMinute);
    this.#roomAsks = new Buckets(roomAsksPerMinute / 60, roomAsksPerMinute);
  }

  /** The names of what can be asked, the usual one first; and what to do where there is nothing. */
  describe(): { configured: boolean; models: string[]; message?: string } {
    const models = [...this.#models.keys()];
    return {
      configured: models.length > 0,
      models,
      ...(models.length === 0 && { message: HOW_TO_CONFIGURE }),
    };
  }

  /**
   * Does what a page asks: one step of an answer. Resolves once what was asked is in the log; what it gives then are the
   * frames of the answer.
   * @throws {ApiError} if it is not to be asked, or not now.
   */
  async ask(
    room: string,
    member: Member,
    body: unknown,
    signal: AbortSignal,
  ): Promise<AsyncIterable<string>> {
    const asked = read(body);
    const { hub, release } = await this.around.rooms.hold(room);
    let turn: Turn | undefined;
    const done = async () => {
      await turn?.end();
      release();
    };
    try {
      this.#mustBeOn(hub, member);
      turn = await this.#floor.take(room);
      if (!turn) throw BUSY;
      return await this.#begin({ hub, member, asked, turn, signal, done });
    } catch (error) {
      await done();
      throw error;
    }
  }

  #mustBeOn({ state }: RoomHub, member: Member): void {
    mustBeOn(state, member);
    if (state.assist.session !== 'paused' && this.#models.size === 0)
      throw new ApiError(503, 'not-configured', HOW_TO_CONFIGURE);
  }

  async #begin({ hub, member, asked, turn, signal, done }: Begun): Promise<AsyncIterable<string>> {
    // What another process wrote, the level or the step before, counts here too.
    await hub.caughtUp();
    this.#mustBeOn(hub, member);
    await this.#keep(hub, member, asked);
    const stop = AbortSignal.any([signal, turn.lost]);
    return encodeUiStream(this.#answer(hub, asked.turn, stop, done));
  }

  /** Keeps what was asked, and what came of the tools, before anything is asked of a model. */
  async #keep(hub: RoomHub, member: Member, asked: Asked): Promise<void> {
    const turn = turnOf(hub.state, asked.turn);
    if (turn && turn.by !== member.id)
      throw new ApiError(403, 'not-allowed', 'Someone else asked this: only they can go on with it.');
    if (turn && isAnswered(turn)) throw new ApiError(409, 'answered', 'This was answered already.');
    mustAfford(hub.state.assist, turn, member.id, this.#bounds);
    const drafts = turn ? acted(turn, asked) : [questionFrom(asked)];
    if (!turn || !goesOn(turn, drafts)) this.#countAsk(hub.room, member.id);
    await hub.welcome({ id: ASSISTANT, role: 'assistant', name: 'Assistant', client: ASSISTANT });
    await write(hub, member.id, drafts);
  }

  /** The steps that tools lead to are free; a question is not, nor is one that is asked again. */
  #countAsk(room: string, person: string): void {
    const { asksPerMinute, roomAsksPerMinute } = this.#bounds;
    if (!this.#asks.take(`${room}/${person}`)) throw tooOften(60 / asksPerMinute);
    if (!this.#roomAsks.take(room)) throw tooOften(60 / roomAsksPerMinute);
  }

  async *#answer(
    hub: RoomHub,
    id: string,
    signal: AbortSignal,
    done: () => Promise<void>,
  ): AsyncGenerator<ChatEvent> {
    let end: ChatEvent = { type: 'finish', reason: 'stop' };
    try {
      yield { type: 'start', id };
      // An interviewer has taken over: what is asked is answered by hand, or not at all.
      if (hub.state.assist.session === 'paused') yield { type: 'data', name: 'paused', data: true };
      else end = yield* this.#step(hub, id, signal);
    } finally {
      await done();
    }
    // Who hears of the end may ask at once.
    yield end;
  }

  /** Gives all of a step but its end, which it returns. */
  async *#step(hub: RoomHub, id: string, signal: AbortSignal): AsyncGenerator<ChatEvent, ChatEvent> {
    const turn = turnOf(hub.state, id);
    const at = turn?.steps.length ?? 0;
    const { name, transport } = this.#model(hub.state);
    const step = new Step(id, at, name);
    const telling = new Telling(hub, id, at);
    const stop = new AbortController();
    const quit = () => stop.abort();
    signal.addEventListener('abort', quit, { once: true });
    if (signal.aborted) quit();
    try {
      for await (const event of veiled(transport(requestOf(hub.state, turn), { signal: stop.signal }))) {
        if (event.type === 'start') continue;
        step.take(event);
        // A page acts on the end: by then the log has what was called.
        if (event.type === 'finish') break;
        if (event.type === 'error') return telling.end(event);
        // The provider's own: the log has it, and nobody else has a use for it.
        if (keptIn(event)) continue;
        telling.add(event);
        yield event;
        if (step.tooLong) break;
      }
      yield* this.#refuse(hub, id, step, telling);
      return telling.end({ type: 'finish', reason: step.reason });
    } catch (error) {
      this.around.logger.error('assist', { room: hub.room, ...told(error) });
      const failure: ChatEvent = { type: 'error', code: 'unknown', message: WRONG, retryable: true };
      step.take(failure);
      return telling.end(failure);
    } finally {
      signal.removeEventListener('abort', quit);
      quit();
      telling.flush();
      await this.#record(hub, step);
    }
  }

  /** Calls of tools that this level does not have are answered at once, and by no page. */
  async *#refuse(hub: RoomHub, turn: string, step: Step, telling: Telling): AsyncGenerator<ChatEvent> {
    await this.#record(hub, step);
    const { level } = hub.state.assist;
    for (const { call, name } of step.calls) {
      const tool = toolNamed(name);
      if (tool && allows(level, tool)) continue;
      const error = `The tool ${name} is not allowed at the level "${level}".`;
      await write(hub, ROOM, [entry('assist.acted', { turn, call, name, error, durationMs: 0 })]);
      const result: ChatEvent = { type: 'tool-result', call, error, durationMs: 0 };
      telling.add(result);
      yield result;
    }
  }

  async #record(hub: RoomHub, step: Step): Promise<void> {
    if (step.recorded) return;
    step.recorded = true;
    const draft = step.entry();
    const {
      model = '',
      finish,
      usage = {},
    } = draft.body as { model?: string; finish: string; usage?: object };
    this.around.onAnswer(model, finish, usage);
    await write(hub, ASSISTANT, [draft]);
  }

  #model({ assist }: LogState): { name: string; transport: ChatTransport } {
    const named = assist.model === undefined ? undefined : this.#models.get(assist.model);
    const [usual] = this.#models;
    if (named && assist.model !== undefined) return { name: assist.model, transport: named };
    if (!usual) throw new ApiError(503, 'not-configured', HOW_TO_CONFIGURE);
    return { name: usual[0], transport: usual[1] };
  }
}

const tooOften = (seconds: number) =>
  new ApiError(429, 'rate-limited', 'You ask too often: wait a few seconds.', undefined, Math.ceil(seconds));

const BUSY = new ApiError(409, 'busy', 'The assistant is answering. Wait, or stop it.', undefined, 1);
const WRONG = 'The answer could not be made here. Try again.';

const entry = (kind: string, body: unknown): FrameDraft => ({ id: newId(), kind, body });

const turnOf = ({ assist }: LogState, id: string): AssistTurn | undefined =>
  assist.turns.find(({ turn }) => turn === id);

/** Writes in someone's name what only the backend may write. */
async function write(hub: RoomHub, id: string, drafts: readonly FrameDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  for (const outcome of await hub.append({ id, role: ROOM }, drafts))
    if ('refusal' in outcome) throw outcome.refusal;
}

function questionFrom({ turn, text, context, offer }: Asked): FrameDraft {
  if (!text) throw new ApiError(400, 'bad-request', 'There is nothing asked.');
  const body = {
    turn,
    text,
    ...(context !== undefined && { context }),
    ...(offer !== undefined && { offer }),
  };
  return entry('assist.asked', body);
}

/** Whether an answer goes on with what tools gave: the results that come now, or that the log has for its last step. */
const goesOn = (turn: AssistTurn, results: readonly FrameDraft[]): boolean =>
  results.length > 0 || pendingCalls(turn).length < (turn.steps.at(-1)?.calls.length ?? 0);

/** What the tools of the last step gave: of calls that the log knows and nobody has answered, and of those alone. */
function acted(turn: AssistTurn, { outputs }: Asked): FrameDraft[] {
  const pending = new Map(pendingCalls(turn).map((call) => [call.call, call.name]));
  // By this clock: what a page says of it is not asked.
  const durationMs = Math.max(0, Date.now() - (turn.steps.at(-1)?.at ?? Date.now()));
  return outputs.flatMap(({ call, output, error }) => {
    const name = pending.get(call);
    if (name === undefined) return [];
    pending.delete(call);
    const came = error === undefined ? { output: redact(textOf(output)) } : { error: redact(error) };
    return [entry('assist.acted', { turn: turn.turn, call, name, ...came, durationMs })];
  });
}

const textOf = (output: unknown): string =>
  typeof output === 'string' ? output : (JSON.stringify(output) ?? '');

const stagesOf: Partial<Record<Member['role'], readonly Stage[]>> = {
  candidate: ['started'],
  interviewer: ['waiting', 'started', 'submitted'],
};

function mustBeOn({ assist, stage }: LogState, { role }: Member): void {
  if (!stagesOf[role])
    throw new ApiError(403, 'not-allowed', 'You may read what the assistant says, and not ask it.');
  if (!stagesOf[role].includes(stage.now))
    throw new ApiError(403, 'not-allowed', 'The assistant answers while the interview runs.');
  if (assist.level === 'off') throw new ApiError(403, 'off', 'The assistant is off in this room.');
  if (assist.session === 'ended') throw new ApiError(403, 'off', 'The assistant’s help is over.');
}

/** What the model is asked: all of it by the log. */
function requestOf(state: LogState, turn: AssistTurn | undefined): ChatRequest {
  const { assist, content, language = '', stage, timer, whispers } = state;
  const { level, direct, turns } = assist;
  const left = timer.totalMs > 0 ? remainingOf(timer, Date.now()) : undefined;
  return {
    id: assist.about ?? 'room',
    system: systemPrompt({
      level,
      direct,
      question: questionOf(content),
      language,
      stage: stage.now,
      whispers: whispers.map(({ text }) => text),
      ...(left !== undefined && { timeLeftMs: left }),
    }),
    tools: toolsOf(level),
    messages: modelMessages(turns),
    maxTokens: Math.max(1, outputLeft(assist, turn)),
  };
}

/** What everyone may see of the question, as far as a model is told of it. */
function questionOf(content: unknown): { title: string; statement: string } | undefined {
  if (typeof content !== 'object' || content === null) return;
  const { title, statement } = content as Record<string, unknown>;
  return typeof title === 'string' && typeof statement === 'string' ? { title, statement } : undefined;
}

function read(body: unknown): Asked {
  const read = readUiRequest(body);
  if ('problem' in read) throw new ApiError(400, 'bad-request', read.problem);
  const { id, text, outputs } = read.last;
  // Whether these are as they should be, the kind of the entry says.
  const { context, offer } = body as { context?: unknown; offer?: unknown };
  return { turn: id, text: text || undefined, outputs, context, offer };
}
