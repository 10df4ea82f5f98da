import { ChangeSet, Text as Lines, type ChangeSpec } from '@codemirror/state';
import type { Text, YTextEvent } from 'yjs';

// Between the two ways of telling a change: CodeMirror's and Yjs's. Places are UTF-16 units in both.

/** A stretch to replace. */
export interface Stretch {
  from: number;
  to: number;
  insert: string;
}

/** A step of what Yjs says has changed. */
type Step = YTextEvent['delta'][number];

/** Stands for what is in a shared text and is no text: it takes a place there. */
const OBJECT = '\ufffc';

/** As it is: CodeMirror would take a carriage return for a line's end, and count one unit less than Yjs does. */
export const linesOf = (text: string): Lines => Lines.of(text.split('\n'));

const inserted = (step: Step): string =>
  step.insert === undefined ? '' : typeof step.insert === 'string' ? step.insert : OBJECT;

/** Yjs tells a change as steps from the start of the text; CodeMirror takes places in the text as it was. */
export function changesOf(delta: readonly Step[], lengthAfter: number): ChangeSet {
  let at = 0;
  let grown = 0;
  const specs = delta.flatMap((step): ChangeSpec[] => {
    const [from, insert] = [at, inserted(step)];
    at += step.retain ?? step.delete ?? 0;
    grown += insert.length - (step.delete ?? 0);
    if (insert) return [{ from, insert: linesOf(insert) }];
    return step.delete ? [{ from, to: at }] : [];
  });
  return ChangeSet.of(specs, lengthAfter - grown);
}

/** One stretch as a change of a document. */
export const changeOf = ({ from, to, insert }: Stretch, length: number): ChangeSet =>
  ChangeSet.of({ from, to, insert: linesOf(insert) }, length);

/** What a shared text says, of its very length. */
export function contentOf(text: Text): string {
  const content = text.toString();
  if (content.length === text.length) return content;
  return (text.toDelta() as Step[]).map(inserted).join('');
}

/** Whether the place is inside a character of two units, which must not come apart: Yjs would lose both. */
function splitsPair(text: Lines, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const units = text.sliceString(at - 1, at + 1);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(units);
}

/** The same change with whole characters at its edges. */
export function wholeCharacters(before: Lines, { from, to, insert }: Stretch): Stretch {
  const start = splitsPair(before, from) ? from - 1 : from;
  const end = splitsPair(before, to) ? to + 1 : to;
  return {
    from: start,
    to: end,
    insert: before.sliceString(start, from) + insert + before.sliceString(to, end),
  };
}

/** The text with a sign in the place of each half of a character. */
export const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, '\ufffd');

/** The one shortest stretch whose replacement makes `after` of `before`; undefined where they are equal. */
export function difference(before: string, after: string): Stretch | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (isHigh(before, start - 1)) start--;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (end > 0 && isHigh(before, before.length - end - 1)) end--;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function isHigh(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Makes a shared text say something else, and leaves alone what it says already: others may be in the middle of it. */
export function rewrite(text: Text, wanted: string): void {
  const change = difference(contentOf(text), wanted);
  if (!change) return;
  const write = () => {
    if (change.to > change.from) text.delete(change.from, change.to - change.from);
    if (change.insert) text.insert(change.from, change.insert);
  };
  if (text.doc) text.doc.transact(write);
  else write();
}
