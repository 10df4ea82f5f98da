import { ContentString, decodeUpdate, Item } from 'yjs';
import { fromBase64 } from '../protocol/base64.js';

/** What a Yjs update types, as text: enough to give back to someone whose edit was not taken. */
export function typedIn(update: string): string {
  try {
    const { structs } = decodeUpdate(fromBase64(update));
    return structs.map((struct) => (isText(struct) ? struct.content.str : '')).join('');
  } catch {
    return '';
  }
}

const isText = (struct: unknown): struct is Item & { content: ContentString } =>
  struct instanceof Item && struct.content instanceof ContentString;
