import type { Text } from '@codemirror/state';
import type { Hunk } from './hunks.js';

/** How far ahead a line that is written is looked for among those that were there. */
const horizon = 100;
/** A line as short as this is found everywhere, and tells nothing of where one is. */
const telling = 4;

/** What is written so far of a text that is to take the place of another one. */
export interface Growth {
  readonly hunks: readonly Hunk[];
  /** How much of the end is not come to yet: what follows it is as it was. It only ever gets less. */
  readonly rest: number;
  /** Where the writer is, as an offset into the text that was there, and how far into the last hunk's lines. */
  readonly at: number;
  readonly into: number | undefined;
}

/**
 * Compares what is written so far with what was there, line by line and forward only: what was found stays so as more comes,
 * and nothing counts as taken out before something that stood behind it was written again.
 */
export function grow(before: Text, after: string, known?: Growth, text = before.toString()): Growth {
  // What is shared at the end is no less than what is not come to. It is more by chance, for a moment.
  const rest = Math.min(known?.rest ?? Infinity, sharedEnd(text, after));
  const end = after.length - rest;
  const line = lineRest(after, end);
  const first = before.lineAt(Math.min(sharedStart(text, after), end, before.length)).number;
  const { hunks, at, open } = walk(before, after.slice(0, end) + line, first);
  if (open === undefined)
    return { hunks, rest, at: Math.min(Math.max(0, at - 1), before.length), into: undefined };
  const last = { from: at, to: at, insert: open };
  return { hunks: [...hunks, last], rest, at, into: open.length - line.length };
}

/** What stands behind the writer in the same line. */
function lineRest(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? text.length : end);
}

interface Walk {
  readonly hunks: Hunk[];
  /** Where the lines go that found nothing to follow yet. */
  readonly at: number;
  readonly open: string | undefined;
}

/** Goes through the lines that are written from a line on, up to which all is the same. */
function walk(before: Text, written: string, first: number): Walk {
  const hunks: Hunk[] = [];
  const lines = written.slice(before.line(first).from).split('\n');
  let next = first;
  let loose: string[] = [];
  lines.forEach((line, index) => {
    const found = find(before, next, line, index === lines.length - 1);
    if (found === undefined) return void loose.push(line);
    if (found > next || loose.length > 0) hunks.push(between(before, next, found, loose));
    loose = [];
    next = found + 1;
  });
  const at = next > before.lines ? before.length + 1 : before.line(next).from;
  // The line that is being written is empty at first.
  if (loose.length === 1 && loose[0] === '') loose = [];
  return { hunks, at, open: loose.length > 0 ? loose.join('\n') : undefined };
}

function between(before: Text, next: number, found: number, lines: readonly string[]): Hunk {
  const from = before.line(next).from;
  const insert = lines.length > 0 ? lines.join('\n') : undefined;
  return { from, to: before.line(found).from, insert };
}

/** The line that a written one is; none where it is new, or where that cannot be told yet. */
function find(before: Text, next: number, line: string, unfinished: boolean): number | undefined {
  if (next <= before.lines && before.line(next).text === line) return next;
  if (unfinished || line.trim().length < telling) return undefined;
  const end = Math.min(before.lines, next + horizon);
  for (let at = next + 1; at <= end; at++) if (before.line(at).text === line) return at;
  return undefined;
}

/** Pieces are compared before characters: that is many times as fast. */
const piece = 4096;

function sharedStart(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at + piece <= length && one.slice(at, at + piece) === other.slice(at, at + piece)) at += piece;
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function sharedEnd(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  const from = (text: string, at: number) => text.slice(text.length - at - piece, text.length - at);
  let at = 0;
  while (at + piece <= length && from(one, at) === from(other, at)) at += piece;
  while (at < length && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at++;
  return at;
}
