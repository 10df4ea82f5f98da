import type { Stdio } from './driver.js';
import { decode, indexOf, NativePromise, slice, wait } from './intrinsics.js';

/** Layout of the shared memory by which a line reaches a worker that stands still: two numbers, then bytes. */
export const INPUT_STATE = 0;
export const INPUT_LENGTH = 1;
export const INPUT_HEADER = 8;
export const INPUT_SIZE = 64 * 1024;
/** What `INPUT_STATE` says. A line longer than the room comes in pieces. */
export const INPUT_EMPTY = 0;
export const INPUT_PIECE = 1;
export const INPUT_LAST = 2;
export const INPUT_END = 3;

export interface Input {
  readonly kind: Stdio['input'];
  readLine(): Promise<string | null>;
  readLineSync(): string | null;
  /** A line has come. */
  give(line: string | null): void;
}

/** All input was given at the start. */
export function batchInput(text: string): Input {
  let rest = text;
  const next = (): string | null => {
    if (rest === '') return null;
    const end = indexOf(rest, '\n') + 1;
    const line = end === 0 ? rest : slice(rest, 0, end);
    rest = end === 0 ? '' : slice(rest, end);
    return line;
  };
  return {
    kind: 'batch',
    readLine: async () => next(),
    readLineSync: next,
    give() {},
  };
}

/** Input is asked for line by line. With shared memory the worker can also stand still until one comes. */
export function liveInput(ask: (shared: boolean) => void, shared: SharedArrayBuffer | undefined): Input {
  let waiting: ((line: string | null) => void) | undefined;
  let ended = false;
  const end = (line: string | null): string | null => {
    ended = line === null;
    return line;
  };
  return {
    kind: shared && wait ? 'sync' : 'interactive',
    readLine() {
      return new NativePromise((resolve, reject) => {
        if (ended) return resolve(null);
        if (waiting) return reject(new Error('A line of input is already being waited for.'));
        waiting = resolve;
        ask(false);
      });
    },
    readLineSync() {
      if (ended) return null;
      if (!shared)
        throw new Error('Input cannot be waited for here: give all of it before the program starts.');
      ask(true);
      return end(receive(shared));
    },
    give(line) {
      const resolve = waiting;
      waiting = undefined;
      resolve?.(end(line));
    },
  };
}

function receive(shared: SharedArrayBuffer): string | null {
  const head = new Int32Array(shared, 0, 2);
  const bytes = new Uint8Array(shared, INPUT_HEADER);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let line = '';
  for (;;) {
    Atomics.wait(head, INPUT_STATE, INPUT_EMPTY);
    const state = Atomics.load(head, INPUT_STATE);
    const piece = bytes.slice(0, Atomics.load(head, INPUT_LENGTH));
    Atomics.store(head, INPUT_STATE, INPUT_EMPTY);
    Atomics.notify(head, INPUT_STATE);
    if (state === INPUT_END) return null;
    line += decode(decoder, piece, { stream: state === INPUT_PIECE });
    if (state === INPUT_LAST) return line;
  }
}
