import type { ClientFrame, ServerFrame } from '@interview-room/core/protocol';
import * as v from 'valibot';
import type { Context } from '../context.js';
import type { Member } from '../hub/peer.js';
import { asRefusal, Refusal } from '../hub/refusal.js';
import type { RoomHub } from '../hub/room-hub.js';
import { told } from '../logger.js';
import { answer, readFrame, tooOften } from './exchange.js';
import { parsed } from './parsed.js';
import { memberOf, mustExist } from './seat.js';

/** What a tab sends beside its stream: complete in itself, so that any process may answer it. */
export const postSchema = v.object({
  token: v.optional(v.pipe(v.string(), v.maxLength(8192))),
  client: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  frames: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(100)),
});

/** Does what the frames of a POST ask; gives the frames that answer them. */
export async function post(context: Context, room: string, text: string): Promise<ServerFrame[]> {
  try {
    return await answers(context, room, text);
  } catch (error) {
    if (!(error instanceof Refusal)) context.logger.error('post', { room, ...told(error) });
    const refusal = asRefusal(error);
    context.metrics.refused(refusal.reason);
    return [refusal.frame()];
  }
}

async function answers(context: Context, room: string, text: string): Promise<ServerFrame[]> {
  const { frameBytes, framesPerSecond, bytesPerSecond } = context.limits;
  if (text.length > frameBytes) throw new Refusal('too-large', `A body is at most ${frameBytes} characters.`);
  const { token, client, frames } = read(text);
  const claims = await context.tokens.verify(token, room);
  const { posts, postBytes } = context;
  const who = `${room}/${claims.sub}`;
  if (!posts.take(who, frames.length) || !postBytes.take(who, text.length))
    throw tooOften(framesPerSecond, bytesPerSecond);
  await mustExist(context, room);
  const asked = frames.map((frame) => readFrame(context, frame)).filter((frame) => frame !== undefined);
  return context.rooms.with(room, (hub) => answerAll(context, hub, memberOf(claims, client), asked));
}

async function answerAll(
  context: Context,
  hub: RoomHub,
  member: Member,
  frames: readonly ClientFrame[],
): Promise<ServerFrame[]> {
  if (!hub.state.people.some(({ id }) => id === member.id)) await hub.welcome(member);
  // All are handed in at once, and keep their order: the log takes them together.
  const answers = frames.map(async (frame) => answer(context, hub, member, frame));
  return (await Promise.all(answers)).flat();
}

function read(text: string): v.InferOutput<typeof postSchema> {
  const { success, output, issues } = v.safeParse(postSchema, parsed(text));
  if (success) return output;
  throw new Refusal('malformed', `${v.getDotPath(issues[0]) ?? 'body'}: ${issues[0].message}`);
}
