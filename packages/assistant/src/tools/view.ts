import { newId } from '@interview-room/core/protocol';
import { writesOf } from '../levels/index.js';
import type { Call, Outcome, ToolboxOptions } from './ports.js';
import { isIn, takeFolder, takePath, type Taken } from './paths.js';
import { rebase, sizeOf } from './text.js';

const LONGEST_FILE = 200_000;
const MOST_FILES = 200;

/**
 * The files as a turn of the assistant sees them: those of the workspace, and over them what the turn has proposed and
 * nobody has answered yet. A proposal that the file has grown away from is left out.
 */
export class FilesView {
  constructor(
    private readonly options: ToolboxOptions,
    private readonly call: Pick<Call, 'turn' | 'call'>,
  ) {}

  /** All files by path, hidden ones left out. */
  all(): Map<string, string> {
    const seen = Object.entries(this.options.files.files()).filter(([path]) => !this.isHidden(path));
    return new Map([...seen, ...this.pending()]);
  }

  /** What is proposed and not answered, by path, as the file would be. */
  pending(): Map<string, string> {
    const from = this.options.files;
    const current = from.files();
    const pending = new Map<string, string>();
    for (const { path, before, after } of this.open()) {
      const own = path.slice(from.prefix().length);
      const text = rebase(before, after, Object.hasOwn(current, own) ? (current[own] ?? '') : '');
      if (text === undefined) pending.delete(own);
      else pending.set(own, text);
    }
    return pending;
  }

  /** The file that a model names, or why it cannot have it. */
  read(value: unknown): Taken<{ path: string; text: string; pending: boolean }> {
    const taken = takePath(value);
    if (taken.error !== undefined) return taken;
    const path = taken.ok;
    const all = this.all();
    const text = all.get(path);
    if (text === undefined) return { error: this.missing(path, all) };
    return { ok: { path, text, pending: this.pending().has(path) } };
  }

  /** The paths in a folder that a model names. */
  in(value: unknown): Taken<[path: string, text: string][]> {
    const folder = takeFolder(value);
    if (folder.error !== undefined) return folder;
    const found = [...this.all()]
      .filter(([path]) => isIn(path, folder.ok))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return found.length > 0 || folder.ok === ''
      ? { ok: found }
      : { error: `There is nothing at "${folder.ok}".` };
  }

  isReadonly(path: string): boolean {
    return this.options.files.isReadonly(path);
  }

  /** Why a file may not be written; undefined if it may. */
  refusal(path: string, text: string): string | undefined {
    const { files, level, direct } = this.options;
    if (writesOf(level(), direct()) === 'none') return 'You cannot change files at this level.';
    if (this.isHidden(path)) return `"${path}" cannot be written: there may be no file of this name.`;
    if (files.isReadonly(path)) return `"${path}" is read-only: it belongs to the question.`;
    if (text.length > LONGEST_FILE) return `A file has at most ${LONGEST_FILE} characters.`;
    const all = this.all();
    if (!all.has(path) && all.size >= MOST_FILES) return `There are at most ${MOST_FILES} files.`;
    return clash(path, all);
  }

  /** Changes a file, at once or by a proposal, as the level has it. */
  async write(path: string, text: string): Promise<Outcome> {
    const { files, level, direct } = this.options;
    const refused = this.refusal(path, text);
    if (refused) return { error: refused };
    const current = files.files();
    const before = Object.hasOwn(current, path) ? (current[path] ?? '') : '';
    if (writesOf(level(), direct()) === 'propose') return this.propose(path, before, text);
    if (before === text && Object.hasOwn(current, path)) return { output: `${path} holds that already.` };
    files.write(path, text);
    return { output: `Wrote ${path} (${sizeOf(before, text)}).` };
  }

  private async propose(path: string, before: string, after: string): Promise<Outcome> {
    if ((this.pending().get(path) ?? before) === after) return { output: `${path} holds that already.` };
    const { turn, call } = this.call;
    const whole = this.options.files.prefix() + path;
    const replaces = this.open()
      .filter((each) => each.path === whole)
      .map(({ proposal }) => proposal);
    await this.options.proposals.propose({
      proposal: newId(),
      path: whole,
      before,
      after,
      turn,
      call,
      replaces,
    });
    return {
      output: `Proposed for ${path} (${sizeOf(before, after)} against the file as it is). It waits for a person to accept it; you read and run the file as if it was.`,
    };
  }

  private open() {
    const prefix = this.options.files.prefix();
    return this.options.proposals
      .list()
      .filter(({ turn, resolved, path }) => turn === this.call.turn && !resolved && path.startsWith(prefix));
  }

  private isHidden(path: string): boolean {
    return this.options.files.isHidden(path);
  }

  private missing(path: string, all: ReadonlyMap<string, string>): string {
    if (this.isHidden(path)) return `"${path}" is closed to you.`;
    const prefix = this.options.files.prefix();
    const name = path.slice(path.lastIndexOf('/') + 1);
    const like =
      path.startsWith(prefix) && all.has(path.slice(prefix.length)) ? path.slice(prefix.length) : undefined;
    const near = like ?? [...all.keys()].find((each) => each.endsWith(name));
    return `There is no file "${path}".${near ? ` Did you mean "${near}"?` : ''}`;
  }
}

/** A file cannot be where a folder is, nor in a file. */
function clash(path: string, all: ReadonlyMap<string, string>): string | undefined {
  for (const other of all.keys()) {
    if (other.startsWith(`${path}/`)) return `"${path}" is a folder.`;
    if (path.startsWith(`${other}/`)) return `"${other}" is a file, not a folder.`;
  }
  return undefined;
}
