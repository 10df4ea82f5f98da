import { FixtureStore, namesAsked } from './fixtures.js';
import type { Body } from './options.js';
import type { Test } from './suite.js';
import { within } from './within.js';

/** How a test kit hands a test what it has for it. */
export interface Kit {
  /** Whether tests take a context, as Vitest's and Node's do. */
  contextual: boolean;
  /** Whether `done` comes after it, as in node:test. */
  doneToo: boolean;
  contextOf(test: Test): Record<string, unknown>;
}
export interface Handed {
  values: unknown[];
  byDone: boolean;
}
type Context = Record<string, unknown>;

export function handing(body: Body, row: unknown[], kit: Kit, context: Context | undefined): Handed {
  const values = context && kit.contextual ? [...row, context] : row;
  return { values, byDone: (!kit.contextual || kit.doneToo) && body.length > values.length };
}

/** What one run of a test and of its hooks is handed: the values of the row, the context, and in it the fixtures. */
export class Giving {
  private readonly context: Context;
  private readonly store: FixtureStore;
  private readonly kit: Kit;

  constructor(
    private readonly test: Test,
    kit: Kit,
    shared: FixtureStore,
  ) {
    this.context = kit.contextOf(test);
    this.kit = test.fixtures ? { ...kit, contextual: true } : kit;
    this.store = new FixtureStore(shared);
  }

  /** Makes the fixtures that a function asks for in its parameter at `index`. */
  async prepare(body: Body, index: number, timeout: number): Promise<void> {
    const { fixtures, name } = this.test;
    if (!fixtures) return;
    const make = (): Promise<void> => this.store.give(this.context, fixtures, namesAsked(body, index));
    await this.inTime(make, `A fixture of the test "${name}"`, timeout);
  }

  to(body: Body, row: unknown[] = [], rowAlone = false): Handed {
    return handing(body, row, this.kit, rowAlone ? undefined : this.context);
  }

  /** Takes the fixtures down; gives what failed. */
  async finish(timeout: number): Promise<unknown[]> {
    const what = `Taking down the fixtures of the test "${this.test.name}"`;
    const end = (): Promise<unknown[]> => this.store.finish();
    return this.test.fixtures
      ? ((await this.inTime(end, what, timeout).catch((error) => [error])) as unknown[])
      : [];
  }

  private inTime(body: Body, what: string, timeout: number): Promise<unknown> {
    return within({ body, world: {}, values: [], timeout, byDone: false, what });
  }
}
