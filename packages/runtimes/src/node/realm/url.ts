import { guarded, type Host } from './host.js';

type Pair = [string, string];
const escape = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
function unescape(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function pairsOf(init: unknown): Pair[] {
  if (init === undefined || init === null) return [];
  if (typeof init === 'object') {
    const entries = Symbol.iterator in init ? [...(init as Iterable<Pair>)] : Object.entries(init);
    return entries.map(([key, value]) => [String(key), String(value)]);
  }
  const text = String(init).replace(/^\?/, '');
  const parts = text.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [unescape(part), ''] : [unescape(part.slice(0, at)), unescape(part.slice(at + 1))];
  });
}

export class URLSearchParams {
  #pairs: Pair[];
  #changed: (text: string) => void = () => {};
  constructor(init?: unknown) {
    this.#pairs = pairsOf(init);
  }
  /** The same, writing what it becomes back. */
  static of(text: string, changed: (text: string) => void): URLSearchParams {
    const made = new URLSearchParams(text);
    made.#changed = changed;
    return made;
  }
  get size(): number {
    return this.#pairs.length;
  }
  append(key: unknown, value: unknown): void {
    this.#put([...this.#pairs, [String(key), String(value)]]);
  }
  delete(key: unknown): void {
    this.#put(this.#pairs.filter(([name]) => name !== String(key)));
  }
  get(key: unknown): string | null {
    return this.#pairs.find(([name]) => name === String(key))?.[1] ?? null;
  }
  getAll(key: unknown): string[] {
    return this.#pairs.filter(([name]) => name === String(key)).map(([, value]) => value);
  }
  has(key: unknown): boolean {
    return this.get(key) !== null;
  }
  set(key: unknown, value: unknown): void {
    const at = this.#pairs.findIndex(([name]) => name === String(key));
    const rest = this.#pairs.filter(([name], index) => name !== String(key) || index === at);
    if (at < 0) rest.push([String(key), String(value)]);
    else rest[at] = [String(key), String(value)];
    this.#put(rest);
  }
  sort(): void {
    this.#put([...this.#pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
  forEach(run: (value: string, key: string, all: URLSearchParams) => void): void {
    for (const [key, value] of this.#pairs) run(value, key, this);
  }
  *entries(): Generator<Pair> {
    for (const [key, value] of this.#pairs) yield [key, value];
  }
  *keys(): Generator<string> {
    for (const [key] of this.#pairs) yield key;
  }
  *values(): Generator<string> {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator](): Generator<Pair> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([key, value]) => `${escape(key)}=${escape(value)}`).join('&');
  }
  #put(pairs: Pair[]): void {
    this.#pairs = pairs;
    this.#changed(this.toString());
  }
}

const parts = 'href protocol username password host hostname port pathname search hash'.split(' ');

type Parts = Record<string, string>;
type Parse = (url: string, base?: string, key?: string, value?: string) => Parts;

function parser({ address }: Host): Parse {
  return (url, base, key, value) => {
    const invalid = (): Error =>
      Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: url });
    const json = guarded(() => address(url, base, key, value), invalid);
    return JSON.parse(json) as Parts;
  };
}

/** `URL`, read by Node; `createObjectURL` gives the text of a module an address that can be imported. */
export function makeUrl(host: Host, textOf: (blob: object) => string): object {
  const { register, forget } = host;
  const unread = (): Error => new TypeError('The blob could not be read.');
  return Object.assign(urlClass(parser(host)), {
    createObjectURL(blob: object): string {
      const text = textOf(blob);
      return guarded(() => register(text), unread);
    },
    revokeObjectURL(url: unknown): void {
      const text = String(url);
      guarded(() => forget(text), unread);
    },
  });
}

function urlClass(parse: Parse): object {
  return class URL {
    #parts: Parts;
    readonly searchParams: URLSearchParams;
    constructor(url: unknown, base?: unknown) {
      this.#parts = parse(String(url), base === undefined ? undefined : String(base));
      this.searchParams = URLSearchParams.of(this.#get('search'), (text) => this.#set('search', text));
    }
    get origin(): string {
      return this.#get('origin');
    }
    #get(part: string): string {
      return this.#parts[part] ?? '';
    }
    #set(part: string, value: string): void {
      this.#parts = parse(this.#get('href'), undefined, part, value);
    }
    toString(): string {
      return this.#get('href');
    }
    toJSON(): string {
      return this.#get('href');
    }
    static canParse(url: unknown, base?: unknown): boolean {
      try {
        return Boolean(new URL(url, base));
      } catch {
        return false;
      }
    }
    static {
      for (const part of parts)
        Object.defineProperty(this.prototype, part, {
          get(this: URL) {
            return this.#get(part);
          },
          set(this: URL, value: unknown) {
            this.#set(part, String(value));
          },
          enumerable: true,
          configurable: true,
        });
    }
  };
}
