import { execute, toolchains, type Toolchain } from '../execute/index.js';
import type { AskedTest } from './questions.js';
import type { Context, Route } from './router.js';
import type { Interview } from './state.js';

/** What came of a test, hidden ones with what they expect: the known fault. */
interface Result {
  name: string;
  passed: boolean;
  actualOutput: string;
  expectedOutput: string;
  error: string | null;
  duration: number;
}
interface Order {
  code: string;
  language: string;
  fileName?: string;
  testCases?: AskedTest[];
}

const SPAN = 60_000;
/** Looked for once: it takes as long as a short program does. */
let found: readonly Toolchain[] | undefined;
const runs = new WeakMap<Interview, number[]>();

/** Tests, run by the backend. */
export const runRoutes: readonly Route[] = [
  { method: 'POST', path: 'run-tests', variants: ['streamed'], handle: runStreamed },
  { method: 'POST', path: 'run-tests', handle: runAtOnce },
];

/** How long to wait, in seconds, where it was run too often. */
function tooOften({ world, interview }: Context): number | undefined {
  const now = Date.now();
  const recent = (runs.get(interview) ?? []).filter((at) => at > now - SPAN);
  runs.set(interview, recent);
  if (recent.length >= world.manner.runsPerMinute) return Math.ceil(((recent[0] ?? now) + SPAN - now) / 1000);
  recent.push(now);
  return undefined;
}

function orderOf(context: Context): Order | undefined {
  const retryAfter = tooOften(context);
  if (retryAfter !== undefined) {
    context.fail(429, 'Too many test runs', { retryAfter });
    return undefined;
  }
  const { code, language } = (context.body ?? {}) as Partial<Order>;
  if (typeof code === 'string' && typeof language === 'string') return context.body as Order;
  context.fail(400, 'code and language are required');
  return undefined;
}

const testsOf = ({ interview }: Context, { testCases }: Order): AskedTest[] =>
  testCases ?? interview.question?.testCases ?? [];

async function runAtOnce(context: Context): Promise<void> {
  const order = orderOf(context);
  if (!order) return;
  const began = Date.now();
  const results: Result[] = [];
  for (const test of testsOf(context, order)) results.push(await perform(order, test));
  const passed = results.filter((each) => each.passed).length;
  const total = results.length;
  context.ok({ passed, failed: total - passed, total, results, executionTime: Date.now() - began });
}

async function runStreamed(context: Context): Promise<void> {
  const order = orderOf(context);
  if (!order) return;
  const tests = testsOf(context, order);
  const listener = context.stream();
  listener.send('start', { totalTests: tests.length });
  let passed = 0;
  for (const test of tests) {
    const { actualOutput: output, ...result } = await perform(order, test);
    passed += result.passed ? 1 : 0;
    listener.send('test_result', { ...result, output });
  }
  const total = tests.length;
  if (!context.world.faults.missingComplete) listener.send('done', { summary: { total, passed, failed: total - passed } }); // prettier-ignore
  listener.close();
}

async function perform({ code, language }: Order, test: AskedTest): Promise<Result> {
  const { name, input, expectedOutput } = test;
  found ??= toolchains();
  const toolchain = found.find((each) => each.language === language || each.aliases.includes(language)); // prettier-ignore
  const result = { name, passed: false, actualOutput: '', expectedOutput, duration: 0 };
  if (!toolchain) return { ...result, error: `${language} is not supported` };
  const { entry } = toolchain;
  const limits = { args: [], wallMs: 5_000, memoryMb: 512, outputBytes: 65_536 };
  const { run, compile } = await execute({ toolchain, files: { [entry]: code }, entry, stdin: `${input}\n`, ...limits }); // prettier-ignore
  const failed =
    run?.code === 0 ? null : (run?.stderr || compile?.stderr || 'It did not end well').slice(-2000);
  const actualOutput = (run?.stdout ?? '').trimEnd();
  const duration = run?.wallMs ?? 0;
  return { ...result, passed: failed === null && actualOutput === expectedOutput, actualOutput, error: failed, duration }; // prettier-ignore
}
