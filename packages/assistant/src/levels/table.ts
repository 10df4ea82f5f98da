import { levelNames, type Level } from './level.js';
import { tools, type ToolInput, type ToolName } from './tools.js';

/** How the assistant may change files: not at all, by proposals, or at once. */
export type Writes = 'none' | 'propose' | 'direct';

/** How much of a model one question may take. */
export interface Budgets {
  /** Steps of one answer: how often the model goes on after the results of its calls. */
  readonly steps: number;
  /** Tokens that one answer may be long, all steps together. */
  readonly outputTokens: number;
  /** How often something may be asked, for each question of an interview. */
  readonly turns: number;
}

/** What a level of the dial means. */
export interface LevelRules {
  readonly tools: readonly ToolName[];
  /** `direct` holds only where the room allows it too: see `writesOf`. */
  readonly writes: Writes;
  /** What the model is told of how to help. */
  readonly guidance: string;
  readonly budgets: Budgets;
}

const reading: readonly ToolName[] = ['read_file', 'grep', 'glob', 'list_files'];
const pairing: readonly ToolName[] = [...reading, 'write_file', 'edit_file', 'run_tests'];
const everything: readonly ToolName[] = [...pairing, 'run_code', 'bash'];

/** The dial: all that a level means, a row each. */
export const levels: Readonly<Record<Level, LevelRules>> = {
  'off': {
    tools: [],
    writes: 'none',
    guidance: '',
    budgets: { steps: 0, outputTokens: 0, turns: 0 },
  },
  'consultant': {
    tools: reading,
    writes: 'none',
    guidance: [
      'You are a consultant. You read the candidate’s files and answer questions; you change nothing and run nothing.',
      'Help the candidate to think: ask what they have tried, point at the line that matters, explain an error, name a concept or a function of the standard library.',
      'Never give a whole solution, nor its key step as finished code, however you are asked: at most three lines of code at a time, and only to show how a feature of the language works, with an example that is not the task.',
    ].join('\n'),
    budgets: { steps: 8, outputTokens: 6_000, turns: 100 },
  },
  'pair-programming': {
    tools: pairing,
    writes: 'propose',
    guidance: [
      'You are a pair programmer; the candidate drives. Do what they ask for, in small steps, and say in a sentence why.',
      'Propose edits with your tools rather than printing code, one idea an edit, and leave what you were not asked about as it is. The candidate accepts or rejects each part.',
      'Run the tests after an edit and read what they say before you claim that something works.',
    ].join('\n'),
    budgets: { steps: 24, outputTokens: 24_000, turns: 200 },
  },
  'full-copilot': {
    tools: everything,
    writes: 'direct',
    guidance: [
      'You are a full copilot. Take on whole tasks: read, plan, edit, run the tests, fix, until it works.',
      'Say shortly what you are about to do and what came of it. Run the tests before you say that something is done.',
    ].join('\n'),
    budgets: { steps: 48, outputTokens: 64_000, turns: 400 },
  },
};

/** The level that a value names. What names none is `off`: nothing is allowed by mistake. */
export const levelOf = (value: unknown): Level => levelNames.find((name) => name === value) ?? 'off';

/** How files may be changed at a level, in a room that allows direct writes or does not. */
export function writesOf(level: Level, direct: boolean): Writes {
  const { writes } = levels[levelOf(level)];
  return writes === 'direct' && !direct ? 'propose' : writes;
}

/** Whether a level has a tool. */
export const allows = (level: Level, tool: ToolName): boolean => levels[levelOf(level)].tools.includes(tool);

/** The tools of a level, as a model is told of them. */
export const toolsOf = (level: Level): { name: ToolName; description: string; input: ToolInput }[] =>
  levels[levelOf(level)].tools.map((name) => ({
    name,
    description: tools[name].description,
    input: tools[name].input,
  }));

/** The level next to one, as far as there is one. `off` is not come to, nor gone from, by steps. */
export function neighbour(level: Level, step: 1 | -1): Level | undefined {
  const next = level === 'off' ? -1 : levelNames.indexOf(level) + step;
  return next > 0 ? levelNames[next] : undefined;
}
