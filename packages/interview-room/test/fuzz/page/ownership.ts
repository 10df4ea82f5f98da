import { Item, iterateDeletedStructs, type Doc, type ID, type Transaction } from 'yjs';
import { tagsIn } from './tags.js';
import { FROM_LOG } from '@interview-room/core';

/**
 * Who deleted what. A character may go from a document only after someone deleted it; all documents of a seed are in one
 * page, so that it is known at each moment who did.
 */
export class Ownership {
  readonly #deleted = new Set<string>();
  /** Tags of which at least one copy was deleted by someone. */
  readonly goneTags = new Set<string>();
  readonly #watched = new WeakSet<Doc>();

  /** Follows a document; `local` hears whose characters were deleted by what was done here. */
  watch(
    doc: Doc,
    who: string,
    local: (authors: ReadonlySet<number>) => void,
    fail: (why: string) => void,
  ): void {
    if (this.#watched.has(doc)) return;
    this.#watched.add(doc);
    doc.on('afterTransaction', (transaction: Transaction) => {
      const authors = new Set<number>();
      iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
        if (!(struct instanceof Item) || struct.parentSub !== null) return;
        authors.add(struct.id.client);
        if (transaction.origin !== FROM_LOG) return this.#note(struct);
        const missing = this.#first(struct.id, struct.length);
        if (missing) fail(`${who} was made to delete ${missing}, which nobody deleted`);
      });
      if (transaction.origin !== FROM_LOG) local(authors);
    });
  }

  #note(item: Item): void {
    for (let at = 0; at < item.length; at++) this.#deleted.add(`${item.id.client}:${item.id.clock + at}`);
    const text = item.content.getContent().join('');
    for (const tag of tagsIn(text)) this.goneTags.add(tag);
  }

  #first({ client, clock }: ID, length: number): string | undefined {
    const ids = Array.from({ length }, (_, at) => `${client}:${clock + at}`);
    return ids.find((id) => !this.#deleted.has(id));
  }
}
