import type { Context as Call } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { RefusalReason } from '@interview-room/core/protocol';
import type { Problem } from '@interview-room/core/question';
import { Refusal } from '../hub/refusal.js';
import { ConflictError } from '../log/documents.js';
import { LogCorruptError } from '../log/engine.js';
import { told, type Logger } from '../logger.js';

/** A request that cannot be done, with what the caller is told of it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly problems?: readonly Problem[],
    /** In how many seconds the same may be asked again. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

const statuses: Record<RefusalReason, ContentfulStatusCode> = {
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'token-foreign': 403,
  'not-allowed': 403,
  'room-unknown': 404,
  'room-ended': 410,
  'malformed': 400,
  'protocol': 400,
  'too-large': 413,
  'rate': 429,
  'unavailable': 503,
};

/** Every error is answered in the same shape. */
export const answerError =
  (logger: Logger) =>
  (error: Error, call: Call): Response => {
    const known = asApiError(error);
    if (!known || error instanceof LogCorruptError)
      logger.error('request', { path: call.req.routePath, ...told(error) });
    const { status, code, message, problems, retryAfter } =
      known ?? new ApiError(500, 'internal', 'This went wrong here.');
    if (retryAfter !== undefined) call.header('Retry-After', String(retryAfter));
    return call.json({ error: { code, message, ...(problems && { problems }) } }, status);
  };

function asApiError(error: Error): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof Refusal) return new ApiError(statuses[error.reason], error.reason, error.message);
  // Where it is, its keeper has to know; what stands there is not told.
  if (error instanceof LogCorruptError) return new ApiError(500, 'log-damaged', error.message);
  if (error instanceof ConflictError) return new ApiError(409, 'conflict', error.message);
  if (error instanceof HTTPException)
    return new ApiError(error.status as ContentfulStatusCode, 'http', error.message);
  return;
}
