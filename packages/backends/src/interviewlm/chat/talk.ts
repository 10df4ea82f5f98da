import {
  failure,
  type ChatEvent,
  type ChatFailure,
  type ChatRequest,
} from '@interview-room/assistant/streams';
import type { BodyOf, ChatChoices, ChatOffer } from '@interview-room/core';
import { textOfReply } from '../../wire/http.js';
import { isObject, objectOf, parseJson, textOf } from '../../wire/index.js';
import { redacted } from '../redacted.js';
import type { Session } from '../session.js';
import { pause } from '../streams.js';
import { answerOf, Choices, clarifyingIn, resetTalk, type Clarifying } from './choices.js';
import { claim } from './claim.js';
import { Effects } from './effects.js';
import { begun } from './history.js';
import { dropCheckpoint } from './kept.js';
import { Line } from './line.js';
import { look, recover, type Lost } from './recover.js';
import { Turn } from './turn.js';
import { contextOf, firstOf, knock, otherThan, ways, type Asking, type Reply } from './ways.js';
import { withheld } from './withheld.js';

/** Without a word for so long it is looked whether the answer is there already; and so often, before it counts as cut. */
const SILENCE = 30_000;
const SILENCES = 4;
/** A model that asked something, and says no more for so long, waits for the answer. */
const BRIEF = 1_500;
/** What was typed is saved first, but for so long only. */
const SAVING = 5_000;
/** So often it is asked again by itself where the answer has not begun, and no longer waited for, in milliseconds. */
const TIMES = 2;
const LONGEST_WAIT = 20_000;
/** The most that a question may have, as the log has it. */
const LONGEST = 20_000;
const LEVELS = ['consultant', 'pair-programming', 'full-copilot'];
const MEMO = 'chat-message';

/** How an answer ended. */
interface End {
  readonly finish: BodyOf<'assist.answered'>['finish'];
  readonly failed?: ChatFailure;
}
type Events = AsyncGenerator<ChatEvent, End>;
const STOPPED: End = { finish: 'stopped' };
const DONE: End = { finish: 'stop' };
const failed = (failed: ChatFailure): End => ({ finish: 'error', failed });
const unknown = (): ChatFailure => ({ ...failure('unknown'), message: 'The answer could not be read. Try again.', retryable: true }); // prettier-ignore
const tooLong = (message: string): ChatFailure => ({ ...failure('too-long'), message });

/** The talk with the backend's model. */
export class Talk implements ChatOffer {
  readonly readonly: boolean;
  private readonly pending: Choices;
  private way;
  /** A stream whose model waits for what was chosen. */
  private held: { readonly line: Line; readonly lost: Lost } | undefined;
  /** An answer whose stream broke when the model waited. */
  private broken: Lost | undefined;
  private stop = () => {};

  constructor(private readonly session: Session) {
    const { bridge, variant } = session;
    this.readonly = bridge.role !== 'candidate';
    this.pending = new Choices(session);
    this.way = firstOf(variant);
  }

  get levels(): readonly string[] | undefined {
    return this.way === 'agent' ? LEVELS : undefined;
  }
  get choices(): ChatChoices | undefined {
    return this.readonly ? undefined : this.pending.shown;
  }

  async *ask(asked: object, { signal }: { signal: AbortSignal }): AsyncGenerator<ChatEvent> {
    const { messages, extra } = asked as ChatRequest;
    const { id, text } = messages.findLast(({ role }) => role === 'user') ?? { id: '', text: '' };
    const { level } = objectOf(extra);
    const context = contextOf(extra, this.session.current());
    const asking = { text, context, level: textOf(level) };
    const refused = this.refusal(id, text);
    if (refused) return yield { type: 'error', ...refused };
    const open = this.pending.answeredBy(id);
    yield* this.attempt(id, signal, (turn, both) => this.answer(turn, asking, open, both));
  }

  async resume(
    id: string,
    { signal }: { signal: AbortSignal },
  ): Promise<AsyncIterable<ChatEvent> | undefined> {
    const known = this.session.bridge.state.assist.turns.find(({ turn }) => turn === id);
    const free = known && !this.readonly ? await claim(id) : undefined;
    free?.();
    if (!known || !free) return undefined;
    return this.attempt(id, signal, (turn, both) => this.goOn(turn, known.text, both));
  }

  async reset(): Promise<void> {
    this.letGo();
    this.pending.clear();
    dropCheckpoint(this.session);
    await resetTalk(this.session);
  }

  /** Nothing is waited for any more. */
  letGo(): void {
    this.breakOff();
    this.broken = undefined;
  }

  /** The connection is over: what is waited for is found in what the backend keeps, once it was answered. */
  breakOff(): void {
    this.held?.line.close();
    this.broken = this.held?.lost ?? this.broken;
    this.held = undefined;
  }

  private refusal(id: string, text: string): ChatFailure | undefined {
    if (this.readonly)
      return { ...failure('forbidden'), message: 'Only the candidate talks with this assistant.' };
    if (text.length > LONGEST) return tooLong(`A question may have ${LONGEST} characters. Shorten it.`);
    return id === '' || text.trim() === '' ? unknown() : undefined;
  }

  /** Makes one answer, and ends it in the log and with an event, whatever happens. */
  private async *attempt(
    id: string,
    signal: AbortSignal,
    work: (turn: Turn, signal: AbortSignal) => Events,
  ): AsyncGenerator<ChatEvent> {
    this.stop();
    const own = new AbortController();
    this.stop = () => own.abort();
    const turn = new Turn(this.session.bridge, id);
    const release = await claim(id);
    let end = STOPPED;
    try {
      end = yield* work(turn, AbortSignal.any([signal, own.signal]));
    } catch {
      end = failed(unknown());
    } finally {
      await turn.end(end.finish, end.failed);
      this.record(turn, end);
      release?.();
    }
    if (end.failed) yield { type: 'error', ...end.failed };
    else yield { type: 'finish', reason: end.finish === 'error' ? 'other' : end.finish };
  }

  private async *answer(
    turn: Turn,
    asking: Asking,
    open: Clarifying | undefined,
    signal: AbortSignal,
  ): Events {
    const { session } = this;
    const lost = { turn, text: asking.text, messageId: '', before: this.timesAsked(turn, asking.text) };
    await turn.ask(asking.text);
    this.pending.clear();
    begun(session);
    await Promise.race([session.saved(), pause(session.bridge.clock, SAVING, signal)]);
    if (open) return yield* this.clarify(open, asking, lost, signal);
    this.letGo();
    return yield* this.fresh(asking, lost, signal);
  }

  /** Answers what the model wanted to know. It goes on over the stream that waits, in the reply, or is asked to. */
  private async *clarify(open: Clarifying, asking: Asking, lost: Lost, signal: AbortSignal): Events {
    const [path, body] = answerOf(this.session, open, asking.text);
    const stop = new AbortController();
    const reply = await this.asked([path, { method: 'POST', body }], stop, signal);
    if ('failed' in reply && !reply.absent) {
      this.pending.set(lost.turn.id, open, true);
      return signal.aborted ? STOPPED : failed(reply.failed);
    }
    const { held, broken } = this;
    [this.held, this.broken] = [undefined, undefined];
    const response = 'response' in reply ? reply.response : undefined;
    const text = response && !isStream(response) ? saidIn(await textOfReply(response).catch(() => '')) : '';
    if (held && response && !isStream(response) && !text) {
      // Should the stream have broken meanwhile, it is the answer to the first question that is looked for.
      lost.turn.follow(held.lost.turn);
      return yield* this.read(held.line, { ...held.lost, turn: lost.turn }, signal);
    }
    held?.line.close();
    if (response && isStream(response)) return yield* this.read(this.line(response, stop), lost, signal);
    yield* lost.turn.rest(text);
    const isOn = text === '' && broken && response && (yield* this.behind(broken, lost, signal));
    if (isOn || text) return signal.aborted ? STOPPED : DONE;
    return yield* this.fresh(asking, lost, signal);
  }

  /** Whether the model goes on where nobody hears it: what it says there then is in what the backend keeps. */
  private async *behind(broken: Lost, lost: Lost, signal: AbortSignal): AsyncGenerator<ChatEvent, boolean> {
    lost.turn.follow(broken.turn);
    const whole = yield* recover(this.session, { ...broken, turn: lost.turn }, signal);
    return whole || signal.aborted || lost.turn.text !== '';
  }

  private async *fresh(asking: Asking, lost: Lost, signal: AbortSignal): Events {
    const opened = await this.open(asking, signal);
    if (signal.aborted) return STOPPED;
    if ('failed' in opened) return failed(opened.failed);
    return yield* this.read(opened, lost, signal);
  }

  /** Asks; the other way where this one is not there. */
  private async open(asking: Asking, signal: AbortSignal): Promise<Line | { failed: ChatFailure }> {
    const { bridge, caller } = this.session;
    const first = this.way;
    for (;;) {
      const stop = new AbortController();
      const reply = await this.asked(ways[this.way](asking), stop, signal);
      if ('response' in reply) return this.line(reply.response, stop);
      if (signal.aborted || !reply.absent) return reply;
      this.way = otherThan(this.way);
      if (this.way === first) return reply;
      bridge.notice('event', 'chat', `${caller.base} has no ${first}: its ${this.way} is asked.`);
    }
  }

  /** Asks; again where it may help, and nothing has come. */
  private async asked(
    request: Parameters<typeof knock>[1],
    stop: AbortController,
    signal: AbortSignal,
  ): Promise<Reply> {
    const abort = () => stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    for (let tries = 1; ; tries++) {
      const reply = await knock(this.session.caller, request, stop.signal);
      const wait = 'failed' in reply && tries <= TIMES ? waitAfter(reply, tries) : undefined;
      if (wait !== undefined && !signal.aborted) {
        await pause(this.session.bridge.clock, wait, signal);
        continue;
      }
      // From here on the stream may outlive who asked.
      signal.removeEventListener('abort', abort);
      return reply;
    }
  }

  private line(response: Response, stop: AbortController): Line {
    return new Line(response, this.session.bridge.clock, stop);
  }

  private async *read(line: Line, lost: Lost, signal: AbortSignal): Events {
    const effects = new Effects(this.session);
    let asks = false;
    let silences = 0;
    try {
      for (;;) {
        const event = await line.read(asks ? BRIEF : SILENCE, signal);
        if (event === 'stopped') return STOPPED;
        if (event === 'silent') {
          if (this.pending.open?.turn === lost.turn.id) return this.hold(line, lost);
          if (++silences < SILENCES && !(await this.isThere(lost, signal))) continue;
          return yield* this.recovered(lost, signal);
        }
        if (event === undefined || (event.type === 'error' && event.code === 'cut'))
          return yield* this.cut(lost, signal);
        if (event.type === 'error') return failed(event);
        if (event.type === 'finish') return { finish: event.reason };
        if (event.type === 'start' && event.id) this.begins(lost, event.id);
        effects.hear(event);
        [asks, silences] = [false, 0];
        for (const shown of this.shown(event, lost.turn)) {
          asks ||= clarifyingIn(event) !== undefined;
          yield shown;
        }
        if (lost.turn.isTooLong)
          return failed(tooLong('The answer is longer than can be kept. Ask for less at once.'));
      }
    } finally {
      if (this.held?.line !== line) line.close();
      effects.over();
    }
  }

  /** What of an event is shown. */
  private *shown(event: ChatEvent, turn: Turn): Generator<ChatEvent> {
    const { bridge, question } = this.session;
    const clarifying = clarifyingIn(event);
    const name = 'name' in event ? event.name : 'call' in event ? (turn.nameOf(event.call) ?? '') : '';
    const taken = turn.take(withheld(event, name, question?.hidden ?? []));
    if (taken) yield taken;
    if (clarifying) {
      this.pending.set(turn.id, clarifying);
      if (!turn.texts.some((text) => text.includes(clarifying.question))) {
        const apart = turn.text.trim() === '' ? '' : '\n\n';
        yield turn.aside(`${apart}${clarifying.question}`);
      }
    } else if (event.type === 'data' && event.name !== 'done')
      bridge.notice('event', event.name, redacted(event.data));
  }

  private async *cut(lost: Lost, signal: AbortSignal): Events {
    if (this.pending.open?.turn !== lost.turn.id) return yield* this.recovered(lost, signal);
    // It waits for an answer, and would say no more for now.
    this.broken = lost;
    return DONE;
  }

  private hold(line: Line, lost: Lost): End {
    this.held = { line, lost };
    return DONE;
  }

  private begins(lost: Lost, messageId: string): void {
    Object.assign(lost, { messageId });
    this.session.bridge.memo.set(MEMO, { turn: lost.turn.id, messageId });
  }

  /** Whether an answer that never ended is there all the same. */
  private async isThere(lost: Lost, signal: AbortSignal): Promise<boolean> {
    return (await look(this.session, lost, signal)).whole !== undefined;
  }

  private async *recovered(lost: Lost, signal: AbortSignal): Events {
    const whole = yield* recover(this.session, lost, signal);
    if (signal.aborted) return STOPPED;
    return whole ? DONE : failed(failure('cut'));
  }

  private async *goOn(turn: Turn, text: string, signal: AbortSignal): Events {
    const kept = objectOf(this.session.bridge.memo.get(MEMO));
    const messageId = kept['turn'] === turn.id ? textOf(kept['messageId']) : '';
    yield* turn.again();
    return yield* this.recovered({ turn, text, messageId, before: this.timesAsked(turn, text) }, signal);
  }

  private timesAsked({ id }: Turn, text: string): number {
    const { turns } = this.session.bridge.state.assist;
    return turns.filter((each) => each.turn !== id && each.text.trim() === text.trim()).length;
  }

  private record({ names, tokens }: Turn, { finish }: End): void {
    this.session.record('ai_interaction', {
      action: 'answered',
      finish,
      tools: names.slice(0, 20),
      ...tokens,
    });
  }
}

const isStream = ({ headers }: Response): boolean =>
  (headers.get('content-type') ?? '').includes('event-stream');

/** How long to wait before it is asked again; undefined where that is not to be done by itself. */
function waitAfter(
  { failed: { code, retryAfterMs }, absent }: Extract<Reply, { failed: ChatFailure }>,
  tries: number,
): number | undefined {
  if (absent || (code !== 'rate-limited' && code !== 'overloaded' && code !== 'html')) return undefined;
  const wait = retryAfterMs ?? 500 * 2 ** tries;
  return wait <= LONGEST_WAIT ? wait : undefined;
}

/** What a reply in JSON says further, where it does. What was chosen may be in it too, and says nothing new. */
function saidIn(text: string): string {
  const json = objectOf(parseJson(text));
  const body = isObject(json['data']) ? json['data'] : json;
  return ['response', 'assistantMessage', 'content'].map((name) => textOf(body[name])).find(Boolean) ?? '';
}
