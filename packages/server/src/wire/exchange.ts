import {
  mayCast,
  readClientFrame,
  type ClientFrame,
  type RefusedFrame,
  type ServerFrame,
} from '@interview-room/core/protocol';
import type { Context } from '../context.js';
import { isTooDeep } from '../hub/depth.js';
import type { Member } from '../hub/peer.js';
import { Refusal } from '../hub/refusal.js';
import type { RoomHub } from '../hub/room-hub.js';
import type { Outcome } from '../hub/write-queue.js';
import { parsed } from './parsed.js';

/** A frame that a client sent, or nothing if this version does not know its type. Throws a `Refusal`. */
export function readFrame(context: Context, input: unknown): ClientFrame | undefined {
  const read = readClientFrame(input);
  if ('unknown' in read) return;
  const { entriesPerFrame } = context.limits;
  if (entriesOf('problem' in read ? input : read.frame) > entriesPerFrame)
    throw new Refusal('too-large', `One append holds at most ${entriesPerFrame} entries.`);
  if ('problem' in read) throw new Refusal('malformed', read.problem);
  return read.frame;
}

/** How many entries a frame has, or would have if it were one. */
function entriesOf(input: unknown): number {
  const frame = typeof input === 'string' ? parsed(input) : input;
  const entries =
    typeof frame === 'object' && frame !== null && 'entries' in frame ? frame.entries : undefined;
  return Array.isArray(entries) ? entries.length : 0;
}

/** Who sends more than others can read is told so. */
export const tooOften = (frames: number, bytes: number): Refusal =>
  new Refusal('rate', `At most ${frames} frames and ${bytes} characters a second.`, true);

/**
 * Does what a frame asks, for someone who is in a room; gives what they are answered, at once where that is possible.
 * Throws a `Refusal`.
 */
export function answer(
  context: Context,
  hub: RoomHub,
  member: Member,
  frame: ClientFrame,
): ServerFrame[] | Promise<ServerFrame[]> {
  switch (frame.type) {
    case 'append':
      return appended(context, hub.append(member, frame.entries));
    case 'cast':
      return cast(context, hub, member, frame);
    case 'ping':
      return [{ type: 'pong', t: frame.t, now: Date.now() }];
    case 'hello':
      throw new Refusal('malformed', 'There is one hello, and it comes first.');
  }
}

const appended = (context: Context, outcomes: Outcome[] | Promise<Outcome[]>) =>
  Array.isArray(outcomes)
    ? outcomeFrames(context, outcomes)
    : outcomes.then((each) => outcomeFrames(context, each));

function cast(
  { metrics }: Context,
  hub: RoomHub,
  member: Member,
  { kind, body, to }: Extract<ClientFrame, { type: 'cast' }>,
): ServerFrame[] {
  if (isTooDeep(body)) throw new Refusal('malformed', `${kind}: this goes too deep.`);
  if (mayCast(member.role, kind)) {
    metrics.casts.inc();
    hub.cast(member, kind, body, to);
    return [];
  }
  metrics.refused('not-allowed');
  return [new Refusal('not-allowed', `An ${member.role} may not cast "${kind}".`).frame([])];
}

/** What became of entries: one `ack`, and a `refused` for each reason. */
function outcomeFrames({ metrics }: Context, outcomes: readonly Outcome[]): ServerFrame[] {
  const acks = outcomes.filter((each) => 'seq' in each);
  const refused = new Map<string, RefusedFrame & { ids: string[] }>();
  for (const each of outcomes) {
    if ('seq' in each) continue;
    const { id, refusal } = each;
    metrics.refused(refusal.reason);
    const frame = refused.get(refusal.message) ?? { ...refusal.frame(), ids: [] };
    refused.set(refusal.message, { ...frame, ids: [...frame.ids, id] });
  }
  return [...(acks.length > 0 ? [{ type: 'ack' as const, acks }] : []), ...refused.values()];
}
