import type { ClientFrame, FrameDraft, ServerFrame } from './frames.js';

/*
 * By far the most frames are an `append` from one side and `entries` from the other. Those of their usual shape are looked
 * at here, at a fraction of the time that the schemas take. Whatever is not plainly right is left to the schemas, which
 * alone say what is wrong: nothing is taken here that they would not take, nor differently. A test holds the two together.
 */

type Fields = Readonly<Record<string, unknown>>;

/** The most entries that are looked at here: more than a person's editor ever sends at once. */
const MOST = 16;

export function quickClientFrame({ type, entries }: Fields): ClientFrame | undefined {
  if (type !== 'append' || !isShortList(entries)) return;
  const drafts: FrameDraft[] = [];
  for (const each of entries) {
    if (!isFields(each) || !isText(each.id, 64) || !isText(each.kind, 100)) return;
    if ('audience' in each || !('body' in each)) return;
    drafts.push({ id: each.id, kind: each.kind, body: each.body });
  }
  return { type, entries: drafts };
}

export function quickServerFrame({ type, entries }: Fields): ServerFrame | undefined {
  if (type !== 'entries' || !isShortList(entries)) return;
  for (const each of entries) if (!isFields(each) || !isEntry(each)) return;
  return { type, entries } as ServerFrame;
}

/** An entry for everyone, with the fields that every entry has and no others. */
const isEntry = (entry: Fields): boolean =>
  Object.keys(entry).length === 8 &&
  isText(entry.id, 64) &&
  Number.isSafeInteger(entry.seq) &&
  (entry.seq as number) > 0 &&
  Number.isFinite(entry.at) &&
  typeof entry.by === 'string' &&
  typeof entry.kind === 'string' &&
  'body' in entry &&
  isHash(entry.prev) &&
  isHash(entry.hash);

const isShortList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
