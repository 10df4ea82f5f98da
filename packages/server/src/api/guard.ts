import type { Context as Call, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { bearer } from '../auth/api-keys.js';
import type { Context } from '../context.js';
import { ApiError } from './errors.js';

/** Lets through who has an API key, and each key so many requests a second. */
export const withKey =
  ({ keys, requests }: Context): MiddlewareHandler =>
  async (call, next) => {
    const key = bearer(call.req.header('authorization'));
    if (!keys.accepts(key)) throw new ApiError(401, 'key', 'An API key is needed: Authorization: Bearer …');
    if (!requests.take(`key ${key}`)) throw new ApiError(429, 'rate', 'Too many requests: wait a moment.');
    await next();
  };

/** Turns away bodies that are too long, before they are read. */
export const upTo = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new ApiError(413, 'too-large', `A body is at most ${maxSize} bytes.`);
    },
  });

/** Turns away web pages of other origins. */
export const fromOrigins =
  ({ origins }: Context): MiddlewareHandler =>
  async (call, next) => {
    if (!origins.allows(call.req.header('origin'), call.req.header('host')))
      throw new ApiError(403, 'origin', 'This origin is not on the list.');
    await next();
  };

/** The JSON of a body. */
export async function jsonBody(call: Call): Promise<unknown> {
  const text = await call.req.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'json', 'The body is to be JSON.');
  }
}

/** The JSON of a body, as a schema has it. */
export async function body<T extends v.GenericSchema>(call: Call, schema: T): Promise<v.InferOutput<T>> {
  const { success, output, issues } = v.safeParse(schema, await jsonBody(call));
  if (success) return output;
  const problems = issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
  throw new ApiError(422, 'invalid', problems[0]?.message ?? 'The body is not as it should be.', problems);
}
