import { parseExpressionAt, type Node, type Pattern } from 'acorn';
import { NativePromise } from './safe.js';
import type { Body } from './options.js';

/** What a test can ask for by name, as Vitest's `test.extend` takes it. */
export interface Fixture {
  name: string;
  value: unknown;
  /** What it asks for in turn. Undefined where it is a plain value. */
  needs: string[] | undefined;
  auto: boolean;
  /** Made once for all tests of the file. */
  shared: boolean;
  /** The one of the same name that it takes the place of, and may ask for. */
  under: Fixture | undefined;
}
export type Fixtures = ReadonlyMap<string, Fixture>;

/** Those there were and those given: values, functions `(context, use)`, or either with options. */
export function extended(before: Fixtures | undefined, given: unknown): Fixtures {
  if (typeof given !== 'object' || given === null)
    throw new TypeError('test.extend() takes an object of fixtures here: test.extend({ name: … }).');
  const all = new Map(before);
  for (const [name, said] of Object.entries(given)) all.set(name, fixtureOf(name, said, before?.get(name)));
  return all;
}

function fixtureOf(name: string, said: unknown, under: Fixture | undefined): Fixture {
  const [value, options] = withOptions(said) ? said : [said, {}];
  const needs = typeof value === 'function' ? namesAsked(value as Body, 0) : undefined;
  const shared = options.scope === 'file' || options.scope === 'worker';
  return { name, value, needs, auto: options.auto === true, shared, under };
}

interface FixtureOptions {
  auto?: boolean;
  scope?: string;
  injected?: boolean;
}
function withOptions(said: unknown): said is [unknown, FixtureOptions] {
  if (!Array.isArray(said) || said.length !== 2) return false;
  const options: unknown = said[1];
  return (
    typeof options === 'object' &&
    options !== null &&
    ['auto', 'scope', 'injected'].some((key) => key in options)
  );
}

type Parsed = Node & { params?: Pattern[]; properties?: { value: { params: Pattern[] } }[] };

/** The names that a function takes out of its argument: `({ db, user: { name } }) => …` asks for `db` and `user`. */
export function namesAsked(body: Body, index: number): string[] {
  const pattern = parametersOf(String(body))[index];
  if (pattern?.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) => {
    if (property.type === 'RestElement')
      throw new Error('A test names the fixtures it asks for: "...rest" cannot be told apart.');
    const { key } = property;
    return key.type === 'Identifier' ? [key.name] : [];
  });
}

function parametersOf(text: string): Pattern[] {
  const parse = (source: string): Parsed => parseExpressionAt(source, 0, { ecmaVersion: 'latest' }) as Parsed;
  try {
    return parse(`(${text})`).params ?? [];
  } catch {
    // A method of an object is no expression by itself.
    return parse(`({${text}})`).properties?.[0]?.value.params ?? [];
  }
}

interface Made {
  value: unknown;
  stop(): Promise<void>;
}

/** Fixtures as they are made: each once, and taken down again, the last first. */
export class FixtureStore {
  private readonly made = new Map<Fixture, Promise<Made>>();
  /** Those that stand at their `use()`. */
  private standing: Made[] = [];

  /** `around` keeps those that all tests of a file share. */
  constructor(private readonly around?: FixtureStore) {}

  /** Makes what is asked for, and what is made for every test, and puts it among what the test is handed. */
  async give(context: Record<string, unknown>, fixtures: Fixtures, asked: readonly string[]): Promise<void> {
    for (const fixture of fixtures.values())
      if (fixture.auto || asked.includes(fixture.name))
        context[fixture.name] = await this.value(fixture, fixtures, context);
  }

  /** Takes all down. What fails is given back; nothing is left out for it. */
  async finish(): Promise<unknown[]> {
    const failed: unknown[] = [];
    for (const { stop } of this.standing.reverse())
      await stop().catch((error: unknown) => failed.push(error));
    this.standing = [];
    this.made.clear();
    return failed;
  }

  private async value(fixture: Fixture, fixtures: Fixtures, context: object): Promise<unknown> {
    const { needs, shared, value } = fixture;
    if (!needs) return value;
    if (shared && this.around) return this.around.value(fixture, fixtures, context);
    const known = this.made.get(fixture);
    if (known) return (await known).value;
    const own: Record<string, unknown> = { ...context };
    for (const name of needs) {
      const needed = name === fixture.name ? fixture.under : fixtures.get(name);
      if (needed) own[name] = await this.value(needed, fixtures, context);
    }
    const making = make(fixture, own);
    this.made.set(fixture, making);
    const made = await making;
    this.standing.push(made);
    return made.value;
  }
}

/** Runs a fixture up to its `use(value)`, where it stands until it is stopped. */
function make({ name, value }: Fixture, context: object): Promise<Made> {
  return new NativePromise((resolve, reject) => {
    let goOn: () => void = () => undefined;
    const held = new NativePromise<void>((release) => (goOn = release));
    const use = (given: unknown): Promise<void> => {
      const stop = async (): Promise<void> => {
        goOn();
        await ended;
      };
      resolve({ value: given, stop });
      return held;
    };
    const run = async (): Promise<void> => void (await (value as Body)(context, use));
    const ended = run();
    ended.then(() => reject(new Error(`The fixture "${name}" ended without calling use().`)), reject);
  });
}
