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
  /** How many checks were not made, because the kit was stopped. */
  readonly unmade: number;
}

export interface RunOptions {
  /** How long one check may take, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told of each result as it comes. */
  readonly onResult?: (result: Result) => void;
  /** Told of each check before it is made, and how many there are. */
  readonly onCheck?: (check: Check, at: number, of: number) => void;
}

const TIMEOUT = 15_000;
const GRACE = 500;
/** So long it may take to let go of what the checks made. */
const END = 3_000;
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
  for (const [at, check] of own.entries()) {
    if (options.signal?.aborted) break;
    options.onCheck?.(check, at + 1, own.length);
    const result = await runCheck(check, { ...known, shared }, options);
    // What was under way says nothing of the backend.
    if (options.signal?.aborted) break;
    results.push(result);
    options.onResult?.(result);
  }
  const signal = AbortSignal.timeout(END);
  await suite.end?.({ ...known, shared, signal, note: () => undefined })?.catch(() => undefined);
  const count = (outcome: Result['outcome']) => results.filter((each) => each.outcome === outcome).length;
  const { url, dialect } = known;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const elsewhere = suite.checks.length - own.length;
  const unmade = own.length - results.length;
  return { url, dialect, variant, results, ...counts, elsewhere, unmade };
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
  const outcome = await settled(check, { ...target, note }, stop, timeoutMs);
  const failed = outcome.outcome === 'failed' && notes.length > 0;
  return { ...about, ...outcome, ms: Date.now() - began, ...(failed && { notes }) };
}

type Outcome = Pick<Result, 'outcome' | 'why' | 'expected' | 'actual'>;

async function settled(
  check: Check,
  probe: Omit<Probe, 'signal'>,
  stop: AbortSignal | undefined,
  timeoutMs: number,
): Promise<Outcome> {
  const over = new AbortController();
  const signal = stop ? AbortSignal.any([over.signal, stop]) : over.signal;
  const run = async (): Promise<Outcome> => check.run({ ...probe, signal }).then(passed, outcomeOf);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    // What a check waited for it says itself, if it is told that its time is up.
    const end = () => void (timer = setTimeout(() => resolve(outcomeOf(signal.reason)), GRACE));
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    timer = setTimeout(
      () => over.abort(new Error(`It was not done after ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
  });
  const outcome = await Promise.race([run(), late]);
  over.abort();
  clearTimeout(timer);
  return outcome;
}

const passed = (): Outcome => ({ outcome: 'passed' });

function outcomeOf(error: unknown): Outcome {
  if (error instanceof Skip) return { outcome: 'skipped', why: error.message };
  if (!(error instanceof Mismatch)) return { outcome: 'failed', why: wordsOf(error) };
  return { outcome: 'failed', why: error.message, expected: error.expected, actual: error.actual };
}

/** What went wrong, and where that is only "fetch failed", why it did. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = (error.cause ?? {}) as { code?: unknown; message?: unknown };
  const why = code ?? message;
  return why === undefined ? error.message : `${error.message} (${String(why)})`;
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
