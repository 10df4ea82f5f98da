import type { Context as Call } from 'hono';
import * as v from 'valibot';
import { ApiError } from './errors.js';

const limitSchema = v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(1000));

/** Which part of a list is asked for: what comes `after` a key, at most `limit` of it. */
export function page(call: Call): { after: string | undefined; limit: number } {
  const { success, output } = v.safeParse(limitSchema, call.req.query('limit') ?? '100');
  if (!success) throw new ApiError(422, 'invalid', '`limit` is a whole number from 1 to 1000.');
  return { after: call.req.query('after'), limit: output };
}
