import { allows, levelOf, levels, redact, toolNamed, type ToolName } from '../levels/index.js';
import { numberIn, takeInput, textIn, type Input } from './input.js';
import { takePath } from './paths.js';
import type { Call, Outcome, ToolboxOptions } from './ports.js';
import { runCode, runTests } from './runs.js';
import { glob, grep } from './search.js';
import { bash } from './shell/shell.js';
import { linesOf, windowOf } from './text.js';
import { FilesView } from './view.js';

/** What a tool is given. */
interface Use {
  readonly view: FilesView;
  readonly input: Input;
  readonly options: ToolboxOptions;
  readonly signal: AbortSignal;
}

/** What each tool does, a row each. */
const acts: Readonly<Record<ToolName, (use: Use) => Outcome | Promise<Outcome>>> = {
  read_file: readFile,
  write_file: ({ view, input }) => writeTo(view, input, textIn(input, 'content') ?? ''),
  edit_file: editFile,
  grep: ({ view, input }) => grep(view, input),
  glob: ({ view, input }) => glob(view, input),
  list_files: listFiles,
  run_tests: ({ view, input, options, signal }) => runTests(view, input, options, signal),
  run_code: ({ view, input, options, signal }) => runCode(view, input, options, signal),
  bash: ({ view, input, signal }) => bash(view, input, signal),
};

/** The tools of a room. */
export interface Toolbox {
  /**
   * Does what a model asks for, as far as the level lets it, and tells what came of it. Never throws: what cannot be done
   * is an `error` that the model can read. What looks like a secret is taken out.
   */
  call(call: Call, options: { readonly signal: AbortSignal }): Promise<Outcome>;
  /** A file as a turn sees it, with what it has proposed; undefined if there is none. */
  read(turn: string, path: string): string | undefined;
}

/** The tools of a room: they act on its files and on nothing else. */
export const createToolbox = (options: ToolboxOptions): Toolbox => ({
  call: async (call, { signal }) => clean(await use(options, call, signal)),
  read: (turn, path) => new FilesView(options, { turn, call: '' }).all().get(path),
});

async function use(options: ToolboxOptions, call: Call, signal: AbortSignal): Promise<Outcome> {
  const tool = toolNamed(call.name);
  const level = levelOf(options.level());
  if (!tool || !allows(level, tool)) return { error: refusalOf(call.name, level) };
  const input = takeInput(tool, call.input);
  if (input.error !== undefined) return input;
  try {
    signal.throwIfAborted();
    return await acts[tool]({ view: new FilesView(options, call), input: input.ok, options, signal });
  } catch (error) {
    if (signal.aborted) return { error: 'It was stopped.' };
    return { error: `It failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function refusalOf(name: string, level: keyof typeof levels): string {
  if (level === 'off') return 'The assistant is off: it has no tools.';
  const has = `You have ${levels[level].tools.join(', ')}.`;
  const tool = toolNamed(name);
  return tool
    ? `The level "${level}" has no ${tool}, and only interviewers can change the level. ${has}`
    : `There is no tool "${name.slice(0, 100)}". ${has}`;
}

const clean = ({ output, error }: Outcome): Outcome =>
  error === undefined ? { output: redact(output) } : { error: redact(error) };

function readFile({ view, input }: Use): Outcome {
  const file = view.read(input['path']);
  if (file.error !== undefined) return file;
  const { path, text, pending } = file.ok;
  const note = pending ? [`(With your proposal for ${path}, which nobody has accepted yet.)`] : [];
  return {
    output: [...note, windowOf(text, numberIn(input, 'offset'), numberIn(input, 'limit'))].join('\n'),
  };
}

function listFiles({ view, input }: Use): Outcome {
  const files = view.in(input['path']);
  if (files.error !== undefined) return files;
  const rows = files.ok.map(([path, text]) => {
    const marks = [`${linesOf(text)} lines`, ...(view.isReadonly(path) ? ['read-only'] : [])];
    return `${path} (${marks.join(', ')})`;
  });
  return { output: rows.length > 0 ? rows.join('\n') : 'There are no files.' };
}

function writeTo(view: FilesView, input: Input, text: string): Outcome | Promise<Outcome> {
  const path = takePath(input['path']);
  return path.error === undefined ? view.write(path.ok, text) : path;
}

function editFile({ view, input }: Use): Outcome | Promise<Outcome> {
  const file = view.read(input['path']);
  if (file.error !== undefined) return file;
  const { path, text } = file.ok;
  const [old, fresh] = [textIn(input, 'old_string') ?? '', textIn(input, 'new_string') ?? ''];
  if (old === '') return { error: '`old_string` is empty: use write_file for a whole file.' };
  const count = text.split(old).length - 1;
  if (count === 0)
    return {
      error: `\`old_string\` is not in ${path}: read it again, and copy the text as it is, without line numbers.`,
    };
  if (count > 1 && input['replace_all'] !== true)
    return {
      error: `\`old_string\` is in ${path} ${count} times: give more of what is around it, or set \`replace_all\`.`,
    };
  return view.write(
    path,
    text.replaceAll(old, () => fresh),
  );
}
