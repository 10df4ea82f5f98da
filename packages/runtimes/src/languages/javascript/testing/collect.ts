import { rowsOf, titleOf } from './each.js';
import { newSuite, type Body, type Hooks, type Mode, type Suite } from './suite.js';

interface Flags {
  mode: Mode;
  fails: boolean;
}
type Maker = (
  flags: Flags,
  name: string,
  body: Body | undefined,
  timeout: number | undefined,
  row: unknown[],
) => void;
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
  const describe: Maker = ({ mode }, name, body, _timeout, row) => {
    mustBeOpen('describe()');
    const suite = newSuite(name, current, mode);
    current.children.push(suite);
    const outer = current;
    current = suite;
    try {
      const result = body?.(...row);
      if (result instanceof Promise) waiting.push(result);
    } finally {
      current = outer;
    }
  };
  const it: Maker = ({ mode, fails }, name, body, timeout, row) => {
    mustBeOpen('test()');
    current.children.push({
      name,
      suite: current,
      mode: body || mode === 'skip' ? mode : 'todo',
      fails,
      body,
      row,
      timeout,
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
    it: test,
    test,
    xit: chain(it, skipped),
    xtest: chain(it, skipped),
    xdescribe: chain(describe, skipped),
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
    const { body, timeout } = argumentsOf(first, second);
    make(flags, nameOf(name), body, timeout, []);
  };
  const each =
    (table: unknown, ...values: unknown[]) =>
    (title: unknown, first: unknown, second?: unknown): void => {
      const { body, timeout } = argumentsOf(first, second);
      rowsOf(table, values).forEach((row, index) =>
        make(flags, titleOf(nameOf(title), row, index), body, timeout, row.values),
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
    each: () => each,
    for: () => (rows: unknown) => each((rows as unknown[]).map((row) => [row])),
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

/** Jest: `(name, body, timeout)`; Vitest also `(name, { timeout }, body)`. */
function argumentsOf(
  first: unknown,
  second: unknown,
): { body: Body | undefined; timeout: number | undefined } {
  const [options, body] = typeof first === 'function' ? [second, first] : [first, second];
  const timeout =
    typeof options === 'number' ? options : (options as { timeout?: number } | undefined)?.timeout;
  return { body: typeof body === 'function' ? (body as Body) : undefined, timeout };
}
