import { hashQuestion, type QuestionsOffer } from '@interview-room/core';
import { callJson, isObject, listOf, numberOf, objectOf, textOf, type Json } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import { readQuestion, type Given } from './question.js';
import type { Asked, Session } from './session.js';

const MEMO = 'question';

/** What the questions need to know of the interview. */
export interface QuestionsHost {
  readonly bridge: Bridge;
  readonly caller: Session['caller'];
  /** All that is typed is to be saved, and what is recorded sent. */
  settle(): Promise<void>;
  /** The paths of the backend's files, as it has them now; both sides are one afterwards. */
  load(first: string): Promise<readonly string[]>;
  /** The paths of the backend's files that have this text. */
  holding(text: string): readonly string[];
  /** Lays out what a question brings, where the backend did not. */
  layOut(given: Given, fresh: boolean): void;
  metric(eventType: string, eventData: Json): void;
}

/** How far the interview has come. */
interface Progress {
  readonly question: unknown;
  readonly over: boolean;
  readonly index: number | undefined;
  readonly total: number | undefined;
  /** The next question goes on with the files of the one before. */
  readonly incremental: boolean;
}

/** The questions, one after the other. */
export class Questions implements QuestionsOffer {
  /** The question that is worked on. Kept over reloads, so that it is there without a connection too. */
  asked: Asked | undefined;
  now: QuestionsOffer['now'];
  private since: number;

  constructor(private readonly host: QuestionsHost) {
    const kept = objectOf(host.bridge.memo.get(MEMO));
    this.asked = askedOf(kept['asked']);
    this.now = isObject(kept['now']) ? (kept['now'] as unknown as QuestionsOffer['now']) : undefined;
    this.since = numberOf(kept['since']) ?? host.bridge.clock.now();
  }

  /** How the backend says that it stands. */
  async read(signal: AbortSignal): Promise<Progress> {
    return progressOf(await callJson(this.host.caller, '/questions', { signal }));
  }

  async next(): Promise<boolean> {
    await this.host.settle();
    const unseen = await this.unseen();
    if (unseen) return this.show(unseen);
    const body = { previousPerformance: this.performance() };
    const reply = await callJson(this.host.caller, '/questions', { method: 'POST', body });
    const progress = progressOf(reply);
    this.host.metric('question_completed', body.previousPerformance);
    if (progress.over || !isObject(progress.question)) return false;
    return this.show(progress);
  }

  /** The question that the backend went on to before, where that did not come through: it is not passed over. */
  private async unseen(): Promise<Progress | undefined> {
    const progress = progressOf(await callJson(this.host.caller, '/questions').catch(() => undefined));
    const id = textOf(objectOf(progress.question)['id']);
    return id !== '' && this.asked !== undefined && id !== this.asked.id ? progress : undefined;
  }

  /** Brings a question into the room. Resolves to whether there is one. */
  async show(progress: Progress): Promise<boolean> {
    const { bridge } = this.host;
    const id = textOf(objectOf(progress.question)['id']);
    const fresh = id !== this.asked?.id && this.asked !== undefined && !progress.incremental;
    const before = this.asked;
    this.asked = readQuestion(progress.question, [])?.asked ?? before;
    const remotes = await this.host.load(this.asked?.entry ?? '');
    // A starter without a name is that of the file which the backend has it in.
    const holding = this.host.holding(textOf(objectOf(progress.question)['starterCode']));
    const given = readQuestion(progress.question, holding.length > 0 ? holding : remotes);
    if (!given) {
      this.asked = before;
      bridge.notice('warning', 'question', 'The backend gave a question that cannot be shown. Ask whoever invited you.'); // prettier-ignore
      return false;
    }
    if (given.asked.id !== before?.id) this.since = bridge.clock.now();
    this.asked = given.asked;
    this.keep(progress);
    this.host.layOut(given, fresh);
    await this.open(given);
    return true;
  }

  private async open({ question, asked }: Given): Promise<void> {
    const { bridge } = this.host;
    const hash = hashQuestion(question);
    if (bridge.state.question?.hash === hash) return;
    await bridge.enter('room', 'room.opened', { question: { id: question.id, hash }, content: question });
    this.host.metric('question_started', { questionId: asked.id });
  }

  private keep({ index, total }: Progress): void {
    if (index !== undefined && total !== undefined) this.now = { index: index + 1, total };
    const { asked, now, since } = this;
    this.host.bridge.memo.set(MEMO, { asked, now, since });
  }

  /** What the backend wants to know of the question before: how it went, by the tests that were run last. */
  private performance(): Json {
    const { bridge } = this.host;
    const { asked } = this;
    const last = asked && bridge.state.tests[asked.language];
    const { passed = 0, total = 0 } = last && last.at >= this.since ? last.summary : {};
    const testsPassedRatio = total > 0 ? passed / total : 0;
    const timeSpent = Math.max(0, Math.round((bridge.clock.now() - this.since) / 1000));
    return { questionId: asked?.id ?? '', score: Math.round(100 * testsPassedRatio), timeSpent, testsPassedRatio }; // prettier-ignore
  }
}

export function progressOf(reply: unknown): Progress {
  const { currentQuestion, question, completed, totalQuestions, currentQuestionIndex, isIncremental } = objectOf(reply); // prettier-ignore
  const asked = currentQuestion ?? question;
  const total = numberOf(totalQuestions);
  return {
    question: asked,
    over: (completed === true && !isObject(asked)) || objectOf(reply)['isComplete'] === true,
    index: numberOf(currentQuestionIndex),
    total,
    incremental: isIncremental === true,
  };
}

function askedOf(value: unknown): Asked | undefined {
  if (!isObject(value)) return undefined;
  const text = (name: string) => textOf(value[name]);
  const tests = listOf(value['tests']).map((each) => {
    const { name, input, expectedOutput } = objectOf(each);
    return { name: textOf(name), input: textOf(input), expectedOutput: textOf(expectedOutput) };
  });
  const hidden = listOf(value['hidden']).map(textOf);
  return { id: text('id'), title: text('title'), language: text('language'), entry: text('entry'), tests, hidden }; // prettier-ignore
}
