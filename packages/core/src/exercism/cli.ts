import { parseQuestion } from '../question/parse.js';
import { readJson } from '../question/json.js';
import type { Question } from '../question/schema.js';
import { importExercism, type ExercismOptions, type StarterLanguage } from './from-exercism.js';
import { starters } from './starters.js';

/** What the command needs of the world. */
export interface CliWorld {
  read(path: string): Promise<string>;
  /** Writes a file, and the folders that it is in. */
  write(path: string, text: string): Promise<void>;
  print(line: string): void;
  printError(line: string): void;
}
/** The command line, taken apart. */
export interface CliArguments {
  positionals: readonly string[];
  values: { out?: string; language?: string; statement?: string; difficulty?: string; help?: boolean };
}

/** The flags, as `parseArgs` of Node takes them. */
export const cliOptions = {
  out: { type: 'string', short: 'o' },
  language: { type: 'string', short: 'l' },
  statement: { type: 'string' },
  difficulty: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const help = `interview-room-question: makes and checks questions for <interview-room>

  interview-room-question validate FILE…
      Says what is wrong in each question file, with the place of it.

  interview-room-question import-exercism FILE… --out DIR
      Makes a question of Exercism's canonical-data.json.
      --language LIST      of ${Object.keys(starters).join(', ')}; default all
      --statement FILE.md  the problem's text, which canonical data has not; for one FILE at a time
      --difficulty WORD    easy, medium or hard`;

/** Runs the command. Resolves to its exit code. */
export async function runCli({ positionals, values }: CliArguments, world: CliWorld): Promise<number> {
  const [command, ...files] = positionals;
  if (values.help) {
    world.print(help);
    return 0;
  }
  if (command === 'validate' && files.length > 0) return each(files, world, (file) => validate(file, world));
  if (command === 'import-exercism' && files.length > 0 && values.out !== undefined)
    return importAll(files, { ...values, out: values.out }, world);
  world.printError(help);
  return 2;
}

async function importAll(files: string[], values: CliArguments['values'] & { out: string }, world: CliWorld) {
  const problem = problemWith(files, values);
  if (problem) {
    world.printError(problem);
    return 2;
  }
  const options: ExercismOptions = {
    ...(values.language && { languages: values.language.split(',') as StarterLanguage[] }),
    ...(values.difficulty && { difficulty: values.difficulty as Question['difficulty'] }),
    ...(values.statement && { statement: await world.read(values.statement) }),
  };
  return each(files, world, (file) => importOne(file, values.out, options, world));
}

function problemWith(
  files: string[],
  { language, difficulty, statement }: CliArguments['values'],
): string | undefined {
  const unknown = language?.split(',').find((name) => !Object.hasOwn(starters, name));
  if (unknown !== undefined) return `No starter can be written for "${unknown}".`;
  if (difficulty && !['easy', 'medium', 'hard'].includes(difficulty))
    return 'The difficulty is easy, medium or hard.';
  return statement && files.length > 1 ? 'One statement is for one FILE.' : undefined;
}

/** Does it for each file, and goes on after one that fails. */
async function each(
  files: string[],
  world: CliWorld,
  work: (file: string) => Promise<boolean>,
): Promise<number> {
  let good = true;
  for (const file of files) {
    try {
      good = (await work(file)) && good;
    } catch (error) {
      world.printError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      good = false;
    }
  }
  return good ? 0 : 1;
}

async function validate(file: string, world: CliWorld): Promise<boolean> {
  const { problems = [] } = parseQuestion(await world.read(file));
  for (const { path, message } of problems) world.printError(`${file}: ${path ? `${path}: ` : ''}${message}`);
  if (problems.length === 0) world.print(`${file}: a good question`);
  return problems.length === 0;
}

async function importOne(
  file: string,
  out: string,
  options: ExercismOptions,
  world: CliWorld,
): Promise<boolean> {
  const { value, problem } = readJson(await world.read(file));
  if (problem) throw new Error(problem.message);
  const { question, skipped } = importExercism(value, options);
  const path = `${out.replace(/\/$/, '')}/${question.id}.json`;
  await world.write(path, `${JSON.stringify(question, undefined, 2)}\n`);
  world.print(`${path}: ${question.cases?.length ?? 0} cases`);
  for (const { name, property } of skipped)
    world.print(`  left out: "${name}" (${property} is no function to write)`);
  return true;
}
