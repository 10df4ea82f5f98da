import type { ChatMessage } from '@interview-room/assistant/streams';
import { Entry } from './entry.js';

/**
 * The transcript after a page gave the history anew. Messages are told apart by id: those that are known stay the same
 * entries. Of what the history does not have there remains what is being answered, and an answer of which it has the
 * question: its own record of that is still on the way.
 */
export function reconcile(before: readonly Entry[], messages: readonly ChatMessage[]): Entry[] {
  const known = new Map(before.map((entry) => [entry.message.id, entry]));
  const after: Entry[] = [];
  for (const message of unique(messages)) {
    after.push(given(known.get(message.id), message));
    known.delete(message.id);
  }
  for (const entry of known.values()) keep(after, entry, before);
  return after;
}

function given(entry: Entry | undefined, message: ChatMessage): Entry {
  const kept = entry ?? new Entry(message);
  kept.given = true;
  // A stream that is read here is ahead of its record.
  const behind = kept.live || (message.status === 'streaming' && kept.message.status !== 'streaming');
  if (!behind) kept.message = withFailure(message, kept.message);
  return kept;
}

/** Of a failure that was met here more is known than a record keeps: how long the server is to be left alone. */
function withFailure(message: ChatMessage, { error }: ChatMessage): ChatMessage {
  return error && message.error?.code === error.code ? { ...message, error } : message;
}

function keep(after: Entry[], entry: Entry, before: readonly Entry[]): void {
  const { question } = entry;
  const at = question ? after.indexOf(question) : -1;
  if (entry.live || (at >= 0 && !entry.given)) after.splice(at < 0 ? after.length : at + 1, 0, entry);
  else if (before.some((other) => other.live && other.question === entry)) after.push(entry);
}

function unique(messages: readonly ChatMessage[]): Iterable<ChatMessage> {
  const usable = messages.filter((message) => typeof message?.id === 'string');
  return new Map(usable.map((message) => [message.id, message])).values();
}
