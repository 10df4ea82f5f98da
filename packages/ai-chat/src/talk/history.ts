import type { ChatMessage } from '@interview-room/assistant/streams';
import { Entry } from './entry.js';

/**
 * The transcript after a page gave the history anew. Messages are told apart by id: those that are known stay the same
 * entries. Of what the history does not have there remains what is being answered, an answer of which it has the question
 * (its own record of that is still on the way), and a question that was refused, which no record has: while it is the same
 * history.
 */
export function reconcile(before: readonly Entry[], messages: readonly ChatMessage[]): Entry[] {
  const known = new Map(before.map((entry) => [entry.message.id, entry]));
  const after: Entry[] = [];
  for (const message of unique(messages)) {
    after.push(given(known.get(message.id), message));
    known.delete(message.id);
  }
  const past = before.filter(({ given }) => given);
  const isSame = past.length === 0 || past.some((entry) => after.includes(entry));
  for (const entry of known.values()) {
    const at = placeOf(entry, before, after, isSame);
    if (at >= 0) after.splice(at, 0, entry);
  }
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

/** Where an entry that the history does not have remains; -1 where it does not. */
function placeOf(entry: Entry, before: readonly Entry[], after: readonly Entry[], isSame: boolean): number {
  const { question } = entry;
  if (question && after.includes(question) && (entry.live || !entry.given))
    return after.indexOf(question) + 1;
  const answers = before.filter((other) => other.question === entry);
  if (entry.live || answers.some(({ live }) => live)) return after.length;
  const isRefused = !entry.given && answers.some(({ message }) => message.status === 'failed');
  return isRefused && isSame ? placeAfter(before.slice(0, before.indexOf(entry)), after) : -1;
}

const placeAfter = (earlier: readonly Entry[], after: readonly Entry[]): number =>
  1 + Math.max(-1, ...earlier.map((entry) => after.indexOf(entry)));

function unique(messages: readonly ChatMessage[]): Iterable<ChatMessage> {
  const usable = messages.filter((message) => typeof message?.id === 'string');
  return new Map(usable.map((message) => [message.id, message])).values();
}
