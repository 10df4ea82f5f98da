import type { Fixtures } from './fixtures.js';
import type { Body, Mode, Options } from './options.js';
import { worldOf } from './world.js';

export type { Body, Mode, Options };

/** What a test file describes. */
export interface Test {
  name: string;
  suite: Suite;
  mode: Mode;
  /** A test that must fail. */
  fails: boolean;
  body: Body | undefined;
  /** The values of a row of `.each` or `.for`. */
  row: unknown[];
  /** `.each` hands over its row alone, all others what the kit has for a test too. */
  rowAlone: boolean;
  options: Options;
  fixtures: Fixtures | undefined;
}
export interface Hooks {
  beforeAll: Hook[];
  afterAll: Hook[];
  beforeEach: Hook[];
  afterEach: Hook[];
}
export interface Hook {
  body: Body;
  timeout: number | undefined;
}
export interface Suite extends Hooks {
  name: string;
  parent: Suite | undefined;
  mode: Mode;
  options: Options;
  /** `this` of its hooks and tests, as Mocha has it. */
  world: object;
  children: (Suite | Test)[];
}

export function newSuite(name: string, parent: Suite | undefined, mode: Mode, options: Options = {}): Suite {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  return { name, parent, mode, options, world: worldOf(options, parent?.world), children: [], ...hooks };
}

/** What holds for a test: what it says itself, else the nearest suite around it. */
export function optionsOf(test: Test): Options {
  const all: Options[] = [test.options];
  for (let at: Suite | undefined = test.suite; at; at = at.parent) all.unshift(at.options);
  const said = all.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
  );
  return Object.assign({}, ...said) as Options;
}

export function isSuite(child: Suite | Test): child is Suite {
  return 'children' in child;
}

/** `outer > inner > test`. */
export function fullName(test: Test): string {
  return namesOf(test).join(' > ');
}

export function namesOf(test: Test): string[] {
  const parts = [test.name];
  for (let at: Suite | undefined = test.suite; at?.parent; at = at.parent) parts.unshift(at.name);
  return parts;
}

export function testsIn(suite: Suite): Test[] {
  return suite.children.flatMap((child) => (isSuite(child) ? testsIn(child) : [child]));
}

/** Where something is marked `only`, all else is skipped. */
export function isWanted(test: Test, anyOnly: boolean): boolean {
  if (test.mode === 'skip' || test.mode === 'todo' || !test.body) return false;
  let only = test.mode === 'only';
  for (let at: Suite | undefined = test.suite; at; at = at.parent) {
    if (at.mode === 'skip' || at.mode === 'todo') return false;
    only ||= at.mode === 'only';
  }
  return only || !anyOnly;
}

export function hasOnly(suite: Suite): boolean {
  return suite.children.some((child) => child.mode === 'only' || (isSuite(child) && hasOnly(child)));
}
