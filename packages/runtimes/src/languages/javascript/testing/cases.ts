import type { CaseCall, CaseResult, CaseValue } from '../../../worker/driver.js';
import type { Json } from '../../../cases/case.js';
import type { RunError } from '../../../events.js';
import type { Instance } from '../modules/instance.js';
import { encode } from './encode.js';
import { now } from './safe.js';

export interface CaseStage {
  report(event: CaseResult): void;
  takeOutput(): string;
  error(thrown: unknown): RunError;
  exited: Promise<unknown>;
}
const clone = structuredClone;

/** Calls what each case names, with copies of its arguments, and reports what came back. */
export async function runCases(entry: Instance, cases: readonly CaseCall[], stage: CaseStage): Promise<void> {
  for (const [index, one] of cases.entries()) {
    stage.takeOutput();
    const start = now();
    const results =
      'construct' in one
        ? await steps(entry, one, stage)
        : [await result(() => callFunction(entry, one.call, one.args), stage)];
    stage.report({ type: 'case', index, results, durationMs: now() - start, output: stage.takeOutput() });
  }
}

async function result(run: () => unknown, stage: CaseStage): Promise<CaseValue> {
  const ended = stage.exited.then(() =>
    Promise.reject(new Error('The program ended itself: process.exit was called.')),
  );
  try {
    const value: unknown = await Promise.race([Promise.resolve().then(run), ended]);
    return { value: encode(value) };
  } catch (error) {
    return { error: stage.error(error) };
  }
}

async function steps(
  entry: Instance,
  one: Extract<CaseCall, { construct: string }>,
  stage: CaseStage,
): Promise<CaseValue[]> {
  let made: object | undefined;
  const constructed = await result(() => void (made = construct(entry, one.construct, one.args)), stage);
  if (!made) return [constructed];
  const results: CaseValue[] = [];
  for (const { call, args } of one.steps)
    results.push(await result(() => callMethod(made as object, call, args), stage));
  return results;
}

type Fn = (...values: unknown[]) => unknown;

function construct(entry: Instance, name: string, args: Json[]): object {
  const found = lookUp(entry, name);
  if (typeof found !== 'function') throw new ReferenceError(`There is no class ${name} in ${entry.path}.`);
  return Reflect.construct(found, clone(args)) as object;
}

function callFunction(entry: Instance, name: string, args: Json[]): unknown {
  const found = lookUp(entry, name);
  if (typeof found === 'function') return (found as Fn)(...clone(args));
  const solution = lookUp(entry, 'Solution');
  if (typeof solution === 'function')
    return callMethod(Reflect.construct(solution, []) as object, name, args);
  throw new ReferenceError(`There is no function ${name} in ${entry.path}.`);
}

function callMethod(target: object, name: string, args: Json[]): unknown {
  const object = target as Record<string, unknown>;
  const key = spellings(name).find((one) => one in object);
  if (key === undefined)
    throw new TypeError(`There is no method ${name} on ${target.constructor?.name ?? 'the object'}.`);
  const method = object[key];
  return typeof method === 'function' ? (method as Fn).apply(target, clone(args)) : method;
}

/** What the entry file calls by that name: an export, or a function it declares; else its one default export. */
function lookUp(entry: Instance, name: string): unknown {
  const exports = entry.module.exports as Record<string, unknown> | Fn | null;
  const within =
    (typeof exports === 'object' || typeof exports === 'function') && exports !== null
      ? (exports as Record<string, unknown>)
      : {};
  const alone = typeof exports === 'function' ? exports : within['default'];
  for (const one of spellings(name)) {
    if (Object.hasOwn(within, one) || one in Object(entry.namespace)) return within[one];
    if (Object.hasOwn(entry.locals, one)) return entry.locals[one]?.();
    if (typeof alone === 'object' && alone !== null && one in alone)
      return (alone as Record<string, unknown>)[one];
    if (typeof alone === 'function' && alone.name === one) return alone;
  }
  const isClass = /^[A-Z]/.test(name);
  return typeof alone === 'function' && (isClass || !/^class\b/.test(String(alone))) ? alone : undefined;
}

/** A name as it stands, in snake_case, in camelCase. */
function spellings(name: string): string[] {
  const snake = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const camel = name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([name, snake, camel])];
}
