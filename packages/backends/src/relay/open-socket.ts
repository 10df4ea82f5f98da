import { openSocket, type Socket } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';

/** Where a pad's socket may be, where that is not said. */
export function placesOf(id: string): readonly string[] {
  const name = encodeURIComponent(id);
  return [`/ws/${name}`, `/ws?session=${name}`, `/?session=${name}`];
}

/**
 * Opens the socket of a pad. Where its documents do not say where that is, it is looked for at several `paths`, once: afterwards
 * it is where it was, however often that fails, for another place may be another pad. The setting `socket` names the place:
 * `?socket=/pads/{id}`.
 */
export async function openPadSocket(
  { base, options, settings, memo }: Bridge,
  id: string,
  paths: readonly string[],
  signal: AbortSignal,
  message: (text: string) => void,
): Promise<Socket> {
  const set = settings.get('socket');
  const known = memo.get('socket');
  const found = paths.find((path) => path === known);
  const order = set ? [set.replace('{id}', encodeURIComponent(id))] : found ? [found] : paths;
  let problem: unknown;
  for (const path of order)
    try {
      const socket = await openSocket({ url: base + path, Socket: options.WebSocket, signal }, message);
      if (path !== known) memo.set('socket', path);
      return socket;
    } catch (error) {
      problem ??= error;
      if (signal.aborted) break;
    }
  throw problem;
}
