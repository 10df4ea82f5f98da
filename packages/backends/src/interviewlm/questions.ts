import { hashQuestion, type QuestionsOffer } from '@interview-room/core';
import {
  callJson,
  failure,
  isObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  WireError,
  type Json,
} from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import { suffixesOf } from './languages.js';
import { withoutLanguage } from './paths.js';
import { readQuestion, slug, type Given } from './question.js';
import type { Asked, Session } from './session.js';

const MEMO = 'question';
/** Going on is tried so often by itself, with so long between, in milliseconds. */
const TRIES = 5;
const BETWEEN = 300;

/** What the questions need to know of the interview. */
export interface QuestionsHost {
  readonly bridge: Bridge;
  readonly caller: Session['caller'];
  /** Whether this person's typing is given to the backend. */
  readonly writes: boolean;
  /** All that is typed is to be saved, and what is recorded sent. */
  settle(): Promise<void>;
  /** The paths of the backend's files, as it has them now; those that are named, and what may hold the starter, are read afterwards. */
  load(named: readonly string[], starter: string): Promise<readonly string[]>;
  /** Files of the backend are read afterwards, if it lets them be. */
  read(remotes: readonly string[]): Promise<void>;
  /** Whether the backend did not have a file before that. */
  isNew(remote: string): boolean;
  /** Puts a text beside the file that it was in. Gives the path. */
  putAside(path: string, word: string, text: string): string;
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
  /** How often the backend was asked to go on: what it said of where it stands before that is old. */
  moves = 0;
  /** In which language the question is that is being brought. */
  private coming: string | undefined;
  /** Questions are brought one after the other: a reconnection brings one, and so does the person. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly host: QuestionsHost) {
    const kept = objectOf(host.bridge.memo.get(MEMO));
    this.asked = askedOf(kept['asked']);
    this.now = isObject(kept['now']) ? (kept['now'] as unknown as QuestionsOffer['now']) : undefined;
    this.since = numberOf(kept['since']) ?? host.bridge.clock.now();
  }

  get language(): string | undefined {
    return this.coming ?? this.asked?.language;
  }

  /** How the backend says that it stands. */
  async progress(signal: AbortSignal): Promise<Progress> {
    return progressOf(await callJson(this.host.caller, '/questions', { signal }));
  }

  /** What fails and passes is tried again; each time it is looked first whether the backend went on already. */
  async next(): Promise<boolean> {
    const from = this.asked?.id;
    await this.host.settle();
    for (let tries = 1; ; tries++) {
      try {
        return await this.goOn(from);
      } catch (error) {
        if (!isBrief(error)) throw error;
        if (tries === TRIES) throw error instanceof WireError ? error : failure('network');
      }
      await new Promise<void>((resolve) => this.host.bridge.clock.after(BETWEEN * tries, resolve));
    }
  }

  private async goOn(from: string | undefined): Promise<boolean> {
    // It went on, and a connection that came back has brought it already.
    await this.turn;
    if (this.asked?.id !== from) return true;
    const unseen = await this.unseen();
    if (unseen) return this.show(unseen);
    const body = { previousPerformance: this.performance() };
    this.moves++;
    const reply = await callJson(this.host.caller, '/questions', { method: 'POST', body });
    const progress = progressOf(reply);
    this.host.metric('question_completed', body.previousPerformance);
    if (progress.over || !isObject(progress.question)) return false;
    return this.show(progress);
  }

  /** The question that the backend went on to before, where that did not come through: it is not passed over. */
  private async unseen(): Promise<Progress | undefined> {
    const progress = progressOf(await callJson(this.host.caller, '/questions').catch(unlessPassing));
    const id = idOf(progress);
    return id !== undefined && this.asked !== undefined && id !== this.asked.id ? progress : undefined;
  }

  /** Brings a question into the room. Resolves to whether there is one. */
  show(progress: Progress): Promise<boolean> {
    const shown = this.turn.then(() => this.bring(progress));
    this.turn = shown.catch(() => undefined);
    return shown;
  }

  private async bring(progress: Progress): Promise<boolean> {
    const { bridge, writes } = this.host;
    const before = this.asked;
    const isNext = !progress.incremental && before !== undefined && idOf(progress) !== before.id;
    const texts = bridge.files.files();
    const given = await this.read(progress, isNext);
    if (!given) {
      bridge.notice('warning', 'question', 'The backend gave a question that cannot be shown. Ask whoever invited you.'); // prettier-ignore
      return false;
    }
    if (given.asked.id !== before?.id) this.since = bridge.clock.now();
    this.asked = given.asked;
    this.keep(progress);
    this.host.layOut(given, isNext);
    if (isNext && writes) this.keepAnswer(before, given, texts);
    await this.open(given);
    return true;
  }

  /** Reads a question, with the files that the backend has for it. */
  private async read({ question }: Progress, isNext: boolean): Promise<Given | undefined> {
    const { host } = this;
    const given = readQuestion(question, []);
    const asked = given?.asked ?? this.asked;
    const starter = textOf(objectOf(question)['starterCode']);
    this.coming = asked?.language;
    try {
      const files = Object.keys(given?.starter ?? {}).map((path) => `${asked?.language}/${path}`);
      const named = [asked?.entry, this.asked?.entry, ...files].filter((path) => path !== undefined);
      const remotes = await host.load(named, starter);
      // A starter without a name is that of the file which the backend has it in, or of one that came with the question.
      const suffixes = suffixesOf(asked?.language ?? '');
      const came = remotes.filter(
        (path) => host.isNew(path) && suffixes.some((end) => path.endsWith(`.${end}`)),
      );
      const likely = [host.holding(starter), isNext ? came : [], remotes].find(({ length }) => length > 0);
      const read = readQuestion(question, likely ?? []);
      // What is laid out next is looked for before that: the backend may have another text of it.
      await host.read(Object.keys(read?.starter ?? {}).filter((path) => remotes.includes(path)));
      return read;
    } finally {
      this.coming = undefined;
    }
  }

  /** What the person made of the question before stays: where the next one has files of the same names, beside these. */
  private keepAnswer(
    before: Asked,
    { asked, starter }: Given,
    texts: Readonly<Record<string, string>>,
  ): void {
    const { bridge } = this.host;
    const given = startersOf(bridge.state.content, before.language);
    const paths = Object.keys(starter).map((path) => `${asked.language}/${path}`);
    for (const path of new Set([before.entry, ...paths])) {
      const text = texts[path] ?? '';
      if (text === '' || given.includes(text) || text === bridge.files.files()[path]) continue;
      const aside = withoutLanguage(this.host.putAside(path, slug(before.id), text));
      bridge.notice('info', 'question', `What you made of “${before.title}” is kept in ${aside}.`);
    }
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

/** What is likely to work a moment later. */
const SOON: ReadonlySet<WireError['code']> = new Set(['network', 'unavailable', 'html', 'server']);

/** Whether it may be had at once: a connection that was lost meanwhile comes back. */
const isBrief = (error: unknown): boolean =>
  error instanceof WireError ? SOON.has(error.code) : error instanceof Error && error.name === 'AbortError';

/** A backend that cannot say how it stands is one thing; one that could not just now may have gone on already. */
function unlessPassing(error: unknown): undefined {
  if (error instanceof WireError && error.passes) throw error;
}

const idOf = ({ question }: Progress): string | undefined => readQuestion(question, [])?.asked.id;

/** What a question in the room began with. */
function startersOf(content: unknown, language: string): unknown[] {
  const languages = objectOf(objectOf(content)['languages']);
  return Object.values(objectOf(objectOf(languages[language])['files']));
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
