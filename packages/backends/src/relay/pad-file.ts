import type { Bridge } from '../bridge/index.js';
import { change, merge3 } from '../text/index.js';
import { plain } from './frames.js';
import { pathOf } from './question.js';

/** Under which name the memo has the language whose file is the pad's text. */
const LANGUAGE = 'language';

/**
 * The pad's one text among the room's files. A pad has one text and a language; a room has files of each language. So the text
 * is taken along when the language changes: it goes on in the other language's file, and what the old file says stays there.
 */
export class PadFile {
  language: string;
  /** The file that was left last, and what it said: something may have been on its way into it. */
  private left: { path: string; text: string } | undefined;

  constructor(
    private readonly bridge: Bridge,
    private readonly typed: () => void,
  ) {
    const kept = bridge.memo.get(LANGUAGE);
    this.language = typeof kept === 'string' ? kept : '';
  }

  get path(): string {
    return pathOf(this.language);
  }

  read(): string {
    return this.language === '' ? '' : this.textAt(this.path);
  }

  /** Gives the person another text, in someone's name. */
  show(by: string, text: string): void {
    const { path } = this;
    this.bridge.edit(by, (files) => change(files.text(path), text));
  }

  /** There is a file, if an empty one. */
  lay(): void {
    const { path, bridge } = this;
    if (!bridge.files.has(path)) bridge.edit('room', (files) => files.create(path));
  }

  /** The pad is in another language. */
  speak(language: string): void {
    if (language === this.language) return;
    const text = this.read();
    const before = this.language === '' ? undefined : this.path;
    this.language = language;
    this.bridge.memo.set(LANGUAGE, language);
    if (before === undefined || before === this.path) return;
    this.left = { path: before, text };
    this.show('room', text);
  }

  /** Files changed: this person may have typed. */
  changed(paths: ReadonlySet<string>): void {
    if (this.left && paths.has(this.left.path)) this.late(this.left);
    if (paths.has(this.path)) this.typed();
  }

  /** What was typed into the file that the text had left just then goes along. */
  private late(left: { path: string; text: string }): void {
    const text = this.textAt(left.path);
    if (text === left.text) return;
    const merged = merge3(left.text, this.read(), text);
    this.left = { path: left.path, text };
    this.show(this.bridge.you, merged);
  }

  private textAt(path: string): string {
    const { files } = this.bridge;
    return files.has(path) ? plain(files.text(path).toString()) : '';
  }
}
