import { rowsOf, titleOf } from './each.js';
import { extended, type Fixtures } from './fixtures.js';
import { newSuite, type Body, type Hooks, type Mode, type Options, type Suite } from './suite.js';

interface Flags {
  mode: Mode;
  fails: boolean;
  fixtures?: Fixtures;
  rowAlone?: boolean;
}
interface Told {
  flags: Flags;
  name: string;
  body: Body | undefined;
  options: Options;
  row: unknown[];
}
type Maker = (told: Told) => void;
export interface Collected {
  api: Record<string, unknown>;
  /** Starts a file: what is described from here on is put into the suite it gives. */
  begin(): Suite;
  /** Waits for `describe` bodies that are async. */
  finish(): Promise<void>;
}

/** `describe`, `it`, `test`, hooks and all their variants, writing down what they are told. */
export function collector(): Collected {
  let current = newSuite('', undefined, 'run');
  let waiting: Promise<unknown>[] = [];
  let open = false;
  const mustBeOpen = (what: string): void => {
    if (!open) throw new Error(`${what} was called inside a test, or after its file was read.`);
  };
  const describe: Maker = ({ flags: { mode }, name, body, options, row }) => {
    mustBeOpen('describe()');
    const suite = newSuite(name, current, mode, options);
    current.children.push(suite);
    const outer = current;
    current = suite;
    try {
      const result: unknown = body?.apply(suite.world, row);
      if (result instanceof Promise) waiting.push(result);
    } finally {
      current = outer;
    }
  };
  const it: Maker = ({ flags: { mode, fails, fixtures, rowAlone = false }, name, body, options, row }) => {
    mustBeOpen('test()');
    const asked = body || mode === 'skip' ? mode : 'todo';
    current.children.push({
      name,
      suite: current,
      mode: asked,
      fails,
      body,
      row,
      rowAlone,
      options,
      fixtures,
    });
  };
  const hook = (kind: keyof Hooks) => (body: Body, timeout?: number) => {
    mustBeOpen(`${kind}()`);
    current[kind].push({ body, timeout });
  };
  return {
    api: apiOf(describe, it, hook),
    begin() {
      open = true;
      waiting = [];
      return (current = newSuite('', undefined, 'run'));
    },
    async finish() {
      await Promise.all(waiting);
      open = false;
    },
  };
}

function apiOf(describe: Maker, it: Maker, hook: (kind: keyof Hooks) => unknown): Record<string, unknown> {
  const test = chain(it, { mode: 'run', fails: false });
  const suite = chain(describe, { mode: 'run', fails: false });
  const skipped: Flags = { mode: 'skip', fails: false };
  const only: Flags = { mode: 'only', fails: false };
  return {
    describe: suite,
    suite,
    context: suite,
    specify: test,
    it: test,
    test,
    xit: chain(it, skipped),
    xtest: chain(it, skipped),
    xspecify: chain(it, skipped),
    xdescribe: chain(describe, skipped),
    xcontext: chain(describe, skipped),
    fit: chain(it, only),
    fdescribe: chain(describe, only),
    beforeAll: hook('beforeAll'),
    afterAll: hook('afterAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    before: hook('beforeAll'),
    after: hook('afterAll'),
  };
}

/** One of `it` and `describe` with its variants: `.skip.each`, `.only`, `.skipIf(…)`. */
function chain(make: Maker, flags: Flags): unknown {
  const call = (name: unknown, first?: unknown, second?: unknown): void => {
    make({ ...argumentsOf(flags, first, second), name: nameOf(name), row: [] });
  };
  const each =
    (rowAlone: boolean) =>
    (table: unknown, ...values: unknown[]) =>
    (title: unknown, first: unknown, second?: unknown): void => {
      const told = argumentsOf({ ...flags, rowAlone }, first, second);
      rowsOf(table, values).forEach((row, index) =>
        make({ ...told, name: titleOf(nameOf(title), row, index), row: row.values }),
      );
    };
  const variants: Record<string, () => unknown> = {
    skip: () => chain(make, { ...flags, mode: 'skip' }),
    only: () => chain(make, { ...flags, mode: 'only' }),
    todo: () => chain(make, { ...flags, mode: 'todo' }),
    fails: () => chain(make, { ...flags, fails: true }),
    failing: () => chain(make, { ...flags, fails: true }),
    concurrent: () => chain(make, flags),
    sequential: () => chain(make, flags),
    shuffle: () => chain(make, flags),
    each: () => each(true),
    for: () => (rows: unknown) => each(false)((rows as unknown[]).map((row) => [row])),
    extend: () => (given: unknown) => chain(make, { ...flags, fixtures: extended(flags.fixtures, given) }),
    skipIf: () => (condition: unknown) => chain(make, condition ? { ...flags, mode: 'skip' } : flags),
    runIf: () => (condition: unknown) => chain(make, condition ? flags : { ...flags, mode: 'skip' }),
  };
  for (const [name, get] of Object.entries(variants))
    Object.defineProperty(call, name, { get, enumerable: true });
  return call;
}

function nameOf(name: unknown): string {
  return typeof name === 'function' ? name.name : String(name);
}

interface Said extends Options {
  skip?: unknown;
  only?: unknown;
  todo?: unknown;
  fails?: unknown;
}

/** Jest: `(name, body, timeout)`; Vitest and node:test also `(name, { timeout, skip, … }, body)`. */
function argumentsOf(
  flags: Flags,
  first: unknown,
  second: unknown,
): Pick<Told, 'flags' | 'body' | 'options'> {
  const [given, body] = typeof first === 'function' ? [second, first] : [first, second];
  const said: Said = typeof given === 'number' ? { timeout: given } : ((given ?? {}) as Said);
  const { timeout, retry, repeats } = said;
  return {
    flags: { ...flags, mode: modeOf(said) ?? flags.mode, fails: flags.fails || Boolean(said.fails) },
    body: typeof body === 'function' ? (body as Body) : undefined,
    options: { timeout, retry: timesOf(retry), repeats },
  };
}

function modeOf(said: Said): Mode | undefined {
  return (['skip', 'todo', 'only'] as const).find((mode) => said[mode]);
}

/** `retry: 2`, and as Vitest 4 has it `retry: { count: 2 }`. */
export function timesOf(retry: unknown): number | undefined {
  return typeof retry === 'object' && retry !== null
    ? (retry as { count?: number }).count
    : (retry as number);
}
