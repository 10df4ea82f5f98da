import { fromBase64, isWithheld, type Delivered } from '@interview-room/core/protocol';
import { filesIn } from '@interview-room/core/replay';
import { applyUpdate, Doc } from 'yjs';

/** The files as they were at a place in the log: the same updates, read no further. */
export function filesAt(entries: readonly Delivered[], seq: number): Record<string, string> {
  const doc = new Doc();
  for (const entry of entries) {
    if (entry.seq > seq || isWithheld(entry) || entry.kind !== 'doc.update') continue;
    try {
      applyUpdate(doc, fromBase64((entry.body as { update: string }).update));
    } catch {
      // Nobody could read it then either.
    }
  }
  return filesIn(doc);
}
