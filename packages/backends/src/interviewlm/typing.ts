import { ASSISTANT } from '@interview-room/core';
import { createAbsolutePositionFromRelativePosition, createRelativePositionFromTypeIndex, type RelativePosition, type Text } from 'yjs'; // prettier-ignore
import { hunksOf, merge3, mergeApart } from '../text/index.js';
import { numberOf, objectOf, textOf, type Json } from '../wire/index.js';
import type { Bridge } from '../bridge/index.js';
import type { SharedFiles } from './files.js';
import type { KnownFile } from './known.js';
import { isLeftOut, relative } from './paths.js';

/** Without a word for so long the assistant has stopped typing, in milliseconds. */
const SILENCE = 20_000;
/** It types into so many files at once, and a file may become so long. */
const MOST = 20;
const LONGEST = 500_000;

/** The assistant at work in one file. */
interface Hand {
  readonly file: KnownFile;
  /** What the backend had when it began. */
  readonly before: string;
  /** What it made of that, without what the person types meanwhile. */
  shadow: string;
  /** What the shadow and the person's text were both made of, from when they crossed: from then on it is typed unseen. */
  origin?: string | undefined;
  /** Where it is in the shadow, and in the file, where others type too. */
  at: number;
  cursor: RelativePosition | undefined;
  /** The place that it named last: one that it names again is where it began, not where it is. */
  named: string;
  stop: () => void;
}

/**
 * The assistant typing into the editor: `start`, then `delta`s, then `complete` with all of the text, or `error`. Any of
 * them may be missing, late or twice. What the person types at the same time stays.
 */
export class Typing {
  private readonly hands = new Map<string, Hand>();
  /** Files that it was done with: what comes late is not typed again. */
  private readonly done = new Set<string>();

  constructor(
    private readonly bridge: Bridge,
    private readonly files: SharedFiles,
    private readonly language: () => string,
  ) {}

  hear(json: unknown): void {
    const frame = objectOf(json);
    const remote = relative(textOf(frame['fileName']));
    const type = textOf(frame['type']);
    const act = remote === '' || isLeftOut(remote) ? undefined : this.acts[type];
    if (act) act(remote, frame);
    else this.bridge.notice('event', `code ${type}`.trim().slice(0, 100), remote);
  }

  /** The stream is over, with whatever was under way: the backend's own file is what counts. */
  close(): void {
    for (const remote of this.hands.keys()) this.undo(remote);
  }

  private readonly acts: Readonly<Record<string, ((remote: string, frame: Json) => void) | undefined>> = {
    start: (remote, frame) => {
      if (this.hands.has(remote)) this.finish(remote);
      this.done.delete(remote);
      const hand = this.begin(remote);
      if (hand && typeof frame['fullContent'] === 'string') this.become(hand, frame['fullContent']);
      if (hand) this.type(hand, textOf(frame['delta']), frame['position']);
    },
    delta: (remote, frame) => {
      const hand = this.hands.get(remote) ?? (this.done.has(remote) ? undefined : this.begin(remote));
      if (hand) this.type(hand, textOf(frame['delta']), frame['position']);
      else this.bridge.notice('event', 'code delta', `${remote}: came after its end`);
    },
    complete: (remote, frame) => {
      const { fullContent } = frame;
      const hand = this.hands.get(remote) ?? this.begin(remote);
      if (hand && typeof fullContent === 'string') this.become(hand, fullContent);
      this.finish(remote);
    },
    error: (remote, frame) => {
      this.undo(remote);
      const why = textOf(frame['error']).slice(0, 500);
      this.bridge.notice('warning', 'code error', `The assistant could not finish ${remote}; what it had written is taken out.${why && ` It said: ${why}`}`); // prettier-ignore
    },
  };

  private begin(remote: string): Hand | undefined {
    const file = this.hands.size < MOST ? this.files.known.remote(remote, this.language()) : undefined;
    if (!file) return undefined;
    if (this.files.textOf(file.path) === undefined)
      this.files.apply(ASSISTANT, () => this.bridge.files.create(file.path));
    const before = file.base ?? '';
    const hand: Hand = { file, before, shadow: before, at: before.length, cursor: undefined, named: '', stop: () => {} }; // prettier-ignore
    this.hands.set(remote, hand);
    this.files.hold(file.path, true);
    this.wait(remote, hand);
    return hand;
  }

  private wait(remote: string, hand: Hand): void {
    hand.stop();
    hand.stop = this.bridge.clock.after(SILENCE, () => this.finish(remote));
  }

  private type(hand: Hand, delta: string, position: unknown): void {
    this.wait(hand.file.remote, hand);
    const text = this.bridge.files.text(hand.file.path);
    if (delta === '' || Math.max(text.length, hand.shadow.length) + delta.length > LONGEST) return;
    this.place(hand, position, text);
    if (hand.origin === undefined) this.write(hand, delta, text);
    hand.shadow = hand.shadow.slice(0, hand.at) + delta + hand.shadow.slice(hand.at);
    hand.at += delta.length;
  }

  private write(hand: Hand, delta: string, text: Text): void {
    const index = placeOf(hand.cursor, text) ?? text.length;
    this.files.apply(ASSISTANT, () => text.insert(index, delta));
    hand.cursor = createRelativePositionFromTypeIndex(text, index + delta.length, -1);
  }

  /** Goes where the frame says, as places in the assistant's own text, which is carried over what the person typed. */
  private place(hand: Hand, position: unknown, text: Text): void {
    const { line, column } = objectOf(position);
    const named = `${textOf(line)}:${textOf(column)}`;
    if (numberOf(line) === undefined || named === hand.named) {
      if (!hand.cursor) hand.cursor = createRelativePositionFromTypeIndex(text, text.length, -1);
      return;
    }
    hand.named = named;
    hand.at = offsetOf(hand.shadow, numberOf(line) ?? 1, numberOf(column) ?? 1);
    const index = carried(hand.shadow, text.toString(), hand.at);
    hand.cursor = createRelativePositionFromTypeIndex(text, index, -1);
  }

  /** The file as a whole. Where it crosses what the person typed, that stays, and they choose when it is done. */
  private become(hand: Hand, full: string): void {
    if (full.length > LONGEST) return;
    const mine = this.files.textOf(hand.file.path) ?? '';
    const { text, agreed, crosses } = mergeApart(hand.origin ?? hand.shadow, mine, full);
    this.files.write(hand.file.path, text, ASSISTANT);
    hand.origin = crosses ? agreed : undefined;
    hand.shadow = full;
    hand.at = full.length;
    hand.cursor = undefined;
  }

  /** It is done: the backend has what it wrote, or what was there before. */
  private finish(remote: string): void {
    const hand = this.end(remote);
    if (!hand) return;
    const { file, origin, shadow, before } = hand;
    if (origin === undefined) file.base = shadow;
    else this.files.settle(file, origin, shadow, ASSISTANT);
    file.before = before;
    this.files.hold(file.path, false);
  }

  /** Takes out what it wrote, but for lines of it that the person made their own. */
  private undo(remote: string): void {
    const hand = this.end(remote);
    if (!hand) return;
    const { file, origin = hand.shadow, before } = hand;
    const mine = this.files.textOf(file.path) ?? '';
    this.files.write(file.path, without(origin, mine, before), ASSISTANT);
    this.files.hold(file.path, false);
  }

  private end(remote: string): Hand | undefined {
    const hand = this.hands.get(remote);
    hand?.stop();
    this.hands.delete(remote);
    if (hand) this.done.add(remote);
    if (this.done.size > 500) this.done.clear();
    return hand;
  }
}

/** A text that was made of one is made of the one before it: letter by letter, but for lines where what goes was changed. */
function without(one: string, other: string, before: string): string {
  const gone = hunksOf(one, before);
  const isChanged = hunksOf(one, other).some((own) => gone.some(({ from, to }) => own.from < to && own.to > from)); // prettier-ignore
  return isChanged ? mergeApart(one, other, before).text : merge3(one, other, before);
}

function placeOf(cursor: RelativePosition | undefined, text: Text): number | undefined {
  if (!cursor || !text.doc) return undefined;
  const place = createAbsolutePositionFromRelativePosition(cursor, text.doc);
  return place?.type === text ? place.index : undefined;
}

/** Lines and columns count from 1, as editors have them; a 0 is the first too. What is beyond the end is the end. */
function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  const end = text.indexOf('\n', at);
  return Math.min(at + Math.max(0, Math.floor(column) - 1), end < 0 ? text.length : end);
}

/** Where a place in one text is in another that was made of it: after as much of what was before it as is still there. */
function carried(one: string, other: string, at: number): number {
  if (one === other) return at;
  const mark = '\u0000';
  return merge3(one, other, one.slice(0, at) + mark + one.slice(at)).indexOf(mark);
}
