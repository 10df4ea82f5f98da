import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
  type Text,
} from 'yjs';
import { fromBase64, toBase64 } from '@interview-room/core/protocol';
import type { PadCursor } from './frames.js';

/** Where a cursor is in a text; as near as can be where there is no such place. */
export function indexOf(text: string, { line, column }: PadCursor): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const length = (end < 0 ? text.length : end) - start;
  return start + Math.max(0, Math.min(length, Math.floor(column) - 1));
}

/** The line and column of a place in a text, both from 1. */
export function cursorAt(text: string, index: number): PadCursor {
  const before = text.slice(0, index);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - start + 1 };
}

/** A place in the words of Yjs: it stays beside its character, whatever else is written. */
export const toRelative = (text: Text, index: number): string =>
  toBase64(
    encodeRelativePosition(createRelativePositionFromTypeIndex(text, Math.min(index, text.length), -1)),
  );

/** The place that a room's presence tells of; undefined where it is not in this text. */
export function toIndex(text: Text, encoded: unknown): number | undefined {
  if (typeof encoded !== 'string' || !text.doc) return undefined;
  try {
    const place = decodeRelativePosition(fromBase64(encoded));
    if (place.tname !== null && !text.doc.share.has(place.tname)) return undefined;
    const found = createAbsolutePositionFromRelativePosition(place, text.doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}
