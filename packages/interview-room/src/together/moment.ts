import { fromBase64, isWithheld, type Delivered } from '@interview-room/core/protocol';
import { filesIn } from '@interview-room/core/replay';
import { applyUpdate, Doc } from 'yjs';

export interface Moment {
  readonly files: Readonly<Record<string, string>>;
  /** The one that was written in last. */
  readonly path?: string | undefined;
}

/** The files as they were at a place in the log: the same updates, read no further. */
export function momentAt(entries: readonly Delivered[], seq: number): Moment {
  const doc = new Doc();
  let last: string | undefined;
  doc.on('afterTransaction', ({ changed }) => {
    for (const [name, type] of doc.share) if (name !== 'files' && changed.has(type)) last = name;
  });
  for (const entry of entries) {
    if (entry.seq > seq || isWithheld(entry) || entry.kind !== 'doc.update') continue;
    try {
      applyUpdate(doc, fromBase64((entry.body as { update: string }).update));
    } catch {
      // Nobody could read it then either.
    }
  }
  const [path] = [...doc.getMap<string>('files')].find(([, name]) => name === last) ?? [];
  return { files: filesIn(doc), path };
}
