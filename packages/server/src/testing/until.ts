import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds, and fails in words where it never does. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return;
    await sleep(15);
  }
  throw new Error(`In ${seconds} s it did not come about: ${what}`);
}
