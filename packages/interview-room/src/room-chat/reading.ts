import type { ChatMessage } from '@interview-room/core';

/** What of a chat has been read: up to which message, and where those begin that were new when one came back. */
export interface Reading {
  /** The last message that was read; empty if none was. */
  readonly lastRead: string;
  /** The first message of those that came while nobody looked; the line above it stays until there is reason for another. */
  readonly firstUnread?: string;
  readonly unread: number;
}

/** The reading after messages came, or after someone looked. */
export function read(
  { lastRead, firstUnread, unread: before }: Reading,
  messages: readonly ChatMessage[],
  you: string,
  seen: boolean,
): Reading {
  const after = messages.slice(messages.findLastIndex(({ id }) => id === lastRead) + 1);
  const mine = after.findLastIndex(({ by }) => by === you);
  const unread = after.slice(mine + 1).filter(({ by }) => by !== you);
  const answered = mine >= 0 ? undefined : firstUnread;
  if (seen || unread.length === 0)
    return {
      lastRead: messages.at(-1)?.id ?? lastRead,
      unread: 0,
      ...(answered && { firstUnread: answered }),
    };
  const first = before > 0 ? answered : undefined;
  return {
    lastRead: after[mine]?.id ?? lastRead,
    firstUnread: first ?? unread[0]?.id ?? '',
    unread: unread.length,
  };
}
