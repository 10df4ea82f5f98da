import { mergeUpdates } from 'yjs';
import { fromBase64, toBase64 } from '../protocol/base64.js';
import type { FrameDraft } from '../protocol/frames.js';
import { newId } from '../protocol/id.js';
import { bare, type Keep, type KeptDraft } from './keep.js';

/** How much may wait: past it nothing more is taken, and from four fifths on it is said. */
export const MOST = { drafts: 10_000, characters: 8 * 1024 * 1024 };
const CROWDED = 0.8;
/** Edits are merged up to about this size, so that thousands become a few; larger ones would be written anew too often. */
const MERGED = 32 * 1024;

/** Whose a draft is: this page's, one's that was gone when this one came, or another tab's that is there. */
export type Origin = 'mine' | 'old' | 'other';

interface Item {
  readonly draft: KeptDraft;
  readonly size: number;
  readonly origin: Origin;
  /** Whether it is an edit that can still be merged with others: it was never sent, and is nobody else's to send. */
  loose: boolean;
  /** Sent over the link that is open now. */
  underWay: boolean;
  acked: boolean;
}

/** How much fits into a frame. */
export interface FrameLimits {
  entries: number;
  characters: number;
}

/**
 * What was written and is not in the log yet, in order. The first edit leaves at once; those made while it is under way
 * wait, merged into one. Anything else takes all before it along at once, for it may depend on them.
 */
export class Outbox {
  readonly #tab: string;
  readonly #keep: () => Keep;
  #items: Item[] = [];
  readonly #byId = new Map<string, Item>();
  readonly #unkept = new Set<Item>();
  #size = 0;
  #unsent = 0;
  /** How many edits can still be merged, so that it need not be looked for at each key. */
  #loose = 0;

  constructor(tab: string, keep: () => Keep) {
    this.#tab = tab;
    this.#keep = keep;
  }

  /** How many the log does not have yet. */
  get unsent(): number {
    return this.#unsent;
  }

  get crowded(): boolean {
    return this.#fullness() >= CROWDED;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get drafts(): readonly KeptDraft[] {
    return this.#items.map(({ draft }) => draft);
  }

  /** Those that the page would take along if it went now. */
  get unkept(): readonly KeptDraft[] {
    return [...this.#unkept].map(({ draft }) => draft);
  }

  /** Edits wait behind one that is under way, as long as they are alone. */
  get held(): boolean {
    const waits = (item: Item) => !item.underWay && !item.acked;
    return (
      this.#items.some((item) => item.underWay && isEdit(item)) && this.#items.filter(waits).every(isEdit)
    );
  }

  /** Whether one more fits in. */
  fits(draft: FrameDraft): boolean {
    return this.#fullness(1, sizeOf(draft)) <= 1;
  }

  /** Takes a draft in. Resolves when it is kept. */
  async add(draft: FrameDraft): Promise<void> {
    const item = this.#put({ ...draft, tab: this.#tab }, 'mine');
    this.#unkept.add(item);
    await this.#keep().add([item.draft]);
    this.#unkept.delete(item);
  }

  /** Takes in what others left or wrote. */
  adopt(drafts: readonly KeptDraft[], origin: Origin): void {
    for (const draft of drafts) if (!this.#byId.has(draft.id)) this.#put(draft, origin);
  }

  /** Takes in what others wrote; what they wrote and is not there any more was made part of another draft, or settled. */
  adoptOnly(drafts: readonly KeptDraft[]): void {
    const there = new Set(drafts.map(({ id }) => id));
    const gone = this.#items.filter(({ draft, origin }) => origin !== 'mine' && !there.has(draft.id));
    this.remove(gone.map(({ draft }) => draft.id));
    this.adopt(drafts, 'other');
  }

  /** Whether so many edits in a row could be one. */
  mergeable(least: number): boolean {
    return this.#loose >= least && this.#runs(least).length > 0;
  }

  /** Makes one of edits in a row. They leave together or not at all, whatever happens to this page. */
  async merge(least: number): Promise<void> {
    for (const run of this.#runs(least)) await this.#merge(run);
  }

  /** The next that should be sent, as many as fit into a frame. */
  next({ entries, characters }: FrameLimits): FrameDraft[] {
    const waiting = this.#items.filter(({ underWay, acked }) => !underWay && !acked).slice(0, entries);
    let size = 0;
    const over = waiting.findIndex((item) => (size += item.size) > characters);
    const batch = over < 0 ? waiting : waiting.slice(0, Math.max(1, over));
    for (const item of batch) {
      item.underWay = true;
      this.#tighten(item);
    }
    return batch.map(({ draft }) => bare(draft));
  }

  /** The link broke, or these were not taken for now: they are sent again. */
  lost(ids?: readonly string[]): void {
    for (const item of this.#items) if (!ids || ids.includes(item.draft.id)) item.underWay = false;
  }

  acked(id: string): void {
    const item = this.#byId.get(id);
    if (!item || item.acked) return;
    [item.underWay, item.acked] = [false, true];
    this.#unsent--;
  }

  /** Takes drafts out, and gives back those that were there. */
  remove(ids: readonly string[]): readonly KeptDraft[] {
    const removed = ids.flatMap((id) => this.#byId.get(id) ?? []);
    if (removed.length === 0) return [];
    const gone = new Set(removed);
    this.#items = this.#items.filter((item) => !gone.has(item));
    for (const item of gone) this.#forget(item);
    return [...gone].map(({ draft }) => draft);
  }

  /** The edits that may build on one of this page or of one before it. */
  edits(): readonly string[] {
    const own = this.#items.filter((item) => isEdit(item) && item.origin !== 'other');
    return own.map(({ draft }) => draft.id);
  }

  /** Those of other tabs that are there. */
  ofOthers(): readonly string[] {
    return this.#items.filter(({ origin }) => origin === 'other').map(({ draft }) => draft.id);
  }

  #put(draft: KeptDraft, origin: Origin): Item {
    const size = sizeOf(draft);
    const loose = origin === 'mine' && draft.kind === 'doc.update';
    const item = { draft, size, origin, loose, underWay: false, acked: false };
    this.#items.push(item);
    this.#byId.set(draft.id, item);
    this.#size += size;
    this.#unsent++;
    if (loose) this.#loose++;
    return item;
  }

  #forget(item: Item): void {
    this.#tighten(item);
    this.#byId.delete(item.draft.id);
    this.#unkept.delete(item);
    this.#size -= item.size;
    if (!item.acked) this.#unsent--;
  }

  #tighten(item: Item): void {
    if (item.loose) this.#loose--;
    item.loose = false;
  }

  #fullness(drafts = 0, characters = 0): number {
    return Math.max((this.#items.length + drafts) / MOST.drafts, (this.#size + characters) / MOST.characters);
  }

  /** Edits in a row that can still be merged, each run as long as one draft should get. */
  #runs(least: number): Item[][] {
    const runs: Item[][] = [];
    let [run, size]: [Item[], number] = [[], 0];
    for (const item of this.#items) {
      if (!item.loose || size + item.size > MERGED) [run, size] = [[], 0];
      if (!item.loose || item.size > MERGED) continue;
      if (run.length === 0) runs.push(run);
      run.push(item);
      size += item.size;
    }
    return runs.filter(({ length }) => length >= least);
  }

  async #merge(run: readonly Item[]): Promise<void> {
    const ids = run.map(({ draft }) => draft.id);
    const update = toBase64(mergeUpdates(run.map(({ draft }) => fromBase64(updateOf(draft)))));
    const draft = { id: newId(), kind: 'doc.update', body: { update }, tab: this.#tab };
    for (const item of run) this.#tighten(item);
    const merged = await this.#keep()
      .merge(ids, draft)
      .catch(() => false);
    if (!merged) return;
    const at = this.#items.findIndex(({ draft: { id } }) => id === ids[0]);
    // They were refused meanwhile, with one that they build on.
    if (at < 0) return this.#keep().commit({ entries: [], settled: [draft.id] });
    this.remove(ids);
    this.#put(draft, 'mine');
    this.#items.splice(at, 0, ...this.#items.splice(-1));
  }
}

const isEdit = ({ draft }: Item) => draft.kind === 'doc.update';
const updateOf = ({ body }: FrameDraft) => (body as { update: string }).update;
/** As a part of a frame's text. */
const sizeOf = (draft: FrameDraft) => JSON.stringify(draft).length + 1;
