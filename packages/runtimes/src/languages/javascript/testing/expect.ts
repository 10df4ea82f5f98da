import {
  addCustomEqualityTesters,
  AsymmetricMatcher,
  ASYMMETRIC_MATCHERS_OBJECT,
  customMatchers,
  getState,
  GLOBAL_EXPECT,
  JEST_MATCHERS_OBJECT,
  MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import * as chai from 'chai';
import type { Guard } from './guard.js';
import { apply, settled } from './safe.js';
import { makePoll } from './poll.js';
import { beginRunning } from './running.js';
import { addSnapshots } from './snapshots.js';
import { beginSnapshots } from './stored.js';
import { makeSoft, softly } from './soft.js';
import { addThrowing } from './throwing.js';

export type Expect = ((value: unknown, message?: string) => Chai.Assertion) & Record<string, unknown>;
interface State {
  assertionCalls: number;
  expectedAssertionsNumber: number | null;
  isExpectingAssertions: boolean;
}

/** What the library keeps on the global object, where candidate code could reach it. */
export function keptByLibrary(): Record<string, object> {
  const world = globalThis as unknown as Record<symbol, object>;
  const { matchers, customEqualityTesters } = world[JEST_MATCHERS_OBJECT as unknown as symbol] as {
    matchers: object;
    customEqualityTesters: object;
  };
  // Its own properties would shadow its methods.
  Object.freeze(world[MATCHERS_OBJECT as unknown as symbol]);
  return {
    matchers: matchers,
    testers: customEqualityTesters,
    matcher: AsymmetricMatcher.prototype as object,
  };
}

let guard: Guard | undefined;
let ready: Expect | undefined;

/** Vitest's own `expect`, with Jest's names, every use of it watched. There is one a worker. */
export function makeExpect(): Expect {
  if (ready) return ready;
  chai.use(JestExtend);
  chai.use(JestChaiExpect);
  chai.use(JestAsymmetricMatchers);
  chai.use(addSnapshots);
  ready = ((value: unknown, message?: string) => {
    guard?.check();
    const state = getState(ready as never) as unknown as State;
    setState({ assertionCalls: state.assertionCalls + 1 } as never, ready as never);
    return chai.expect(value, message);
  }) as Expect;
  Object.assign(ready, chai.expect);
  const parts = (globalThis as unknown as Record<symbol, object>)[
    ASYMMETRIC_MATCHERS_OBJECT as unknown as symbol
  ];
  Object.assign(ready, parts, {
    getState: () => getState(ready as never),
    setState: (state: object) => setState(state as never, ready as never),
    extend: (matchers: Record<string, unknown>) => {
      extend(matchers);
      watchMatchers(Object.keys(matchers));
    },
    addEqualityTesters: (testers: never[]) => {
      guard?.allow(keptByLibrary()['testers'] as object, 'length');
      addCustomEqualityTesters(testers);
    },
    assertions: (count: number) => setState({ expectedAssertionsNumber: count } as never, ready as never),
    hasAssertions: () => setState({ isExpectingAssertions: true } as never, ready as never),
    unreachable: (message?: string) =>
      chai.assert.fail(`expected${message ? ` "${message}"` : ''} not to be reached`),
    soft: makeSoft(ready),
    poll: makePoll(ready),
    addSnapshotSerializer: () => undefined,
  });
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: ready, configurable: false });
  beginAssertions();
  extend(customMatchers);
  addAliases();
  addThrowing((thrown) => guard?.refuseForged(thrown));
  watchMatchers();
  return ready;
}

function extend(matchers: object): void {
  (chai.expect as unknown as { extend(e: unknown, m: unknown): void }).extend(ready, matchers);
}

export function guardWith(next: Guard): void {
  guard = next;
}

export function startTest(names: readonly string[]): void {
  beginAssertions();
  beginRunning();
  beginSnapshots(names);
}

function beginAssertions(): void {
  const state: State = { assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false };
  setState(state as never, ready as never);
}

/** What the test said about its own number of assertions, and did not keep. */
export function brokenPromise(): string | undefined {
  const state = getState(ready as never) as unknown as State;
  const { assertionCalls: made, expectedAssertionsNumber: wanted } = state;
  if (wanted !== null && wanted !== made) return `expected ${wanted} assertions, and ${made} were made`;
  return state.isExpectingAssertions && made === 0
    ? 'expected at least one assertion, and none was made'
    : undefined;
}

const aliases: Record<string, string> = {
  toReturn: 'toHaveReturned',
  toReturnTimes: 'toHaveReturnedTimes',
  toReturnWith: 'toHaveReturnedWith',
  lastReturnedWith: 'toHaveLastReturnedWith',
  nthReturnedWith: 'toHaveNthReturnedWith',
};
function addAliases(): void {
  const { prototype } = chai.Assertion as unknown as { prototype: Record<string, unknown> };
  for (const [alias, name] of Object.entries(aliases))
    if (!(alias in prototype)) prototype[alias] = prototype[name];
}

type Method = (...values: unknown[]) => unknown;
/** Before and after each matcher: the language as it was, and no forged matcher in what is looked at. */
function watchMatchers(added?: string[]): void {
  const prototype = chai.Assertion.prototype as object;
  for (const key of added ?? Object.getOwnPropertyNames(prototype)) {
    const property = Object.getOwnPropertyDescriptor(prototype, key);
    if (key === 'resolves' || key === 'rejects')
      Object.defineProperty(prototype, key, { ...property, get: awaiting(property?.get as Method, key) });
    else if (
      typeof property?.value === 'function' &&
      (added || /^to[A-Z]|^(?:last|nth)[A-Z]|^equal|^eql/.test(key))
    )
      Object.defineProperty(prototype, key, { ...property, value: watched(property.value as Method) });
  }
}

function watched(method: Method): Method {
  return function (this: object, ...values: unknown[]) {
    guard?.check();
    guard?.refuseForged(chai.util.flag(this, 'object'));
    const result = softly(this, () => apply(method, this, values));
    guard?.check();
    guard?.refuseForged(chai.util.flag(this, 'object'));
    return result;
  };
}

/** The promise under `.resolves` is replaced by an honest one that settles as it does. */
function awaiting(get: Method, key: string): Method {
  return function (this: object) {
    const given: unknown = chai.util.flag(this, 'object');
    const value: unknown =
      key === 'rejects' && typeof given === 'function' ? (given as () => unknown)() : given;
    if (
      value !== null &&
      typeof value === 'object' &&
      typeof (value as { then?: unknown }).then === 'function'
    )
      chai.util.flag(this, 'object', settled(value));
    return apply(get, this, []);
  };
}
