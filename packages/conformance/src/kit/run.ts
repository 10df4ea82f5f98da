import { Mismatch, Skip, type Check, type Probe, type Suite, type Target } from './check.js';

/** What came of one check. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly source?: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  /** Why it failed or was skipped. */
  readonly why?: string;
  /** What should have come, and what came; where a check knows. */
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** What the check noted on its way, where it failed: the last frames. */
  readonly notes?: readonly { readonly what: string; readonly value: unknown }[];
}

/** What came of all checks of a dialect. */
export interface Report {
  readonly url: string;
  readonly dialect: string;
  readonly variant: string;
  readonly results: readonly Result[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many checks only other variants have. */
  readonly elsewhere: number;
}

export interface RunOptions {
  /** How long one check may take, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told of each result as it comes. */
  readonly onResult?: (result: Result) => void;
}

const TIMEOUT = 15_000;
const GRACE = 500;
/** So many of the last notes are kept. */
const NOTES = 20;

/** Runs the checks of a suite against a backend, in order: one that fails does not end the rest. */
export async function runSuite(suite: Suite, target: Target, options: RunOptions = {}): Promise<Report> {
  const variant = target.variant || (suite.variants[0] ?? '');
  if (!suite.variants.includes(variant))
    throw new TypeError(
      `"${suite.dialect}" has no variant "${variant}". It has ${suite.variants.join(', ')}.`,
    );
  const shared = new Map<string, unknown>();
  const results: Result[] = [];
  const known = { ...target, dialect: suite.dialect, variant };
  const own = suite.checks.filter(({ variants }) => !variants || variants.includes(variant));
  for (const check of own) {
    if (options.signal?.aborted) break;
    const result = await runCheck(check, { ...known, shared }, options);
    results.push(result);
    options.onResult?.(result);
  }
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT);
  await suite.end?.({ ...known, shared, signal, note: () => undefined })?.catch(() => undefined);
  const count = (outcome: Result['outcome']) => results.filter((each) => each.outcome === outcome).length;
  const { url, dialect } = known;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const elsewhere = suite.checks.length - own.length;
  return { url, dialect, variant, results, ...counts, elsewhere };
}

async function runCheck(
  check: Check,
  target: Omit<Probe, 'signal' | 'note'>,
  { timeoutMs = TIMEOUT, signal: stop }: RunOptions,
): Promise<Result> {
  const { id, title, capability, source } = check;
  const about = { id, title, capability, ...(source !== undefined && { source }) };
  const began = Date.now();
  const notes: { what: string; value: unknown }[] = [];
  const note: Probe['note'] = (what, value) => {
    notes.push({ what, value });
    if (notes.length > NOTES) notes.shift();
  };
  const limit = new AbortController();
  const signal = stop ? AbortSignal.any([limit.signal, stop]) : limit.signal;
  const outcome = await settled(check, { ...target, signal, note }, limit, timeoutMs);
  const failed = outcome.outcome === 'failed' && notes.length > 0;
  return { ...about, ...outcome, ms: Date.now() - began, ...(failed && { notes }) };
}

type Outcome = Pick<Result, 'outcome' | 'why' | 'expected' | 'actual'>;

async function settled(
  check: Check,
  probe: Probe,
  limit: AbortController,
  timeoutMs: number,
): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      limit.abort();
      // What a check waited for it says itself, if it is told that its time is up.
      const why = `It was not done after ${timeoutMs / 1000} s.`;
      timer = setTimeout(() => resolve({ outcome: 'failed', why }), GRACE);
    }, timeoutMs);
  });
  const run = async (): Promise<Outcome> => check.run(probe).then(passed, outcomeOf);
  const outcome = await Promise.race([run(), late]);
  clearTimeout(timer);
  limit.abort();
  return outcome;
}

const passed = (): Outcome => ({ outcome: 'passed' });

function outcomeOf(error: unknown): Outcome {
  if (error instanceof Skip) return { outcome: 'skipped', why: error.message };
  const why = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Mismatch)) return { outcome: 'failed', why };
  return { outcome: 'failed', why, expected: error.expected, actual: error.actual };
}

/** How a part of a backend stands. */
export interface Capability {
  readonly name: string;
  /** `none`: the dialect has no such part. `untold`: all of its checks were skipped. */
  readonly state: 'works' | 'broken' | 'untold' | 'none';
  readonly passed: number;
  readonly of: number;
}

/** The parts that a backend may have, in the order in which they are shown. */
export const capabilityNames = [
  'session',
  'log',
  'question',
  'files',
  'chat',
  'terminal',
  'execution',
  'events',
  'tasks',
] as const;

/** The table of capabilities: what of each part works. */
export function capabilitiesOf({ results }: Pick<Report, 'results'>): Capability[] {
  const others = results.map(({ capability }) => capability);
  return [...new Set<string>([...capabilityNames, ...others])].map((name) => {
    const own = results.filter(({ capability }) => capability === name);
    const passed = own.filter(({ outcome }) => outcome === 'passed').length;
    const failed = own.some(({ outcome }) => outcome === 'failed');
    const state = own.length === 0 ? 'none' : failed ? 'broken' : passed > 0 ? 'works' : 'untold';
    return { name, state, passed, of: own.length };
  });
}
