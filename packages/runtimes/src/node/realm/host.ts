/**
 * All that the realm of a program gets of Node: a few functions that take and give text, numbers and the realm's own
 * bytes. Nothing of Node's realm goes in: neither objects, nor what its functions throw.
 */
export interface Host {
  timer(run: () => void, ms: number, repeats: boolean): number;
  clear(id: number): void;
  /** In a turn of the event loop of its own. */
  soon(run: () => void): void;
  now(): number;
  timeOrigin(): number;
  /** How many bytes were written. */
  encode(text: string, into: Uint8Array): number;
  decoder(label: string, fatal: boolean, ignoreBOM: boolean): Decode;
  fill(bytes: Uint8Array): void;
  digest(algorithm: string, bytes: Uint8Array, into: Uint8Array): number;
  /** The parts of an address as JSON, after `key` was set to `value` where they are given; '' where it is none. */
  address(url: string, base: string | undefined, key?: string, value?: string): string;
  fromBase64(text: string): string;
  toBase64(text: string): string;
  /** Gives the text of a module an address, for `import()`. */
  register(text: string): string;
  forget(url: string): void;
  /** What was last sent into the pair of ports that copies. */
  takeCopy(): unknown;
}
export type Decode = (bytes: Uint8Array | undefined, stream: boolean) => string;

/** A port of the realm's own, as Node makes it. */
export interface RealPort {
  postMessage(message: unknown): void;
  start(): void;
}

/** Calls what is Node's. What it throws is never seen: it would be an object of the other realm. */
export function guarded<T>(call: () => T, failure: () => unknown): T {
  let result: T;
  try {
    result = call();
  } catch {
    throw failure();
  }
  return result;
}
