import { fromBase64, toBase64 } from '@interview-room/core/protocol';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
  relativePositionToJSON,
  type Doc,
  type RelativePosition,
  type Text,
} from 'yjs';
import { isObject } from '../wire/index.js';

/** A place in a text. */
export interface Spot {
  readonly text: unknown;
  readonly index: number;
}

/** Where a relative position is now; undefined where it cannot be told, or not yet. */
export function spotOf(doc: Doc, position: RelativePosition): Spot | undefined {
  // Asking for a text by a name would make one.
  if (position.tname !== null && !doc.share.has(position.tname)) return undefined;
  try {
    const place = createAbsolutePositionFromRelativePosition(position, doc);
    return place ? { text: place.type, index: place.index } : undefined;
  } catch {
    return undefined;
  }
}

export function fromText(encoded: string): RelativePosition | undefined {
  try {
    return decodeRelativePosition(fromBase64(encoded));
  } catch {
    return undefined;
  }
}

export const toText = (position: RelativePosition): string => toBase64(encodeRelativePosition(position));

/** What editors write into their awareness: anyone may write anything there. */
export function fromJson(json: unknown): RelativePosition | undefined {
  if (!isObject(json)) return undefined;
  const { type, tname, item, assoc } = json;
  const isId = (id: unknown) => !id || (isObject(id) && Number.isSafeInteger(id['client']) && Number.isSafeInteger(id['clock'])); // prettier-ignore
  const isName = tname === undefined || tname === null || typeof tname === 'string';
  if (!isId(type) || !isId(item) || !isName || (assoc !== undefined && typeof assoc !== 'number'))
    return undefined;
  if (!type && !item && !tname) return undefined;
  return createRelativePositionFromJSON(json);
}

export const toJson = (position: RelativePosition): unknown => relativePositionToJSON(position);

export const positionAt = (text: Text, index: number, assoc = 0): RelativePosition =>
  createRelativePositionFromTypeIndex(text, Math.min(index, text.length), assoc);
