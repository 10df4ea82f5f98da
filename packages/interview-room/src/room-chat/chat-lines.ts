import type { ChatMessage } from '@interview-room/core';

/** So many messages are drawn, and laid out, as one: the others are left alone when one comes. */
export const CHUNK = 50;
/** After so long, who says more is named again. */
const PAUSE_MS = 5 * 60_000;

/** A message, with what stands above it. */
export interface ChatLine {
  readonly message: ChatMessage;
  /** The day is named above it. */
  readonly day: boolean;
  /** Its author and time are named above it. */
  readonly heading: boolean;
  /** It is the first of those that were not read. */
  readonly fresh: boolean;
}

/** The messages of one chunk, each with what stands above it. */
export function linesOf(
  messages: readonly ChatMessage[],
  from: number,
  firstUnread: string | undefined,
): ChatLine[] {
  return messages.slice(from, from + CHUNK).map((message, index) => {
    const before = messages[from + index - 1];
    const day = dayOf(message.at) !== (before ? dayOf(before.at) : dayOf(Date.now()));
    const fresh = message.id === firstUnread;
    return { message, day, fresh, heading: day || fresh || !continues(before, message) };
  });
}

const continues = (before: ChatMessage | undefined, { by, at }: ChatMessage): boolean =>
  before?.by === by && at - before.at < PAUSE_MS;

export const dayOf = (at: number): string => new Date(at).toDateString();
