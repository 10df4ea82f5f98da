import type { Delivered } from '../protocol/entry.js';
import type { FrameDraft, WireSnapshot } from '../protocol/frames.js';
import type { Role } from '../protocol/roles.js';

/** A draft on its way to a backend, and the tab that it is from. Once kept it never changes. */
export interface KeptDraft extends FrameDraft {
  readonly tab: string;
}

/** What of a draft goes over the wire, and no more. */
export const bare = ({ id, kind, body, audience }: FrameDraft): FrameDraft => ({
  id,
  kind,
  body,
  ...(audience && { audience }),
});

/** Whom a backend took one for. */
export interface Who {
  readonly you: string;
  readonly role: Role;
}

/** All that is kept of a room: who one is in it, its log as it was last seen, and what it does not have yet. */
export interface Kept {
  readonly who?: Who | undefined;
  readonly base?: WireSnapshot | undefined;
  /** Those after the base, in order and without a gap. */
  readonly entries: readonly Delivered[];
  readonly drafts: readonly KeptDraft[];
}

/** What became known: all of it is kept, or none. */
export interface News {
  who?: Who | undefined;
  /** What was known is not so: forget it first. */
  afresh?: boolean;
  base?: WireSnapshot | undefined;
  entries: Delivered[];
  /** Drafts that the log has, or never will. */
  settled: string[];
}

/**
 * Where a browser keeps a shared room for one participant, in all of their tabs. Drafts are rows that never change: what is
 * sent under an id is always the same, whoever sends it and how often.
 */
export interface Keep {
  load(): Promise<Kept>;
  /** Keeps drafts, in this order after those that are there. One whose id is there already is left as it is. */
  add(drafts: readonly KeptDraft[]): Promise<void>;
  /** All drafts, in order. Those of other tabs are taken over: they cannot be merged any more, for they may be sent. */
  take(tab: string): Promise<readonly KeptDraft[]>;
  /** Puts one draft in the place of several, where the first was; does nothing if any of them is gone or taken over. */
  merge(ids: readonly string[], draft: KeptDraft): Promise<boolean>;
  commit(news: News): Promise<void>;
}

/** Entries that follow on a base without a gap. */
export function following(base: WireSnapshot | undefined, entries: readonly Delivered[]): Delivered[] {
  const from = base?.seq ?? 0;
  const after = entries.filter(({ seq }) => seq > from);
  const gap = after.findIndex(({ seq }, index) => seq !== from + 1 + index);
  return gap < 0 ? after : after.slice(0, gap);
}
