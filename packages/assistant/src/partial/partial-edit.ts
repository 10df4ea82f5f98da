import { toolNamed } from '../levels/index.js';
import { argumentName } from '../tools/input.js';
import { takePath } from '../tools/paths.js';
import { JsonFields } from './json-fields.js';

/** An edit as far as the model has written it. */
export interface GrowingEdit {
  /** Without the language: `main.py`. */
  readonly path: string;
  readonly before: string;
  /** The file as it would be with what has come. */
  readonly after: string;
  /** Whether all of it has come. */
  readonly done: boolean;
}

/** The file of a path as it is, with what is proposed for it; undefined if there is none. */
export type ReadFile = (path: string) => string | undefined;

/**
 * The edit that grows while a model writes the arguments of a call. Give it each piece of them; ask for the edit when it
 * is to be shown, once a frame for instance. A piece costs what it is long, and the edit what the file is long.
 */
export class PartialEdit {
  readonly #fields = new JsonFields();
  readonly #tool: 'write_file' | 'edit_file' | undefined;
  #shown: GrowingEdit | undefined;
  #isFresh = false;

  /** The file is read when its path is known, and not again: what others type meanwhile does not make the edit jump. */
  constructor(
    tool: string,
    private readonly read: ReadFile,
  ) {
    const named = toolNamed(tool);
    this.#tool = named === 'write_file' || named === 'edit_file' ? named : undefined;
  }

  /** Takes the next piece of the arguments. */
  push(text: string): void {
    if (!this.#tool) return;
    this.#fields.push(text);
    this.#isFresh = true;
  }

  /** The edit as far as it has come; undefined while there is nothing to show, or if it is none. */
  get edit(): GrowingEdit | undefined {
    if (this.#isFresh) this.#shown = this.#grow();
    this.#isFresh = false;
    return this.#shown;
  }

  #grow(): GrowingEdit | undefined {
    const path = this.#path();
    if (path === undefined || this.#fields.broken) return this.#shown;
    const before = this.#shown?.before ?? this.read(path) ?? '';
    const done = this.#fields.whole;
    const after = this.#tool === 'write_file' ? this.#written(before, done) : this.#replaced(before, done);
    return after === undefined ? this.#shown : { path, before, after, done };
  }

  /** A path that is still coming is no path yet. */
  #path(): string | undefined {
    const { value, whole } = this.#text('path') ?? { value: '', whole: false };
    return whole ? takePath(value).ok : undefined;
  }

  /** Line by line what is written takes the place of what was: the lines below stay until they are come to. */
  #written(before: string, done: boolean): string | undefined {
    const content = this.#text('content');
    if (!content) return undefined;
    if (done || content.whole) return content.value;
    const below = lineStart(before, countLines(content.value));
    return content.value + (below === undefined ? '' : `\n${before.slice(below)}`);
  }

  /** Nothing shows before all of what is replaced is known, and then its place grows. */
  #replaced(before: string, done: boolean): string | undefined {
    const [old, fresh] = [this.#text('old_string'), this.#text('new_string')];
    if (!old?.whole || old.value === '' || !fresh) return undefined;
    const at = before.indexOf(old.value);
    if (at < 0) return undefined;
    if (this.#all() && done) return before.replaceAll(old.value, () => fresh.value);
    return before.slice(0, at) + fresh.value + before.slice(at + old.value.length);
  }

  #all(): boolean {
    return this.#named('replace_all')?.value === true;
  }

  #text(name: string): { value: string; whole: boolean } | undefined {
    const { value, whole = false } = this.#named(name) ?? {};
    return typeof value === 'string' ? { value, whole } : undefined;
  }

  #named(name: string) {
    for (const each of this.#fields.names()) if (argumentName(each) === name) return this.#fields.field(each);
    return undefined;
  }
}

/** The edit that the arguments of a call amount to, as far as they have come. */
export function partialEdit(tool: string, text: string, read: ReadFile): GrowingEdit | undefined {
  const partial = new PartialEdit(tool, read);
  partial.push(text);
  return partial.edit;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where a line begins, from 0; undefined if there are not so many. */
function lineStart(text: string, line: number): number | undefined {
  let at = 0;
  for (let passed = 0; passed < line; passed++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  return at;
}
