/** What a test file describes. */
export type Body = (...values: unknown[]) => unknown;
export type Mode = 'run' | 'skip' | 'only' | 'todo';

export interface Test {
  name: string;
  suite: Suite;
  mode: Mode;
  /** A test that must fail. */
  fails: boolean;
  body: Body | undefined;
  /** The values of a row of `.each`. */
  row: unknown[];
  timeout: number | undefined;
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
  children: (Suite | Test)[];
}

export function newSuite(name: string, parent: Suite | undefined, mode: Mode): Suite {
  return { name, parent, mode, children: [], beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
}

export function isSuite(child: Suite | Test): child is Suite {
  return 'children' in child;
}

/** `outer > inner > test`. */
export function fullName(test: Test): string {
  const parts = [test.name];
  for (let at: Suite | undefined = test.suite; at?.parent; at = at.parent) parts.unshift(at.name);
  return parts.join(' > ');
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
