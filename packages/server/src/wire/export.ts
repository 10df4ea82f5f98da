import type { Role } from '@interview-room/core/protocol';
import { deliveredText } from '../hub/delivery.js';
import type { LogEngine } from '../log/engine.js';

const PIECE = 500;
const encoder = new TextEncoder();

/**
 * A whole log as a role may see it: an entry a line. It is read as fast as it is taken away. One that cannot be read is
 * told before anything of it is sent.
 */
export async function exportLog(
  engine: LogEngine,
  room: string,
  role: Role,
): Promise<ReadableStream<Uint8Array>> {
  let after = 0;
  let first: Awaited<ReturnType<LogEngine['read']>> | undefined = await engine.read(room, 0, PIECE);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = first ?? (await engine.read(room, after, PIECE));
      first = undefined;
      const last = piece.at(-1);
      if (!last) return controller.close();
      after = last.entry.seq;
      const lines = piece.map((sealed) => `${deliveredText(sealed, role)}\n`);
      controller.enqueue(encoder.encode(lines.join('')));
    },
  });
}
