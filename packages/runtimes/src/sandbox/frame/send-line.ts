import {
  INPUT_EMPTY,
  INPUT_END,
  INPUT_HEADER,
  INPUT_LAST,
  INPUT_LENGTH,
  INPUT_PIECE,
  INPUT_SIZE,
  INPUT_STATE,
} from '../../worker/input.js';

/**
 * Writes a line into shared memory for a worker that stands still on it; a long one in pieces, each after the one
 * before was taken.
 */
export function sendLine(shared: SharedArrayBuffer, line: string | null, over: () => boolean): void {
  const head = new Int32Array(shared, 0, 2);
  const bytes = new TextEncoder().encode(line ?? '');
  const put = (at: number): void => {
    const rest = bytes.subarray(at, at + INPUT_SIZE);
    new Uint8Array(shared, INPUT_HEADER).set(rest);
    Atomics.store(head, INPUT_LENGTH, rest.length);
    const last = at + INPUT_SIZE >= bytes.length;
    Atomics.store(head, INPUT_STATE, line === null ? INPUT_END : last ? INPUT_LAST : INPUT_PIECE);
    Atomics.notify(head, INPUT_STATE);
    if (!last) whenTaken(() => put(at + INPUT_SIZE));
  };
  const whenTaken = (then: () => void): void => {
    if (over()) return;
    if (Atomics.load(head, INPUT_STATE) === INPUT_EMPTY) then();
    else setTimeout(() => whenTaken(then), 1);
  };
  put(0);
}
