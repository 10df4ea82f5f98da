import { findDialect, Probe } from '@interview-room/backends/auto';
import type { SocketConstructor } from '@interview-room/core';
import { WebSocket } from 'ws';
import type { World } from './world.js';

/** Finds out what a backend speaks, as a room with `dialect="auto"` does, and says so. */
export async function detect(
  world: World,
  url: string,
  session = '',
): Promise<{ dialect: string; variant: string }> {
  const own: typeof fetch = (input, init) =>
    fetch(input, {
      ...init,
      signal: AbortSignal.any([world.signal, ...(init?.signal ? [init.signal] : [])]),
    });
  const probe = new Probe({ base: url, fetch: own, WebSocket: WebSocket as unknown as SocketConstructor });
  const found = await findDialect(probe, session);
  if (!found)
    throw new Error(
      `It was not found out what ${url} speaks. Name it: --dialect native, say. --list has them all.`,
    );
  const { dialect, variant = '', by } = found;
  // Not where the report goes, which a program may read.
  world.printError(`It speaks ${dialect}${variant && ` (${variant})`}: it was known by ${by}.\n`);
  return { dialect, variant };
}
