import { ASSISTANT, assistLevels, ROOM, roles } from '@interview-room/core/protocol';
import * as v from 'valibot';
import { extraTimeSchema } from '../auth/claims.js';
import { webhookProblem } from '../hooks/url.js';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const seconds = v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(90 * 24 * 60 * 60));
/** Where what happens to a room is told. */
const webhook = v.strictObject({
  url: v.pipe(
    v.string(),
    v.check((url) => webhookProblem(url) === undefined, 'An absolute http or https URL is needed.'),
  ),
});
const byRole = v.object({ candidate: v.string(), interviewer: v.string(), observer: v.string() });

/** What a room is made of: a question as it stands, or one that was uploaded before. */
export const newRoomSchema = v.pipe(
  v.strictObject({
    question: v.optional(v.unknown()),
    questionId: v.optional(name),
    webhook: v.optional(webhook),
    options: v.optional(
      v.strictObject({
        candidate: v.optional(
          v.strictObject({ name: v.optional(name), extraTime: v.optional(extraTimeSchema) }),
        ),
        totalMinutes: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(24 * 60))),
        ttl: v.optional(seconds),
        assist: v.optional(
          v.strictObject({
            level: v.picklist(assistLevels),
            model: v.optional(name),
            coach: v.optional(v.literal('off')),
          }),
        ),
      }),
    ),
  }),
  v.check(
    ({ question, questionId }) => (question === undefined) !== (questionId === undefined),
    'Either `question` or `questionId` is needed.',
  ),
);

export const madeRoomSchema = v.object({ id, links: byRole, tokens: byRole });

/** For whom a token is made. Each person is to have one of their own: `sub` is how the log knows them. */
export const newTokenSchema = v.strictObject({
  role: v.picklist(roles),
  sub: v.optional(v.pipe(id, v.notValues([ROOM, ASSISTANT], 'This is what the backend itself is called.'))),
  name: v.optional(name),
  extraTime: v.optional(extraTimeSchema),
  ttl: v.optional(seconds),
});

export const madeTokenSchema = v.object({ token: v.string(), link: v.string() });
export const freshTokenSchema = v.object({ token: v.string() });

export const questionNameSchema = v.object({ id: name, title: v.string(), hash: v.string() });
export const roomSchema = v.object({
  id,
  createdAt: v.number(),
  question: questionNameSchema,
  webhook: v.optional(webhook),
});
export const roomListSchema = v.object({ rooms: v.array(roomSchema), next: v.optional(v.string()) });
export const roomDetailSchema = v.object({
  ...roomSchema.entries,
  stage: v.picklist(['waiting', 'started', 'submitted', 'ended']),
  entries: v.number(),
  head: v.string(),
  people: v.array(v.object({ id, name: v.string(), role: v.picklist(roles) })),
});

export const assistantSchema = v.object({
  configured: v.boolean(),
  models: v.array(v.string()),
  message: v.optional(v.string()),
  coach: v.optional(v.literal('off')),
});

export const questionListSchema = v.object({
  questions: v.array(v.object({ id: name, title: v.string() })),
  next: v.optional(v.string()),
});

export const errorSchema = v.object({
  error: v.object({
    code: v.string(),
    message: v.string(),
    problems: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  }),
});
