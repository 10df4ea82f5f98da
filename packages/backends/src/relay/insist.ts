import type { Clock } from '@interview-room/core';
import { WireError } from '../wire/index.js';

const TRIES = 4;

/** Asks again: a page of HTML now and then, from whatever stands between, does not end a connection. */
export async function insist<Result>(clock: Clock, ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES || !(error instanceof WireError) || !error.passes) throw error;
      await new Promise<void>((resolve) => clock.after(100 * 2 ** tries, resolve));
    }
}
