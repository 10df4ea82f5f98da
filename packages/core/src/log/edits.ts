import { ContentString, decodeUpdate, Item } from 'yjs';
import { fromBase64 } from '../protocol/base64.js';
import type { KeptDraft } from './keep.js';

/** A draft that changes the files. */
export type Edit = KeptDraft & { body: { update: string } };

export const isEdit = (draft: KeptDraft): draft is Edit => draft.kind === 'doc.update';

/** What drafts do to the files, as Yjs updates. */
export const editsIn = (drafts: readonly KeptDraft[]): Uint8Array[] =>
  drafts.filter(isEdit).map(({ body }) => fromBase64(body.update));

/** What an edit types, as text: enough to give back to someone whose edit was not taken. */
export function typedIn({ body }: Edit): string {
  try {
    const { structs } = decodeUpdate(fromBase64(body.update));
    return structs.map((struct) => (isText(struct) ? struct.content.str : '')).join('');
  } catch {
    return '';
  }
}

const isText = (struct: unknown): struct is Item & { content: ContentString } =>
  struct instanceof Item && struct.content instanceof ContentString;
