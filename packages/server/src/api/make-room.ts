import { randomBytes } from 'node:crypto';
import { hashQuestion, newId, ROOM, type BodyOf, type Draft, type Kind } from '@interview-room/core/protocol';
import { languagesOf, publicQuestion, type Question } from '@interview-room/core/question';
import type * as v from 'valibot';
import type { Context } from '../context.js';
import type { RoomRecord } from './directory.js';
import type { newRoomSchema } from './schemas.js';

export type RoomOptions = NonNullable<v.InferOutput<typeof newRoomSchema>['options']>;

/** The roles that a new room has links for. */
const invited = ['candidate', 'interviewer', 'observer'] as const;
type ByRole = Record<(typeof invited)[number], string>;

/** Opens a room on a question; gives its id and a token for each role. */
export async function makeRoom(
  context: Context,
  question: Question,
  options: RoomOptions = {},
  webhook?: RoomRecord['webhook'],
): Promise<{ id: string; tokens: ByRole }> {
  const id = randomBytes(12).toString('base64url');
  await context.engine.append(id, beginning(question, options));
  const { id: name, title } = question;
  const record = {
    id,
    createdAt: Date.now(),
    question: { id: name, title, hash: hashQuestion(question) },
    ...(webhook && { webhook }),
    ...(options.assist?.coach && { coach: options.assist.coach }),
  };
  await context.directory.add(record);
  const tokens = await Promise.all(
    invited.map(async (role) => {
      const own = role === 'candidate' ? options.candidate : undefined;
      const claims = { sub: newSubject(role), room: id, role, ...own };
      return [role, await context.tokens.mint(claims, options.ttl)] as const;
    }),
  );
  return { id, tokens: Object.fromEntries(tokens) as ByRole };
}

/** A participant's id, for a token that names none. */
export const newSubject = (role: string): string => `${role}-${randomBytes(6).toString('base64url')}`;

/** The first entries of a room: what is asked, for everyone and for interviewers, and how much time there is. */
function beginning(
  question: Question,
  { totalMinutes = question.timeMinutes, assist }: RoomOptions,
): Draft[] {
  // The log sorts what a question holds: which language comes first has to be said.
  const [language = ''] = languagesOf(question);
  const named = { id: question.id, hash: hashQuestion(question) };
  return [
    draft('room.opened', { question: named, content: publicQuestion(question) }),
    { ...draft('question.secret', { question }), audience: 'interviewers' },
    draft('language.changed', { language }),
    ...(assist ? [draft('assist.level', { level: assist.level })] : []),
    ...(assist?.model ? [draft('assist.model', { model: assist.model })] : []),
    ...(totalMinutes ? [draft('timer.set', { totalMs: totalMinutes * 60_000 })] : []),
  ];
}

const draft = <K extends Kind>(kind: K, body: BodyOf<K>): Draft => ({ id: newId(), by: ROOM, kind, body });
