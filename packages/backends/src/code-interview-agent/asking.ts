import { hashQuestion } from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import type { Bridge } from '../bridge/index.js';
import { change } from '../text/index.js';
import { listOf, objectOf } from '../wire/index.js';
import type { Bank } from './bank.js';
import { Bucket } from './bucket.js';
import type { Keeper } from './kept.js';
import { bankQuestion, titleQuestion } from './questions.js';

/** So long the bank may take before the title alone is shown, in milliseconds. */
const PATIENCE = 4_000;
/** So long after the interviewer was heard a question must have come. */
const LATE = 15_000;

/** The question: its title comes over the socket, and the whole of it from the bank. */
export class Asking {
  private readonly often: Bucket;
  private looked = '';
  private readonly over = new AbortController();
  private callOff = () => {};

  constructor(
    private readonly bridge: Bridge,
    private readonly bank: Bank,
    private readonly keeper: Keeper,
  ) {
    this.often = new Bucket(bridge.clock, 8, 20_000);
  }

  /** The interviewer named a question. */
  named(title: string, difficulty: string): void {
    const name = title.slice(0, 200);
    const hard = (difficulty || (name === this.keeper.now.title ? this.keeper.now.difficulty : '')).slice(
      0,
      40,
    );
    const wanted = JSON.stringify([name.toLowerCase(), hard.toLowerCase()]);
    if (!name || wanted === this.looked || this.isWhole(name) || !this.often.take()) return;
    this.looked = wanted;
    this.keeper.set({ title: name, difficulty: hard });
    this.callOff();
    void this.look(name, hard).catch(() => undefined);
  }

  /** The interviewer sent the whole question. */
  async given(json: unknown): Promise<void> {
    const question = bankQuestion(json);
    if (question && this.often.take()) await this.show(question);
  }

  /** The interviewer is here: some question has to come, or an editor without one. */
  expect(): void {
    if (this.bridge.state.content !== undefined) return;
    this.callOff();
    this.callOff = this.bridge.clock.after(LATE, () => {
      if (this.bridge.state.content !== undefined) return;
      void this.show(titleQuestion('Interview'));
      this.bridge.notice('warning', 'question', 'The question was said while the connection was down, or not at all. Ask the interviewer for it; you can write already.'); // prettier-ignore
    });
  }

  /** After a reload: what the bank did not have then it may have now. */
  again(): void {
    const { title, difficulty } = this.keeper.now;
    if (title) this.named(title, difficulty);
  }

  close(): void {
    this.callOff();
    this.over.abort();
  }

  private async look(title: string, difficulty: string): Promise<void> {
    const finding = this.bank.find(title, difficulty, this.over.signal);
    const soon = await Promise.race([finding, this.pause()]);
    await this.show(soon ?? titleQuestion(title, difficulty));
    const found = soon ?? (await finding);
    if (this.over.signal.aborted || this.keeper.now.title !== title) return;
    if (found) return this.show(found);
    this.bridge.notice('info', 'question', 'The whole question could not be fetched. Its title is shown; the interviewer can tell the rest.'); // prettier-ignore
  }

  private pause(): Promise<undefined> {
    return new Promise((resolve) => this.bridge.clock.after(PATIENCE, () => resolve(undefined)));
  }

  private async show(question: Question | undefined): Promise<void> {
    if (!question || this.over.signal.aborted) return;
    const hash = hashQuestion(question);
    if (hash === this.bridge.state.question?.hash) return;
    this.layOut(question);
    await this.bridge.enter('room', 'room.opened', {
      question: { id: question.id, hash },
      content: question,
    });
  }

  /** A file that is still as it was laid out becomes as it is now; one that was written in stays. */
  private layOut(question: Question): void {
    const { files, state } = this.bridge;
    const before = texts(state.content);
    const changed = [...texts(question)].filter(
      ([path, text]) =>
        files.has(path) && files.text(path).toString() === before.get(path) && text !== before.get(path),
    );
    if (changed.length === 0) return;
    this.bridge.edit('room', (own) => changed.forEach(([path, text]) => change(own.text(path), text)));
  }

  /** Whether what is shown is all of the question with that title. */
  private isWhole(title: string): boolean {
    const { title: shown, cases } = objectOf(this.bridge.state.content);
    return shown === title && listOf(cases).length > 0;
  }
}

/** What a question lays out, by path. */
function texts(content: unknown): Map<string, string> {
  const languages = Object.entries(objectOf(objectOf(content)['languages']));
  return new Map(
    languages.flatMap(([language, own]) =>
      Object.entries(objectOf(objectOf(own)['files'])).flatMap(([path, text]) =>
        typeof text === 'string' ? [[`${language}/${path}`, text] as const] : [],
      ),
    ),
  );
}
