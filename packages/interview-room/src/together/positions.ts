import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
  type Text,
} from 'yjs';
import { fromBase64, toBase64 } from '@interview-room/core/protocol';

/** A selection, as places in a text. */
export interface Span {
  readonly anchor: number;
  readonly head: number;
}

/**
 * A selection in the words of Yjs: bound to the characters beside it, so that it is the same one for everybody, whatever
 * else was written. Its ends keep to what is in it and a cursor to what is before it, as CodeMirror's own do.
 */
export function toRelative(text: Text, { anchor, head }: Span): { anchor: string; head: string } {
  const encode = (at: number, assoc: number) =>
    toBase64(
      encodeRelativePosition(createRelativePositionFromTypeIndex(text, Math.min(at, text.length), assoc)),
    );
  return {
    anchor: encode(anchor, anchor < head ? 0 : -1),
    head: encode(head, head < anchor ? 0 : -1),
  };
}

/** The same in a text that is here; undefined where it cannot be told, or not yet: its characters may be on their way. */
export function toAbsolute(text: Text, anchor: string, head: string): Span | undefined {
  const [from, to] = [placeOf(text, anchor), placeOf(text, head)];
  return from === undefined || to === undefined ? undefined : { anchor: from, head: to };
}

function placeOf(text: Text, encoded: string): number | undefined {
  const { doc } = text;
  if (!doc) return undefined;
  try {
    const relative = decodeRelativePosition(fromBase64(encoded));
    // Asking for a text by a name would make one.
    if (relative.tname !== null && !doc.share.has(relative.tname)) return undefined;
    const place = createAbsolutePositionFromRelativePosition(relative, doc);
    return place?.type === text ? place.index : undefined;
  } catch {
    // Whoever cast it cast no position.
    return undefined;
  }
}
