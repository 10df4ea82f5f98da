/** The tools of the assistant, by the names that models are told. */
export const toolNames = [
  'read_file',
  'write_file',
  'edit_file',
  'grep',
  'glob',
  'list_files',
  'run_tests',
  'run_code',
  'bash',
] as const;
/** A tool of the assistant. */
export type ToolName = (typeof toolNames)[number];

/** What calling a tool may do to the room: nothing, run what is there, or change files. */
export type ToolEffect = 'read' | 'run' | 'write';

/** The JSON Schema of a tool's arguments. */
export interface ToolInput {
  readonly [key: string]: unknown;
  readonly type: 'object';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** A tool as the dial knows it. */
export interface Tool {
  readonly description: string;
  readonly input: ToolInput;
  readonly effect: ToolEffect;
  /** Other names that models know it by. */
  readonly aliases: readonly string[];
}

const text = (description: string) => ({ type: 'string', description });
const whole = (description: string) => ({ type: 'integer', minimum: 1, description });
const flag = (description: string) => ({ type: 'boolean', description });
const input = (properties: Record<string, unknown>, required: readonly string[] = []): ToolInput => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const path = text('Path of the file in the workspace, such as "main.py".');

/** Every tool. All act on the files of the question that is open, in its language, and on nothing else. */
export const tools: Readonly<Record<ToolName, Tool>> = {
  read_file: {
    description:
      'Reads a file of the workspace, with line numbers. Long files come in windows: ask for more with `offset` and `limit`.',
    input: input(
      {
        path,
        offset: whole('The first line that is wanted, from 1.'),
        limit: whole('How many lines are wanted.'),
      },
      ['path'],
    ),
    effect: 'read',
    aliases: ['Read'],
  },
  write_file: {
    description:
      'Writes a whole file, new or in place of what it holds. Use `edit_file` for a change to a part. Unless writing without asking is allowed, this is a proposal that the person accepts or rejects; your own reads and runs see it at once.',
    input: input({ path, content: text('All that the file is to hold.') }, ['path', 'content']),
    effect: 'write',
    aliases: ['Write'],
  },
  edit_file: {
    description:
      'Replaces text in a file. `old_string` must be in the file exactly once, white space and all, unless `replace_all` is true. A proposal, as with `write_file`.',
    input: input(
      {
        path,
        old_string: text('The text to replace, as it is in the file, without line numbers.'),
        new_string: text('What it becomes.'),
        replace_all: flag('Replace every occurrence.'),
      },
      ['path', 'old_string', 'new_string'],
    ),
    effect: 'write',
    aliases: ['Edit'],
  },
  grep: {
    description: 'Finds lines in the files of the workspace by a regular expression (RE2: no look-around).',
    input: input(
      {
        pattern: text('What to look for.'),
        path: text('Only in this file or folder.'),
        glob: text('Only in files whose path is like this, such as "*.py".'),
        literal: flag('Take the pattern as plain text.'),
        ignore_case: flag('Take capitals and small letters as the same.'),
      },
      ['pattern'],
    ),
    effect: 'read',
    aliases: ['Grep'],
  },
  glob: {
    description: 'Lists files whose path is like a pattern, such as "**/*.py".',
    input: input({ pattern: text('The pattern: `*`, `**`, `?`, `[a-z]`, `{a,b}`.') }, ['pattern']),
    effect: 'read',
    aliases: ['Glob'],
  },
  list_files: {
    description: 'Lists all files of the workspace, with their length and whether they may be changed.',
    input: input({ path: text('Only in this folder.') }),
    effect: 'read',
    aliases: [],
  },
  run_tests: {
    description:
      'Runs the tests of the question on the files as they are with your open proposals, and tells what passed and what failed.',
    input: input({ only: text('Only tests whose name has this in it.') }),
    effect: 'run',
    aliases: [],
  },
  run_code: {
    description:
      'Runs the program of the workspace, with your open proposals, in a sandbox without network, and gives what it prints.',
    input: input({
      path: text('The file to start with. Without it, the file that the question starts with.'),
      stdin: text('What the program reads from its standard input.'),
      args: { type: 'array', items: { type: 'string' }, description: 'The arguments of the program.' },
    }),
    effect: 'run',
    aliases: [],
  },
  bash: {
    description:
      'Runs a command in a simulated shell over the files of the workspace (ls, cat, sed, awk, sort, diff and the like; no network, no interpreters). Files that it changes are proposals, as with `write_file`.',
    input: input({ command: text('The command.') }, ['command']),
    effect: 'write',
    aliases: ['Bash'],
  },
};

const byName: ReadonlyMap<string, ToolName> = new Map(
  toolNames.flatMap((name) => [name, ...tools[name].aliases].map((each) => [each, name] as const)),
);

/** The tool that a model means, by its name or another that models know it by. Capitals count. */
export const toolNamed = (name: string): ToolName | undefined => byName.get(name);
