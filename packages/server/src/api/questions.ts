import { hashQuestion } from '@interview-room/core/protocol';
import { parseQuestion, type Question } from '@interview-room/core/question';
import { Hono } from 'hono';
import type { Context } from '../context.js';
import type { Documents } from '../log/documents.js';
import { ApiError } from './errors.js';
import { jsonBody, upTo, withKey } from './guard.js';
import { page } from './page.js';

const BUCKET = 'questions';

/** A question as it was sent. Throws with all that is wrong with it. */
export function readQuestion(json: unknown): Question {
  const { question, problems } = parseQuestion(json);
  if (question) return question;
  throw new ApiError(422, 'question', problems[0]?.message ?? 'This is no question.', problems);
}

/** A question that was uploaded. */
export async function keptQuestion(documents: Documents, id: string): Promise<Question> {
  const found = await documents.get(BUCKET, id);
  if (!found) throw new ApiError(404, 'question-unknown', `There is no question "${id}".`);
  return found.value as Question;
}

export const questionsApi = (context: Context): Hono => {
  const { documents } = context.engine;
  return new Hono()
    .use(withKey(context))
    .post('/', upTo(context.limits.bodyBytes), async (call) => {
      const question = readQuestion(await jsonBody(call));
      await documents.put(BUCKET, question.id, question);
      return call.json({ id: question.id, title: question.title, hash: hashQuestion(question) }, 201);
    })
    .get('/', async (call) => {
      const { after, limit } = page(call);
      const found = await documents.list(BUCKET, { limit, ...(after && { after }) });
      const questions = found.map(({ value }) => value as Question).map(({ id, title }) => ({ id, title }));
      return call.json({ questions, ...next(found, limit) });
    })
    .get('/:id', async (call) => call.json(await keptQuestion(documents, call.req.param('id'))));
};

const next = (found: readonly { key: string }[], limit: number) =>
  found.length === limit ? { next: found.at(-1)?.key } : {};
