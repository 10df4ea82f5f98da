import { textIn, type Input } from './input.js';
import type { Outcome, ToolRunEvent, ToolboxOptions } from './ports.js';
import { takePath } from './paths.js';
import { cut } from './text.js';
import type { FilesView } from './view.js';

const LONGEST_OUTPUT = 8_000;
const LONGEST_REPORT = 16_000;
const LONGEST_TEST = 2_000;

type Test = Extract<ToolRunEvent, { type: 'test' }>;
type Exit = Extract<ToolRunEvent, { type: 'exit' }>;
type Summary = Extract<ToolRunEvent, { type: 'summary' }>;

/** What a run printed and how it ended. What is printed beyond a bound is not kept. */
interface Ran {
  printed: string;
  tests: Test[];
  summary?: Summary;
  exit?: Exit;
}

async function follow(events: AsyncIterable<ToolRunEvent>): Promise<Ran> {
  const ran: Ran = { printed: '', tests: [] };
  for await (const event of events) {
    if (event.type === 'stdout' || event.type === 'stderr')
      ran.printed = cut(ran.printed + event.text, LONGEST_OUTPUT * 2);
    else if (event.type === 'test') ran.tests.push(event);
    else if (event.type === 'summary') ran.summary = event;
    else if (event.type === 'exit') ran.exit = event;
  }
  return ran;
}

/** What a run is made of: the files that may be changed, with what is proposed for them. */
function filesOf(view: FilesView): Record<string, string> {
  return Object.fromEntries([...view.all()].filter(([path]) => !view.isReadonly(path)));
}

function pendingNote(view: FilesView): string[] {
  const paths = [...view.pending().keys()];
  return paths.length === 0
    ? []
    : [`Run with your proposals for ${paths.join(', ')}, which nobody has accepted yet.`];
}

export async function runTests(
  view: FilesView,
  input: Input,
  { runner }: ToolboxOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const note = pendingNote(view);
  const ran = await follow(runner.test({ files: filesOf(view), signal }));
  const only = textIn(input, 'only');
  const tests = only ? ran.tests.filter(({ name }) => name.includes(only)) : ran.tests;
  const report = [
    ...note,
    verdict(ran),
    ...ending(ran.exit),
    ...tests.filter(isBad).map(describe),
    ...passedNames(tests),
  ];
  if (ran.tests.length === 0) report.push(...printed(ran));
  return { output: cut(report.join('\n'), LONGEST_REPORT) };
}

export async function runCode(
  view: FilesView,
  input: Input,
  { runner }: ToolboxOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const entry = input['path'] === undefined ? undefined : takePath(input['path']);
  if (entry?.error !== undefined) return entry;
  if (entry && !view.all().has(entry.ok)) return { error: `There is no file "${entry.ok}".` };
  const stdin = textIn(input, 'stdin');
  const args = input['args'] as readonly string[] | undefined;
  const note = pendingNote(view);
  const ran = await follow(
    runner.run({
      files: filesOf(view),
      signal,
      ...(entry && { entry: entry.ok }),
      ...(stdin !== undefined && { stdin }),
      ...(args && { args }),
    }),
  );
  return { output: [...note, ...printed(ran), ...ending(ran.exit)].join('\n') };
}

const isBad = ({ status }: Test): boolean => status === 'failed' || status === 'error';

function verdict({ tests, summary }: Ran): string {
  const total = summary?.total ?? tests.length;
  if (total === 0) return 'No test ran.';
  const passed = summary?.passed ?? tests.filter(({ status }) => status === 'passed').length;
  return passed === total ? `All ${total} tests pass.` : `${passed} of ${total} tests pass.`;
}

function describe({ name, status, message, expected, actual, output }: Test): string {
  const rows = [
    `${status === 'error' ? 'ERROR' : 'FAILED'} ${name}`,
    message && cut(message, LONGEST_TEST),
    expected !== undefined && `expected: ${cut(expected, LONGEST_TEST)}`,
    actual !== undefined && `actual: ${cut(actual, LONGEST_TEST)}`,
    output && `printed: ${cut(output, LONGEST_TEST)}`,
  ];
  return rows.filter(Boolean).join('\n  ');
}

function passedNames(tests: readonly Test[]): string[] {
  const names = tests.filter(({ status }) => status === 'passed').map(({ name }) => name);
  return names.length > 0 ? [`Passed: ${names.slice(0, 100).join(', ')}`] : [];
}

const printed = ({ printed }: Ran): string[] => [
  printed === '' ? '(Nothing was printed.)' : cut(printed, LONGEST_OUTPUT),
];

function ending(exit: Exit | undefined): string[] {
  if (!exit || exit.outcome === 'ok') return [];
  const { error } = exit;
  const why = error ? `: ${cut(error.stack ?? `${error.name}: ${error.message}`, LONGEST_TEST)}` : '';
  return [`The run ended with "${exit.outcome}" (exit code ${exit.exitCode})${why}`];
}
