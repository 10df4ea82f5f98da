import '@interview-room/code-editor/define.js';
import type { CodeEditor } from '@interview-room/code-editor';
import { nativeBackend, Room } from '@interview-room/core';
import type { Question } from '@interview-room/core/question';
import type { Doc, Text } from 'yjs';
import { MemoryKeep } from '../../../../core/src/log/keep-memory.js';
import type { VirtualClock } from '../../../../core/src/testing/virtual-clock.js';
import { Practice } from '../../../src/live/practice.js';
import { holding, lastIn, wrongly } from './held.js';
import type { Ownership } from './ownership.js';
import { pick, type Random } from './random.js';
import { tagOf, tagsIn } from './tags.js';
import type { WatchedWire } from './watched-wire.js';

/**
 * So many editors are drawn, and colour what they show: to draw and to parse in all takes most of the time, and neither is
 * seen in a text.
 */
const DRAWN = 2;

/** Who joins, and by which way. */
export interface Seat {
  readonly name: string;
  readonly token: string;
  /** The way to the backend that is this person's own. */
  readonly url: string;
  readonly transport: 'socket' | 'stream';
  /** Kept in IndexedDB, or as long as the page. */
  readonly kept: boolean;
}

/** What all who play share. */
export interface Table {
  readonly session: string;
  readonly question: Question;
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly ownership: Ownership;
  readonly wire: WatchedWire;
  tags: number;
  fail(why: string): void;
}

/** Someone in the room with an editor, bound to its files as the room binds it. */
export class Person {
  readonly #own = new Map<string, Text>();
  #doc: Doc | undefined;
  #wanted: string | undefined;
  language = 'python';
  path = '';
  /** Whose characters the last thing that was done here deleted. */
  victims = new Set<number>();

  private constructor(
    readonly seat: Seat,
    readonly table: Table,
    readonly room: Room,
    readonly practice: Practice,
    readonly editor: CodeEditor,
  ) {}

  static async join(seat: Seat, table: Table): Promise<Person> {
    const { session, clock, wire, random, question, fail } = table;
    const room = await Room.join({
      backend: nativeBackend({
        url: seat.url,
        clock,
        transport: seat.transport,
        WebSocket: wire.WebSocket,
        fetch: wire.fetch,
        random: () => random(1000) / 1000,
        ...(!seat.kept && { keep: async () => new MemoryKeep() }),
      }),
      session,
      name: seat.name,
      token: seat.token,
    });
    room.onRefused(({ kind, message }) => fail(`${seat.name} was refused ${kind}: ${message}`));
    const practice = Practice.over(room, question, {
      run: () => undefined,
      extensions: (text) => [holding(text)],
    });
    const editor = newEditor();
    const person = new Person(seat, table, room, practice, editor);
    practice.onLanguage((language) => (person.#wanted = language));
    person.prepare();
    await person.settle();
    return person;
  }

  /** Lays out the files of the language, and follows the document. */
  prepare(): void {
    this.practice.prepare(this.language);
    const { doc } = this.room.workspace;
    if (this.#doc && this.#doc !== doc) this.table.fail(`${this.seat.name} was given another document`);
    this.#doc = doc;
    const heard = (authors: ReadonlySet<number>) => authors.forEach((author) => this.victims.add(author));
    this.table.ownership.watch(doc, this.seat.name, heard, (why) => this.table.fail(why));
  }

  /** Shows another file if the one that is shown is not there any more, or another language was chosen. */
  async settle(): Promise<void> {
    if (this.#wanted !== undefined && this.#wanted !== this.language) {
      this.language = this.#wanted;
      this.path = '';
      this.prepare();
    }
    this.#wanted = undefined;
    const paths = this.practice.paths(this.language);
    if (paths.includes(this.path)) return this.#bind();
    if (paths.length === 0) this.practice.create(this.language, 'again.txt', '');
    await this.show(paths[0] ?? 'again.txt');
  }

  async show(path: string): Promise<void> {
    this.path = path;
    const document = this.practice.document(this.language, path);
    const another = this.editor.path !== document;
    this.editor.path = document;
    if (another) this.editor.value = this.practice.text(this.language, path) ?? '';
    this.#shown = this.text;
    this.editor.extensions = this.practice.binding(this.language, path);
    await this.editor.updateComplete;
    await Promise.resolve();
  }

  /** A path may come to mean another text, after it was renamed and made anew. */
  async #bind(): Promise<void> {
    if (this.#shown !== this.text) await this.show(this.path);
  }
  #shown: Text | undefined;

  get text(): Text {
    return this.room.workspace.text(`${this.language}/${this.path}`);
  }
  get shown(): string {
    return this.editor.view?.state.doc.toString() ?? '';
  }
  /** What was done last to the document that is shown. */
  get history(): string {
    return this.#shown ? lastIn(this.#shown, this.editor.view?.state) : '';
  }
  get offline(): boolean {
    return this.room.connection.status !== 'open';
  }

  /** A place between two characters. */
  place(wish = this.table.random((this.editor.view?.state.doc.length ?? 0) + 1)): number {
    const inPair = /^[\ud800-\udbff]/.test(this.editor.view?.state.doc.sliceString(wish - 1, wish) ?? '');
    return inPair ? wish - 1 : wish;
  }

  /** A word with a character in it that is nowhere else. */
  word(words: readonly string[]): string {
    const tag = tagOf(this.table.tags++);
    if (this.#shown) this.#own.set(tag, this.#shown);
    return pick(this.table.random, words) + tag;
  }

  /** What has to be so after each thing that anyone did. */
  check(): void {
    const { fail, ownership } = this.table;
    const [shown, shared] = [this.shown, this.#shown?.toString()];
    if (shown !== shared)
      fail(`${this.seat.name}'s editor and file differ: ${JSON.stringify([shown, shared])}`);
    const wrong = this.#shown && wrongly(this.#shown, this.editor.view?.state);
    if (wrong) fail(`${this.seat.name}'s editor holds for their own ${wrong}\n  ${this.history}`);
    const there = new Set(tagsIn(shown));
    for (const [tag, text] of this.#own)
      if (text === this.#shown && !there.has(tag) && !ownership.goneTags.has(tag))
        fail(`${this.seat.name} lost a character that they wrote and nobody deleted`);
  }

  async leave(): Promise<void> {
    this.editor.remove();
    await this.room.leave();
  }
}

function newEditor(): CodeEditor {
  const editor = document.createElement('code-editor');
  if (document.querySelectorAll('code-editor').length >= DRAWN) {
    editor.language = 'plain';
    editor.style.display = 'none';
  }
  document.body.append(editor);
  return editor;
}
