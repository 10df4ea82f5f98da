import { describe, entriesOf, has, keysOf, mark, prototypeOf, same, seen, text, Weak } from './safe.js';

/** One property of the language or of the kit, as it was before candidate code ran. */
interface Entry {
  owner: object;
  key: string | symbol;
  name: string;
  /** False for what must not be there: it would change what the judge's own code means. */
  there: boolean;
  value: unknown;
  get: unknown;
  set: unknown;
}

const constructors =
  `Object Function Array String Number Boolean Symbol BigInt RegExp Promise Map Set WeakMap WeakSet WeakRef Error
  TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError ArrayBuffer DataView Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Proxy
  Reflect JSON Math isNaN isFinite parseInt parseFloat Date`.split(/\s+/);

/** What tests and programs replace for good reasons, and no verdict rests on. */
const free = ['Math.random', 'Date.now', 'Date', 'Error.prepareStackTrace', 'Error.stackTraceLimit'];

/**
 * Candidate code shares the realm with the judge, so the judge takes stock of the language before it and looks again
 * whenever a verdict is due. Only plain loops here: an iterator is a thing that can be patched.
 */
export class Integrity {
  private readonly entries: Entry[] = [];
  private readonly allowed = new Weak();
  private readonly objectKeys: number;
  private found: string | undefined;

  constructor(own: Record<string, object>) {
    const world = globalThis as unknown as Record<string, unknown>;
    for (const name of constructors) {
      this.take(globalThis, name, name);
      const value = world[name];
      if (typeof value !== 'object' && typeof value !== 'function') continue;
      this.takeAll(value as object, name);
      this.forbid(value as object, Symbol.hasInstance, name);
      const prototype = (value as { prototype?: unknown }).prototype;
      if (typeof prototype === 'object' || typeof prototype === 'function')
        this.takeAll(prototype as object, `${name}.prototype`);
    }
    for (const [name, value] of hidden()) this.takeAll(value, name);
    this.watch(own);
    this.objectKeys = keysOf(Object.prototype).length;
  }

  watch(own: Record<string, object>): void {
    for (const [name, value] of Object.entries(own)) this.takeAll(value, name);
  }

  /** A property that the kit itself replaces, on the word of a test file. */
  allow(owner: object, key: string | symbol): void {
    for (let at = 0; at < this.entries.length; at++) {
      const entry = this.entries[at];
      if (entry && entry.owner === owner && entry.key === key) mark(this.allowed, entry);
    }
  }

  /** What was changed, in words; undefined where nothing was. Once found it stays found. */
  changed(): string | undefined {
    this.found ??= this.look();
    return this.found;
  }

  private look(): string | undefined {
    for (let at = 0; at < this.entries.length; at++) {
      const entry = this.entries[at] as Entry;
      const now = describe(entry.owner, entry.key);
      const equal = now
        ? entry.there && same(now.value, entry.value) && same(now.get, entry.get) && same(now.set, entry.set)
        : !entry.there;
      if (!equal && !seen(this.allowed, entry))
        return `built-in ${entry.name} was changed while the tests ran`;
    }
    return keysOf(Object.prototype).length === this.objectKeys
      ? undefined
      : 'something was added to Object.prototype while the tests ran';
  }

  private forbid(owner: object, key: symbol, name: string): void {
    if (describe(owner, key)) return;
    const nothing = { value: undefined, get: undefined, set: undefined };
    this.entries.push({ owner, key, name: `${name}.${text(key)}`, there: false, ...nothing });
  }

  private takeAll(owner: object, name: string): void {
    for (const key of keysOf(owner)) this.take(owner, key, `${name}.${text(key)}`);
  }

  private take(owner: object, key: string | symbol, name: string): void {
    const found = describe(owner, key);
    if (found && !free.includes(name))
      this.entries.push({
        owner,
        key,
        name,
        there: true,
        value: found.value,
        get: found.get,
        set: found.set,
      });
  }
}

/** Built-ins that no global names. */
function hidden(): [string, object][] {
  const of = (value: unknown): object => prototypeOf(value as object) as object;
  const asyncFunction = async (): Promise<void> => undefined;
  function* generator(): Generator<undefined> {}
  async function* asyncGenerator(): AsyncGenerator<undefined> {}
  return [
    ['Iterator.prototype', of(of([][Symbol.iterator]()))],
    ['ArrayIterator.prototype', of([][Symbol.iterator]())],
    ['MapIterator.prototype', of(new Map().entries())],
    ['SetIterator.prototype', of(new Set().values())],
    ['StringIterator.prototype', of(''[Symbol.iterator]())],
    ['RegExpStringIterator.prototype', of(''.matchAll(/a/g))],
    ['AsyncFunction.prototype', of(asyncFunction)],
    ['Generator.prototype', of(generator.prototype)],
    ['AsyncGenerator.prototype', of(asyncGenerator.prototype)],
    ['TypedArray', of(Uint8Array)],
    ['TypedArray.prototype', of(Uint8Array.prototype)],
  ];
}

const DEPTH = 12;
const MANY = 20_000;

/**
 * Whether a value, or something in it, claims to be a matcher: no value under test may judge itself. Getters are not asked: a
 * test may count how often they are.
 */
export function forged(value: unknown): boolean {
  const been = new Weak();
  let left = MANY;
  const look = (one: unknown, depth: number): boolean => {
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null) return false;
    if (seen(been, one) || depth > DEPTH || left-- <= 0) return false;
    mark(been, one);
    if (has(one, 'asymmetricMatch') || has(one, '$$typeof')) return true;
    const keys = keysOf(one);
    for (let at = 0; at < keys.length; at++) {
      const found = describe(one, keys[at] as string);
      if (found && look(found.value, depth + 1)) return true;
    }
    const entries = entriesOf(one);
    for (let at = 0; at < entries.length; at++) if (look(entries[at], depth + 1)) return true;
    return false;
  };
  return look(value, 0);
}
