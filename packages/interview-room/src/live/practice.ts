import type { Extension } from '@codemirror/state';
import {
  localBackend,
  may,
  Room,
  hashQuestion,
  type BodyOf,
  type Kind,
  type RoomExport,
  type TestsRecord,
} from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import type { EarlierTests } from '@interview-room/run-panel';
import { editableFiles, type Texts } from '../practice/files.js';
import { editBetween, merge } from '../practice/merge.js';
import { earlierTests } from '../practice/results.js';
import type { Text } from 'yjs';
import type { Sharing } from './company.js';
import { bindText } from './text-binding.js';

/** Line ends as an editor writes them. A shared text has to count characters as the editor does. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * A practice room: the room of core, in the words of this package. Files are named within a language here, and kept
 * under the language's name in the room, so that each language has its own.
 */
export class Practice {
  /** The same extension for the same text: an editor that is given another one sets itself up anew. */
  private readonly bindings = new WeakMap<Text, readonly Extension[]>();
  /** The same results for the same entry: what a person opened among them stays open. */
  private readonly results = new WeakMap<TestsRecord, EarlierTests>();

  /** The files that each path has had, by their ids, and the one that was shown there last. */
  private readonly ids = new Map<string, string[]>();
  private readonly shown = new Map<string, string>();
  /** What an editor takes each file for, by its id. */
  private readonly documents = new Map<string, string>();
  /** Hears that a document goes by another name, because its file was renamed. */
  renamed: (from: string, to: string) => void = () => undefined;

  /** The languages whose files are to be laid out: those that may not be yet are, once they may. */
  private readonly prepared = new Set<string>();

  /** Ends the record, and not the room where others are. */
  private end: () => void | Promise<void> = () => this.room.leave();

  private constructor(
    private readonly room: Room,
    private readonly question: Question,
    private readonly sharing?: Sharing,
  ) {}

  /** The record of a room that was joined already, with others in it. */
  static over(room: Room, question: Question, sharing: Sharing): Practice {
    const practice = new Practice(room, question, sharing);
    practice.end = room.subscribe(
      (state) => state.stage.now,
      () => practice.prepared.forEach((language) => practice.prepare(language)),
    );
    return practice;
  }

  /** Opens the record of a question on this page: all that was done here before, or a new one. */
  static async open(question: Question): Promise<Practice> {
    const room = await Room.join({ backend: localBackend(), session: question.id });
    const hash = hashQuestion(question);
    if (room.state.question?.hash !== hash) {
      await room.append('room.opened', { question: { id: question.id, hash } });
    }
    return new Practice(room, question);
  }

  /** Lays out what a language begins with, once. */
  prepare(language: string): void {
    this.prepared.add(language);
    if (!this.may('doc.update')) return;
    const starters = editableFiles(this.question, language);
    const named = starters.map(({ path, text }) => [key(language, path), plain(text)]);
    this.room.workspace.seed(Object.fromEntries(named) as Record<string, string>);
  }

  /** Calls back after anything changed. Returns how to stop it. */
  subscribe(listener: () => void): () => void {
    const stops = [this.room.subscribe((state) => state, listener), this.room.workspace.subscribe(listener)];
    return () => stops.forEach((stop) => stop());
  }

  /** Calls back when a problem was solved or a hint shown, until the room is left. */
  onProgress(listener: () => void): void {
    this.room.subscribe((state) => state.progress, listener);
    this.room.subscribe((state) => state.hints, listener);
  }

  /** Whether this person may do such a thing now. Who practises alone may do everything. */
  may(kind: Kind): boolean {
    const { role, state } = this.room;
    return role === undefined || may(role, state.stage.now, kind);
  }

  /** Calls back when another language was chosen, by whomever, until the room is left. */
  onLanguage(listener: (language: string) => void): void {
    this.room.subscribe(
      (state) => state.language,
      (language) => language !== undefined && listener(language),
    );
  }

  get language(): string | undefined {
    return this.room.state.language;
  }
  get kept(): 'kept' | 'refused' {
    return this.room.connection.storage === 'kept' ? 'kept' : 'refused';
  }
  get revealed(): number {
    return this.room.state.hints.length;
  }
  isSolved(language: string): boolean {
    return this.room.state.progress[language]?.solvedAt !== undefined;
  }

  /** The last tests in a language. */
  lastTests(language: string): EarlierTests | undefined {
    const record = this.room.state.tests[language];
    if (!record) return undefined;
    const known = this.results.get(record) ?? earlierTests(record);
    this.results.set(record, known);
    return known;
  }

  paths(language: string): string[] {
    return this.room.workspace.list(`${language}/`);
  }
  texts(language: string): Texts {
    return this.room.workspace.files(`${language}/`);
  }
  /** The text of a file; of one that the question keeps to itself, what the question says. */
  text(language: string, path: string): string | undefined {
    const { workspace } = this.room;
    return workspace.has(key(language, path)) ? workspace.text(key(language, path)).toString() : undefined;
  }
  /** What ties an editor to a file, or nothing if the file is not in the room. */
  binding(language: string, path: string): readonly Extension[] {
    const { workspace } = this.room;
    if (!workspace.has(key(language, path))) return NONE;
    const text = workspace.text(key(language, path));
    const own = () => [bindText(text), ...(this.sharing?.extensions(text, key(language, path)) ?? [])];
    const known = this.bindings.get(text) ?? own();
    this.bindings.set(text, known);
    return known;
  }

  /**
   * What an editor is to take a file for: another file that came to have the same path is another document, so that undo
   * does not take back in the one what was typed in the other.
   */
  document(language: string, path: string): string {
    const whole = key(language, path);
    const id = this.room.workspace.idOf(whole);
    if (id === undefined) return whole;
    const ids = this.ids.get(whole) ?? [];
    if (!ids.includes(id)) ids.push(id);
    this.ids.set(whole, ids);
    this.shown.set(whole, id);
    const at = ids.indexOf(id);
    // No file is called like that.
    const name = at === 0 ? whole : key(language, `/${at + 1}/${path}`);
    const before = this.documents.get(id);
    this.documents.set(id, name);
    if (before !== undefined && before !== name) this.renamed(before, name);
    return name;
  }

  /** Where a file is that an editor has shown, if another person gave it another path meanwhile. */
  movedTo(language: string, path: string): string | undefined {
    const { workspace } = this.room;
    const id = this.shown.get(key(language, path));
    const now = id === undefined || workspace.has(key(language, path)) ? undefined : workspace.pathOf(id);
    return now?.startsWith(key(language, '')) ? now.slice(key(language, '').length) : undefined;
  }

  create(language: string, path: string, text: string): void {
    this.room.workspace.create(key(language, path), plain(text));
  }
  rename(language: string, path: string, to: string): void {
    this.room.workspace.rename(key(language, path), key(language, to));
  }
  remove(language: string, path: string): void {
    this.room.workspace.remove(key(language, path));
  }
  /** Puts a text in the place of a file's. */
  write(language: string, path: string, text: string): void {
    const shared = this.room.workspace.text(key(language, path));
    const { start, end, text: inserted } = editBetween(shared.toString(), plain(text));
    this.room.workspace.doc.transact(() => {
      shared.delete(start, end - start);
      shared.insert(start, inserted);
    });
  }
  /** Adds to a file what was made of it elsewhere, before its record was here: `text`, of what was `base`. */
  add(language: string, path: string, text: string, base: string): void {
    const recorded = this.text(language, path) ?? plain(base);
    this.write(language, path, merge(plain(base), recorded, plain(text)));
  }

  revealHint(index: number): void {
    this.enter('hint.revealed', { index });
  }
  recordLanguage(language: string): void {
    if (this.language !== language) this.enter('language.changed', { language });
  }
  recordRun(body: BodyOf<'run.finished'>): void {
    this.enter('run.finished', { ...body, ...this.run() });
  }
  recordTests(body: BodyOf<'tests.finished'>): void {
    this.enter('tests.finished', { ...body, ...this.run() });
  }
  recordSolved(language: string): void {
    if (!this.isSolved(language)) this.enter('solved', { language });
  }

  /** What is not taken is told by the room itself. */
  private enter<K extends Kind>(kind: K, body: BodyOf<K>): void {
    if (this.may(kind)) void this.room.append(kind, body).catch(() => undefined);
  }

  private run(): { run?: string } {
    const run = this.sharing?.run();
    return run === undefined ? {} : { run };
  }

  /** The whole record, as a file for the person. */
  export(): Promise<RoomExport> {
    return this.room.export();
  }
  /** Leaves, once all that was written is kept. */
  async leave(): Promise<void> {
    await this.end();
  }
}

const NONE: readonly Extension[] = [];

const key = (language: string, path: string): string => `${language}/${path}`;
