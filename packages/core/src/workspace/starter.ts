import { Doc, encodeStateAsUpdate } from 'yjs';
import { digest } from '../protocol/chain.js';
import { canonicalJson } from '../protocol/canonical.js';

/**
 * An update that lays out a file, the same bytes for the same file whoever makes it: its author is a number drawn from the
 * text itself. Yjs takes the same edit by the same author once, so that it may be made in two tabs, on two machines, or
 * again after the file was removed, and never counts twice.
 */
export function starterUpdate(path: string, name: string, text: string): Uint8Array {
  const doc = new Doc();
  doc.clientID = starterAuthor(path, text);
  doc.transact(() => {
    doc.getMap<string>('files').set(path, name);
    doc.getText(name).insert(0, text);
  });
  return encodeStateAsUpdate(doc);
}

/** The number that a starter is written under. */
export function starterAuthor(path: string, text: string): number {
  // 31 bits, clear of the sign. That a person's random number is the same is as likely as that two people's are.
  return Number.parseInt(digest('starter/1', canonicalJson([path, text])).slice(0, 8), 16) >>> 1;
}
