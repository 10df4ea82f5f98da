import type { Delivered } from '@interview-room/core';
import { fromBase64, isWithheld } from '@interview-room/core/protocol';
import { filesIn as filesOf } from '@interview-room/core/replay';
import { applyUpdate, Doc } from 'yjs';

/** The files as a log has them. */
export function filesIn(log: readonly Delivered[]): Record<string, string> {
  const doc = new Doc();
  for (const entry of log)
    if (!isWithheld(entry) && entry.kind === 'doc.update')
      applyUpdate(doc, fromBase64((entry.body as { update: string }).update));
  return filesOf(doc);
}
