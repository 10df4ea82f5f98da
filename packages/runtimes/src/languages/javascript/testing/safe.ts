/**
 * The little of the language that the judge itself stands on, taken before candidate code runs. What is here looks
 * nothing up when it is called, so no patch of a prototype reaches it.
 */
export const describe = Reflect.getOwnPropertyDescriptor;
export const keysOf = Reflect.ownKeys;
export const prototypeOf = Reflect.getPrototypeOf;
export const has = Reflect.has;
export const apply = Reflect.apply;
export const same = Object.is;
export const isArray = Array.isArray;
export const NativePromise = Promise;
const promiseThen = Promise.prototype.then;
const weakHas = WeakSet.prototype.has;
const weakAdd = WeakSet.prototype.add;
export const Weak = WeakSet<object>;
export const seen = (set: WeakSet<object>, value: object): boolean => apply(weakHas, set, [value]) as boolean;
export const mark = (set: WeakSet<object>, value: object): void => void apply(weakAdd, set, [value]);
const mapEach = Map.prototype.forEach;
const setEach = Set.prototype.forEach;
export const later = globalThis.setTimeout.bind(globalThis) as (run: () => void, ms?: number) => number;
export const cancel = globalThis.clearTimeout.bind(globalThis) as (id: number) => void;
export const now = performance.now.bind(performance);
export const text = String;

const mapPrototype = Map.prototype;
const setPrototype = Set.prototype;

/** Whether it comes from there. To ask by a call that fails would take as long as a comparison. */
function comesOf(value: object, from: object): boolean {
  for (let at = prototypeOf(value); at !== null; at = prototypeOf(at as object)) if (at === from) return true;
  return false;
}

/** All that a map or a set holds, keys too; of anything else, nothing. */
export function entriesOf(value: object): unknown[] {
  const all: unknown[] = [];
  if (!comesOf(value, mapPrototype) && !comesOf(value, setPrototype)) return all;
  const keep = (one: unknown, key: unknown): void => {
    all[all.length] = one;
    all[all.length] = key;
  };
  try {
    apply(mapEach, value, [keep]);
    return all;
  } catch {
    // It is none, whatever its class says.
  }
  try {
    apply(setEach, value, [keep]);
  } catch {
    // Nor is it one of these.
  }
  return all;
}

/** A promise of the engine's own, whatever the value says of itself: its `then` may be forged. */
export function settled(value: unknown): Promise<unknown> {
  return new NativePromise((resolve, reject) => {
    try {
      apply(promiseThen, value as Promise<unknown>, [resolve, reject]);
    } catch {
      // No promise but something with a `then`: it may settle this one, and no more.
      const { then } = value as { then: (resolve: unknown, reject: unknown) => unknown };
      apply(then, value, [resolve, reject]);
    }
  });
}
